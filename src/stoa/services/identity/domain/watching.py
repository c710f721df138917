"""Who may watch a course run live."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from stoa.kernel.errors import NotFound
from stoa.kernel.ids import PersonId
from stoa.services.identity.domain.role import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class TaughtRun:
    """As tracking last told. former: who taught it before that and no longer. change: counts up by one."""

    run: UUID
    instructors: frozenset[PersonId]
    former: frozenset[PersonId] = frozenset()
    change: int


def following(before: TaughtRun | None, told: TaughtRun) -> TaughtRun:
    """What is known once it was told. An older fact, or the same again, changes nothing."""
    if before is None:
        return told
    if told.change <= before.change:
        return before
    return replace(told, former=before.instructors - told.instructors)


def check_watching(
    person: PersonId, roles: Collection[Role], wanted: Collection[UUID], known: Collection[TaughtRun]
) -> None:
    """Instructors watch the runs that they teach, administrators every run. Raises NotFound, the same for
    a run of somebody else and for one that is none."""
    allowed = {run.run for run in known if _may_watch(person, roles, run)}
    for run in wanted:
        if run not in allowed:
            raise NotFound("run.unknown", run=str(run))


def _may_watch(person: PersonId, roles: Collection[Role], run: TaughtRun) -> bool:
    return Role.ADMINISTRATOR in roles or (Role.INSTRUCTOR in roles and person in run.instructors)
