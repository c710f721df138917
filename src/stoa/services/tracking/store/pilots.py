"""What the learners of some runs have in a locale before everyone has it."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from stoa.contracts.delivery import PilotActivated, PilotEnded
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.tracking.domain.catalogue import ActiveVersion, Pilot
from stoa.services.tracking.tables import pilots


async def save_pilot(work: UnitOfWork, event: PilotActivated) -> Collection[UUID]:
    """Returns the runs that have another version now, none where a later turn is known."""
    shown = {
        "runs": event.runs,
        "version": event.version,
        "manifest_key": event.key,
        "manifest_checksum": event.checksum,
        "title": event.title,
    }
    return await _save(work, event, shown)


async def end_pilot(work: UnitOfWork, event: PilotEnded) -> Collection[UUID]:
    """Returns as `save_pilot`."""
    empty = dict.fromkeys(("manifest_key", "manifest_checksum", "title"), "")
    return await _save(work, event, {"runs": [], "version": None, **empty})


async def _save(
    work: UnitOfWork, event: PilotActivated | PilotEnded, shown: dict[str, Any]
) -> Collection[UUID]:
    await work.lock(f"pilot:{event.course}:{event.locale}")
    before = await work.value(
        select(pilots.c.runs).where(pilots.c.course == event.course, pilots.c.locale == event.locale)
    )
    changed = {**shown, "turn": event.turn}
    row = {"tenant_id": work.tenant, "course": event.course, "locale": event.locale, **changed}
    statement = insert(pilots).values(row)
    newer = statement.on_conflict_do_update(
        index_elements=["tenant_id", "course", "locale"],
        set_={name: statement.excluded[name] for name in changed},
        where=pilots.c.turn < statement.excluded.turn,
    )
    return {*(before or ()), *shown["runs"]} if await work.run(newer) else ()


async def of_course(read: ReadSession, course: UUID) -> tuple[Pilot, ...]:
    """Those that have not ended."""
    rows = await read.all(select(pilots).where(pilots.c.course == course, pilots.c.version.is_not(None)))
    return tuple(
        Pilot(
            ActiveVersion(row.locale, row.version, row.manifest_key, row.manifest_checksum, row.title),
            frozenset(row.runs),
        )
        for row in rows
    )
