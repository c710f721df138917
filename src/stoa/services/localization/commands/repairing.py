"""Mending what a look found, each by the words that localization is run by anyway."""

from collections.abc import Awaitable, Callable, Mapping
from uuid import UUID

from stoa.contracts.localization import LocaleRemoved
from stoa.kernel.errors import Conflict, NotFound
from stoa.kernel.ids import new_id
from stoa.kernel.locale import Locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.localization.commands import measures
from stoa.services.localization.commands.editions import WHO_MAY_CHOOSE, ask_anew
from stoa.services.localization.commands.verifying import rebuild_units
from stoa.services.localization.domain.findings import BY_ADMINISTRATORS, Finding, Kind
from stoa.services.localization.domain.wanted import CutRequested, EditionTouched
from stoa.services.localization.store import documents, editions, post_edits, requests, units
from stoa.services.localization.store import findings as store


async def repair(db: Database, caller: Caller, wanted: UUID) -> None:
    """Asks for it; the next look says whether it helped. Raises NotFound, Conflict, Forbidden."""
    caller.require(*WHO_MAY_CHOOSE)
    async with db.read(caller) as read:
        finding = await store.load_finding(read, wanted)
    if finding is None:
        raise NotFound("finding.unknown", field="finding")
    if finding.by_hand:
        raise Conflict("finding.by_hand", field="finding")
    if finding.by_people:
        raise Conflict("finding.by_people", field="finding")
    if finding.kind in BY_ADMINISTRATORS:
        caller.require("administrator")
    await _repair(db, caller, finding)


async def repair_all(db: Database, caller: Caller) -> int:
    """All that need no person to decide, and that the caller may mend. Returns how many."""
    caller.require(*WHO_MAY_CHOOSE)
    async with db.read(caller) as read:
        found = await store.list_findings(read)
    administrator = caller.has("administrator")
    chosen = [one for one in found if one.repaired_with_all(administrator=administrator)]
    for one in chosen:
        await _repair(db, caller.under(None), one)
    return len(chosen)


async def _repair(db: Database, caller: Caller, finding: Finding) -> None:
    if finding.kind is Kind.UNITS_DIFFER:
        await rebuild_units(db, caller.under(None), finding.course, Locale(finding.locale))
    async with db.work(caller) as work:
        if finding.kind in _REPAIRS:
            await _REPAIRS[finding.kind](work, finding.course, finding.locale)
        await store.save_asked(work, finding.id)
    measures.repaired.labels(finding.kind.value).inc()


async def _cut_again(work: UnitOfWork, course: UUID, _: str) -> None:
    work.record(CutRequested(course=course))


async def _ask_again(work: UnitOfWork, course: UUID, locale: str) -> None:
    edition = await editions.load_edition(work, course, locale, lock=True)
    if edition is not None and edition.active:
        await ask_anew(work, edition)
    else:
        await requests.remove_of_locale(work, course, locale)


async def _put_together(work: UnitOfWork, course: UUID, locale: str) -> None:
    work.record(EditionTouched(course=course, locale=locale))


async def _tell_again(work: UnitOfWork, course: UUID, locale: str) -> None:
    """Under a new revision, so that delivery publishes it whatever became of the one before."""
    await editions.forget_published(work, course, locale)
    await documents.forget_made(work, course, locale)
    work.record(EditionTouched(course=course, locale=locale))


async def _take_back(work: UnitOfWork, course: UUID, locale: str) -> None:
    edition = await editions.load_edition(work, course, locale)
    change = 0 if edition is None else edition.change
    work.record(LocaleRemoved(course=course, locale=locale, change=change, before=new_id()))


_REPAIRS: Mapping[Kind, Callable[[UnitOfWork, UUID, str], Awaitable[None]]] = {
    Kind.UNCUT: _cut_again,
    Kind.UNASKED: _ask_again,
    Kind.STUCK: _ask_again,
    Kind.UNQUEUED: _ask_again,
    Kind.STALE: _put_together,
    Kind.ORPHANED_EDITION: _take_back,
    Kind.ORPHANED_QUEUE: post_edits.remove_of_locale,
    Kind.ORPHANED_UNITS: units.remove_of_locale,
    Kind.DOCUMENT_DAMAGED: _tell_again,
    Kind.LOST: _tell_again,
    Kind.WITHDRAWN: _tell_again,
    Kind.OTHER_VERSION: _tell_again,
}
