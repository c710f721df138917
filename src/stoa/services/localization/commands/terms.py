"""What people agree upon for words. It counts from then on; a removed term may come back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from stoa.kernel.errors import Conflict, NotFound
from stoa.kernel.ids import new_id
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.domain.terms.shown import ShownTerm, shown_term
from stoa.services.localization.domain.terms.wording import KeptTerm, Wording
from stoa.services.localization.domain.wanted import GlossaryChanged
from stoa.services.localization.store import courses, terms

_AT_ONCE = 1_000
_SEVERAL = "terms"
"""The lock of whoever writes more than one term at once: rows are locked in the order in which they come."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Of a file. changed: new ones among them; the others said the same before."""

    read: int
    changed: int


async def add_term(db: Database, caller: Caller, wording: Wording) -> ShownTerm:
    """Raises Invalid, NotFound for the course of its scope, Conflict when it is there already."""
    caller.require(*WHO_MAY_TRANSLATE)
    wording = wording.checked()
    async with db.work(caller) as work:
        await _check_courses(work, [wording])
        before = await terms.find_same(work, wording)
        if before is not None and not before.removed:
            raise Conflict("term.known", field="target", term=str(before.id))
        added = await terms.save_terms(work, [wording], caller.known())
        if not added:
            raise Conflict("term.known", field="target")
        _tell(work, [wording])
        return work.keep(shown_term(added[0]))


async def change_term(db: Database, caller: Caller, term: UUID, wording: Wording, version: int) -> ShownTerm:
    """Raises Invalid, NotFound, Conflict when somebody changed it meanwhile or another says the same."""
    caller.require(*WHO_MAY_TRANSLATE)
    wording = wording.checked()
    async with db.work(caller) as work:
        await work.lock(_SEVERAL)
        await _check_courses(work, [wording])
        before = await _lock(work, term, version)
        same = await terms.find_same(work, wording)
        if same is not None and same.id != term:
            if not same.removed:
                raise Conflict("term.known", field="target", term=str(same.id))
            await terms.forget_term(work, same.id)
        _tell(work, [before.wording])
        return await _write(work, caller, replace(before, wording=wording))


async def remove_term(db: Database, caller: Caller, term: UUID, version: int | None = None) -> ShownTerm:
    """It counts no more. version: the one that was seen, None for whichever it is."""
    caller.require(*WHO_MAY_TRANSLATE)
    async with db.work(caller) as work:
        before = await _lock(work, term, version)
        return await _write(work, caller, replace(before, removed=True))


async def restore_term(db: Database, caller: Caller, term: UUID) -> ShownTerm:
    """It counts again, as it was."""
    caller.require(*WHO_MAY_TRANSLATE)
    async with db.work(caller) as work:
        before = await terms.lock_term(work, term)
        if before is None:
            raise NotFound("term.unknown")
        return await _write(work, caller, replace(before, removed=False))


async def take_terms(db: Database, caller: Caller, wordings: Sequence[Wording]) -> Taken:
    """All of a file or none: what is there already is written over, and nothing is removed."""
    caller.require(*WHO_MAY_TRANSLATE)
    by_words = {
        (one.source_locale, one.target_locale, one.source, one.target, one.scope): one for one in wordings
    }
    every = list(by_words.values())
    async with db.work(caller) as work:
        await work.lock(_SEVERAL)
        await _check_courses(work, every)
        changed = []
        for at in range(0, len(every), _AT_ONCE):
            changed += await terms.save_terms(work, every[at : at + _AT_ONCE], caller.known())
        _tell(work, [one.wording for one in changed])
        return work.keep(Taken(len(wordings), len(changed)))


async def _check_courses(work: UnitOfWork, wordings: Sequence[Wording]) -> None:
    wanted = {one.course for one in wordings if one.course is not None}
    if wanted - await courses.known_courses(work, wanted):
        raise NotFound("localization.course_unknown", field="scope")


async def _lock(work: UnitOfWork, term: UUID, version: int | None) -> KeptTerm:
    """Compare and set: who writes names the version they saw."""
    before = await terms.lock_term(work, term)
    if before is None or before.removed:
        raise NotFound("term.unknown")
    if version is not None and before.version != version:
        raise Conflict("term.changed", field="version", version=before.version)
    return before


async def _write(work: UnitOfWork, caller: Caller, term: KeptTerm) -> ShownTerm:
    after = replace(term, version=term.version + 1, by=caller.known(), changed_at=work.now)
    await terms.write_term(work, after)
    _tell(work, [after.wording])
    return work.keep(shown_term(after))


def _tell(work: UnitOfWork, wordings: Sequence[Wording]) -> None:
    """Once for all of the same locales and scope. A term that moved is told where it was, too."""
    of = dict.fromkeys((one.source_locale, one.target_locale, one.scope) for one in wordings)
    for source, target, scope in of:
        work.record(GlossaryChanged(change=new_id(), source_locale=source, target_locale=target, scope=scope))
