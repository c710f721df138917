"""The queue, and a unit with everything an editor shows of it. Few statements, however long the queue is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from stoa.kernel.errors import Unavailable
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.domain.chain import Entry
from stoa.services.localization.domain.listing import Sought
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.post_edit import Kind
from stoa.services.localization.domain.proposal import Proposal
from stoa.services.localization.domain.remembered import Provenance, proposal_of, scopes_of
from stoa.services.localization.domain.task import Desk, Past, Task
from stoa.services.localization.ports import Outside
from stoa.services.localization.store import editions, log, memory, offers, post_edits, tasks
from stoa.services.localization.store.glossary import load_held

PAGE = 50
_AROUND = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the queue. free: only what the caller may take now. page: from 1."""

    locales: Collection[str] = ()
    course: UUID | None = None
    kind: Kind | None = None
    free: bool = False
    page: int = 1


async def list_waiting(db: Database, caller: Caller, wanted: Wanted) -> list[Task]:
    """A page of the queue, in its order."""
    async with db.read(caller) as read:
        return await tasks.waiting(
            read,
            caller.known(),
            locales=wanted.locales,
            course=wanted.course,
            kind=wanted.kind,
            free=wanted.free,
            most=PAGE,
            offset=(wanted.page - 1) * PAGE,
        )


async def list_units(db: Database, caller: Caller, sought: Sought, page: int) -> list[Task]:
    """A page of a course's units in the order of its text. Raises Invalid."""
    async with db.read(caller) as read:
        return await tasks.of_course(read, sought, most=PAGE, offset=(page - 1) * PAGE)


async def see_desk(db: Database, outside: Outside, caller: Caller, unit: UUID) -> Desk:
    """Raises NotFound."""
    async with db.read(caller) as read:
        task, glossary = await load_held(read, unit)
        edition = await editions.load_edition(read, task.unit.course, task.unit.locale)
        scopes = scopes_of(task.unit.course, edition.terms.domain if edition else "")
        pair = LocalePair(task.source_locale, task.unit.locale)
        exact = await memory.exact(read, pair, scopes, [task.segment.checksum])
        around = await tasks.around(read, task, _AROUND)
        comments = await post_edits.list_comments(read, unit)
        entries = await log.entries_of_unit(read, unit)
    same = [proposal_of(one, task.segment) for one in exact.get(task.segment.checksum, ())]
    alike: Sequence[Proposal] = ()
    try:
        texts = [task.segment.coded]
        [alike] = await outside.fuzzy.look_up(caller.tenant, pair, scopes, texts, glossary.agreed)
        searched = True
    except Unavailable:
        searched = False
    there = {one.by for one in same}
    alike = [one for one in alike if one.by not in there]
    known = await _provenance_of(db, caller, [*same, *alike])
    offered = [one for one in (*same, *alike) if one.by in known]
    history = [_past(entry) for entry in entries]
    return Desk(task, around, offered, comments, history, glossary, read.now, known, searched)


async def _provenance_of(db: Database, caller: Caller, found: Sequence[Proposal]) -> dict[str, Provenance]:
    """By the unit of the memory that an offer names; the index may not have heard what was forgotten."""
    if not found:
        return {}
    async with db.read(caller) as read:
        known = await offers.provenance_of(read, [UUID(one.by) for one in found])
    return {str(unit): one for unit, one in known.items()}


def _past(entry: Entry) -> Past:
    said = msgspec.json.decode(entry.said)
    return Past(
        version=said["version"],
        action=said["action"],
        state=said["state"],
        source=said["source"],
        target=said["target"],
        origin=said["origin"],
        engine=said["engine"],
        by=None if said["by"] is None else UUID(said["by"]),
        at=None if said["at"] is None else datetime.fromisoformat(said["at"]),
        seconds=said["seconds"],
        distance=said["distance"],
        checks=tuple(said["checks"]),
    )
