"""What readers found wrong with translations that they had asked for."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlalchemy.dialects.postgresql import insert

from stoa.kernel.errors import NotFound
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.localization.domain.figures import Unsettled
from stoa.services.localization.domain.problem import Problem
from stoa.services.localization.tables import problems

_TEXT = ("tenant_id", "thing", "checksum", "locale")


async def load(read: ReadSession, problem: UUID, *, lock: bool = False) -> Problem:
    """Raises NotFound."""
    one = select(problems).where(problems.c.id == problem)
    row = await read.one(one.with_for_update() if lock else one)
    if row is None:
        raise NotFound("problem.unknown")
    return _problem(row)


async def of_text(work: UnitOfWork, thing: UUID, checksum: str, locale: str) -> Problem | None:
    """Locked."""
    row = await work.one(
        select(problems)
        .where(problems.c.thing == thing, problems.c.checksum == checksum, problems.c.locale == locale)
        .with_for_update()
    )
    return None if row is None else _problem(row)


async def waiting(read: ReadSession, most: int, offset: int = 0) -> list[Problem]:
    """Those that nobody has put right, the first reported first."""
    mine = select(problems).where(problems.c.settled_at.is_(None))
    ordered = mine.order_by(problems.c.reported_at, problems.c.id).limit(most).offset(offset)
    return [_problem(row) for row in await read.all(ordered)]


async def count_waiting(read: ReadSession) -> int:
    mine = select(func.count()).select_from(problems).where(problems.c.settled_at.is_(None))
    return int(await read.value(mine))


async def unsettled(read: ReadSession, course: UUID | None) -> Unsettled:
    """course: None is every course."""
    counted = select(func.count().label("problems"), func.min(problems.c.reported_at).label("oldest"))
    waiting = counted.where(problems.c.settled_at.is_(None))
    row = await read.one(waiting if course is None else waiting.where(problems.c.course == course))
    return Unsettled(row.problems, row.oldest) if row else Unsettled(0, None)


async def save(work: UnitOfWork, one: Problem) -> None:
    row = {
        "tenant_id": work.tenant,
        "id": one.id,
        "kind": one.kind,
        "thing": one.thing,
        "course": one.course,
        "key": one.key,
        "checksum": one.checksum,
        "source_locale": one.source_locale,
        "locale": one.locale,
        "title": one.title,
        "reasons": list(one.reasons),
        "times": one.count,
        "version": one.version,
        "reported_at": one.reported_at,
        "settled_at": one.settled_at,
        "settled_by": one.settled_by,
    }
    statement = insert(problems).values(row)
    names = ("reasons", "times", "version", "reported_at", "settled_at", "settled_by")
    changed = {name: statement.excluded[name] for name in names}
    await work.run(statement.on_conflict_do_update(index_elements=list(_TEXT), set_=changed))


def _problem(row: Row[Any]) -> Problem:
    return Problem(
        id=row.id,
        kind=row.kind,
        thing=row.thing,
        course=row.course,
        key=row.key,
        checksum=row.checksum,
        source_locale=row.source_locale,
        locale=row.locale,
        title=row.title,
        reasons=tuple(row.reasons),
        count=row.times,
        version=row.version,
        reported_at=row.reported_at,
        settled_at=row.settled_at,
        settled_by=row.settled_by,
    )
