"""A person decides about a unit of a file that was in conflict, or that the checks doubted."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from stoa.kernel.errors import Conflict, NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.commands.accepting import Said, accept
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.commands.taking import take
from stoa.services.localization.domain.file import FileEntry, Outcome
from stoa.services.localization.ports import Outside
from stoa.services.localization.store import files, post_edits


class Settled(StrEnum):
    """KEPT: what stands there stays. TAKEN: what the file says comes in its place."""

    KEPT = "kept"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Settlement:
    """source, version: of the unit as the person saw it, when the file's word is to be taken."""

    decision: Settled
    source: str = ""
    version: int = 0


async def settle_conflict(
    db: Database, outside: Outside, caller: Caller, file: UUID, number: int, settlement: Settlement
) -> None:
    """Raises Conflict when it is settled already or the unit changed since it was seen, Invalid by checks.

    To take the file's word is to accept it, as on the desk; what the checks doubted, to insist on it.
    """
    caller.require(*WHO_MAY_TRANSLATE)
    once = caller.under(None)
    async with db.read(caller) as read:
        entry = await files.load_entry(read, file, number)
        waiting = await post_edits.load_post_edit(read, entry.unit) if entry and entry.unit else None
        insists = entry is not None and entry.doubted and not (await files.load(read, file)).from_weblate
    unit = _open(entry, insists=insists)
    if settlement.decision is Settled.TAKEN and entry is not None:
        if waiting is not None:
            await take(db, once, unit)
        said = Said(entry.target, settlement.source, settlement.version, insist=insists)
        await accept(db, outside, once, unit, said)
    async with db.work(caller) as work:
        if not await files.settle_entry(work, file, number, settlement.decision.value):
            raise Conflict("file.settled")


def _open(entry: FileEntry | None, *, insists: bool) -> UUID:
    """Its unit. insists: it may be taken though the checks doubt it. Raises NotFound, Conflict."""
    if entry is None or entry.unit is None or not (insists or entry.outcome is Outcome.CONFLICT):
        raise NotFound("file.no_conflict")
    if entry.settled is not None:
        raise Conflict("file.settled")
    return entry.unit
