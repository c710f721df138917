"""Roles, and who may grant them."""

import re
from collections.abc import Iterable
from enum import StrEnum

from stoa.kernel.errors import Conflict, Forbidden, Invalid


class Role(StrEnum):
    LEARNER = "learner"
    INSTRUCTOR = "instructor"
    EDITOR = "editor"
    TRANSLATOR = "translator"
    PROCTOR = "proctor"
    MANAGER = "manager"
    GUARDIAN = "guardian"
    ADMINISTRATOR = "administrator"


STAFF = frozenset({Role.INSTRUCTOR, Role.EDITOR, Role.MANAGER, Role.ADMINISTRATOR})
"""Who sees the names of everyone in the tenant, because their work is with people."""

TEACHING = frozenset({Role.INSTRUCTOR, Role.EDITOR, Role.ADMINISTRATOR})
"""Who may make course runs, choose who teaches them and enrol people: they find everyone in the tenant."""

_GRANTS: dict[Role, frozenset[Role]] = {Role.ADMINISTRATOR: frozenset(Role)}
_ORDER = {role: place for place, role in enumerate(Role)}


def in_order(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Without repeats, as the table of roles lists them."""
    return tuple(sorted(set(roles), key=_ORDER.__getitem__))


def parse_roles(names: Iterable[str], field: str = "roles") -> tuple[Role, ...]:
    """Raises Invalid with the unknown name and the known ones. Everyone has at least one role."""
    roles = []
    for name in names:
        word = re.sub(r"\s+", "", name).casefold()
        if word not in Role.__members__.values():
            raise Invalid("role.unknown", field=field, given=name.strip(), known=", ".join(Role))
        roles.append(Role(word))
    if not roles:
        raise Invalid("roles.missing", field=field, known=", ".join(Role))
    return in_order(roles)


def check_grant(granting: Iterable[str], changed: Iterable[Role]) -> None:
    """May somebody with the roles `granting` give or take each of `changed`? Raises Forbidden."""
    allowed = frozenset[Role]().union(*(_GRANTS.get(Role(role), frozenset()) for role in granting))
    refused = set(changed) - allowed
    if refused:
        raise Forbidden("role.not_yours_to_grant", field="roles", role=", ".join(in_order(refused)))


def check_administrators_left(others: int) -> None:
    """others: active administrators beside the one who would cease to be one. A tenant keeps at least one."""
    if others < 1:
        raise Conflict("administrator.last", field="roles")
