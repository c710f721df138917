"""What looks found."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from stoa.kernel.ids import new_id
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.localization.domain.findings import Finding, Found, Kind
from stoa.services.localization.tables import courses, findings, looks

_MOST = 500


async def save_look(
    work: UnitOfWork, depth: str, looked_for: Collection[Kind], found: Sequence[Found]
) -> None:
    """What was found before and is no more is gone. depth: how closely was looked."""
    await work.lock("findings")
    before = {
        (row.kind, row.course, row.locale): row.id
        for row in await work.all(
            select(findings).where(findings.c.kind.in_([kind.value for kind in looked_for]))
        )
    }
    still = {(one.kind.value, one.course, one.locale) for one in found}
    gone = [id_ for about, id_ in before.items() if about not in still]
    if gone:
        await work.run(delete(findings).where(findings.c.id.in_(gone)))
    rows = [
        {
            "tenant_id": work.tenant,
            "id": new_id(),
            "kind": one.kind.value,
            "course": one.course,
            "locale": one.locale,
            "count": one.count,
            "since": work.now,
        }
        for one in found
    ]
    statement = insert(findings)
    await work.run(
        statement.on_conflict_do_update(
            constraint="findings_about", set_={"count": statement.excluded["count"]}
        ),
        rows,
    )
    row = {"tenant_id": work.tenant, "depth": depth, "at": work.now}
    look = insert(looks).values(row)
    await work.run(
        look.on_conflict_do_update(index_elements=["tenant_id", "depth"], set_={"at": look.excluded.at})
    )


async def list_findings(read: ReadSession) -> list[Finding]:
    """The oldest first."""
    return await _load(read)


async def load_finding(read: ReadSession, wanted: UUID) -> Finding | None:
    found = await _load(read, wanted)
    return found[0] if found else None


async def _load(read: ReadSession, wanted: UUID | None = None) -> list[Finding]:
    statement = (
        select(findings, func.coalesce(courses.c.title, "").label("title"))
        .outerjoin(courses, courses.c.course == findings.c.course)
        .order_by(findings.c.since, findings.c.id)
        .limit(_MOST)
    )
    if wanted is not None:
        statement = statement.where(findings.c.id == wanted)
    return [
        Finding(
            id=row.id,
            kind=Kind(row.kind),
            course=row.course,
            title=row.title,
            locale=row.locale,
            count=row._mapping["count"],
            since=row.since,
            asked_at=row.asked_at,
        )
        for row in await read.all(statement)
    ]


async def save_asked(work: UnitOfWork, finding: UUID) -> None:
    await work.run(update(findings).where(findings.c.id == finding).values(asked_at=work.now))


async def last_looks(read: ReadSession) -> dict[str, datetime]:
    """When, by how closely."""
    return {row.depth: row.at for row in await read.all(select(looks))}
