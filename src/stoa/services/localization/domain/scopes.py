"""Where a unit of the memory counts: everywhere in the tenant, in a domain, or in one course."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stoa.kernel.errors import Invalid
from stoa.services.localization.domain.edition import LONGEST_DOMAIN
from stoa.services.localization.domain.remembered import TENANT

_DOMAIN = re.compile(rf"domain:[a-z0-9-]{{1,{LONGEST_DOMAIN}}}")
_COURSE = "course:"


def parse_scope(text: str, field: str = "scope", code: str = "memory.scope") -> str:
    """`tenant`, `domain:{name}` or `course:{id}`, as they are kept; empty is the tenant.

    An id may be written in any way that UUIDs are. Raises Invalid with the code.
    """
    scope = text.strip() or TENANT
    if scope == TENANT or _DOMAIN.fullmatch(scope):
        return scope
    course = course_of(scope)
    if course is None:
        raise Invalid(code, field=field, given=scope[:60])
    return f"{_COURSE}{course}"


def course_of(scope: str) -> UUID | None:
    """Of a scope that is one course."""
    if not scope.startswith(_COURSE):
        return None
    try:
        return UUID(scope.removeprefix(_COURSE))
    except ValueError:
        return None


def domain_of(scope: str) -> str | None:
    return scope.removeprefix("domain:") if scope.startswith("domain:") else None


@dataclass(frozen=True, slots=True)
class Holding:
    """How much the memory holds of a pair of locales within a scope. changed_at: of the newest."""

    source: str
    target: str
    scope: str
    units: int
    imported: int
    changed_at: datetime
