"""What came of looking at the other side, as it is kept: their words, what both agree on, what is asked.

Their words come in as those of a file do (`course_file`), and what only a person can decide is an entry of a
file too, decided on the same page.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from stoa.kernel.errors import NotFound
from stoa.kernel.ids import new_id
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.localization.commands.course_file import IntoCourse
from stoa.services.localization.commands.holding import held
from stoa.services.localization.domain.chain import Change
from stoa.services.localization.domain.file import File, FileEntry, Outcome, added
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.sync.brought import Brought, told_in
from stoa.services.localization.domain.sync.connection import Connection, Counts
from stoa.services.localization.domain.sync.kept import KeptUnit, Question
from stoa.services.localization.domain.sync.reconcile import Conflict, Kind
from stoa.services.localization.domain.sync.stand import Stand
from stoa.services.localization.store import connected_units, editions, files, log, units

_AT_ONCE = 500


async def take_theirs(db: Database, caller: Caller, connection: Connection, brought: Brought) -> Counts:
    """Raises Conflict when the pass is over, NotFound when the locale is wanted no more."""
    keeping = _Keeping(db, caller, connection, brought)
    await keeping.agree()
    told = await keeping.ask([*brought.untold(), *brought.lost])
    taken, asked, refused = await keeping.take(brought.pulled())
    await keeping.close()
    outcome = brought.outcome
    return Counts(
        pushed=len(outcome.push),
        pulled=taken,
        conflicts=told + asked,
        refused=refused,
        withdrawn=len(outcome.withdraw),
        left=len(outcome.left),
    )


async def tell_lost(db: Database, caller: Caller, connection: Connection, brought: Brought) -> None:
    """Of a pass that died; what it had written over is told, and no longer to be looked for."""
    keeping = _Keeping(db, caller, connection, brought)
    await keeping.ask(brought.lost)
    await keeping.close()
    await keeping.forget_written()


@dataclass
class _Keeping:
    """file: where this pass tells of the locale; None as long as there is nothing to tell. told: entries."""

    db: Database
    caller: Caller
    connection: Connection
    brought: Brought
    file: File | None = None
    told: int = 0

    async def agree(self) -> None:
        """What both have now. Questions that are no more are taken back."""
        kept, outcome = self.brought.kept, self.brought.outcome
        asked = {one.unit for one in outcome.conflicts}
        fresh: dict[str, KeptUnit] = {}
        for key in {*outcome.agreed, *kept} - {*asked, *outcome.pull}:
            fresh[key] = KeptUnit(base=outcome.agreed.get(key))
        for key in {*asked, *outcome.pull} & kept.keys():
            fresh[key] = replace(kept[key], base=kept[key].agreed, question=_open(kept[key]), written=None)
        gone = [key for key, one in fresh.items() if one == KeptUnit()]
        changed = {key: one for key, one in fresh.items() if one != kept.get(key) and one != KeptUnit()}
        over = [
            one.question
            for key, one in kept.items()
            if one.question is not None and fresh[key].question is None and one.question.settled is None
        ]
        async with self.db.work(self.caller) as work:
            await held(work, self.connection)
            await connected_units.save_kept(work, self.connection.id, self.brought.locale, changed)
            await connected_units.forget_kept(work, self.connection.id, self.brought.locale, gone)
            await connected_units.replace_questions(work, over)

    async def ask(self, conflicts: Sequence[Conflict]) -> int:
        """A person about each. Returns how many."""
        for some in _batches(conflicts):
            file = await self._open_file()
            async with self.db.work(self.caller) as work:
                await held(work, self.connection)
                entries = [self.brought.entry(one, number) for number, one in enumerate(some, self.told)]
                await self._log_conflicts(work, [one.unit for one in some])
                await self._note(work, file, entries, [(one.pair, one.outcome) for one in entries])
                await self._question(
                    work,
                    {
                        one.unit: (one.theirs, entry)
                        for one, entry in zip(some, entries, strict=True)
                        if one.kind is not Kind.OVERWRITTEN
                    },
                )
            self.told += len(some)
        return len(conflicts)

    async def take(self, pulled: Sequence[tuple[str, Stand]]) -> tuple[int, int, int]:
        """Their words, compare-and-set. Returns how many were taken, are in conflict, were refused."""
        ended: list[Outcome] = []
        for some in _batches(pulled):
            file = await self._open_file()
            taker = IntoCourse(self.db, self.caller)
            looked = await taker.look(file, [self.brought.part(key, stand) for key, stand in some])
            async with self.db.work(self.caller) as work:
                await held(work, self.connection)
                batch = await taker.take(work, file, looked)
                entries = [
                    replace(one, number=self.told + at, line=0) for at, one in enumerate(batch.entries)
                ]
                await self._note(work, file, entries, batch.ended)
                outcomes = [outcome for _, outcome in batch.ended]
                await self._settle(work, some, outcomes, entries)
            self.told += len(entries)
            ended += outcomes
        taken = sum(one in (Outcome.TAKEN, Outcome.KNOWN) for one in ended)
        return taken, ended.count(Outcome.CONFLICT), ended.count(Outcome.REFUSED)

    async def close(self) -> None:
        if self.file is not None:
            async with self.db.work(self.caller) as work:
                await files.end(work, self.file.id, "done", None, {})

    async def forget_written(self) -> None:
        kept = {key: replace(one, written=None) for key, one in self.brought.kept.items() if one.written}
        async with self.db.work(self.caller) as work:
            await held(work, self.connection)
            await connected_units.save_kept(work, self.connection.id, self.brought.locale, kept)

    async def _settle(
        self,
        work: UnitOfWork,
        some: Sequence[tuple[str, Stand]],
        outcomes: Sequence[Outcome],
        entries: Sequence[FileEntry],
    ) -> None:
        """Entries are in the order of what was not taken."""
        rest = iter(entries)
        agreed, asked = {}, {}
        for (key, stand), outcome in zip(some, outcomes, strict=True):
            if outcome in (Outcome.TAKEN, Outcome.KNOWN):
                agreed[key] = KeptUnit(base=stand)
            elif outcome in (Outcome.CONFLICT, Outcome.REFUSED):
                asked[key] = stand, next(rest)
        await connected_units.save_kept(work, self.connection.id, self.brought.locale, agreed)
        await self._replace_questions(work, agreed)
        await self._question(work, asked)

    async def _question(self, work: UnitOfWork, asked: Mapping[str, tuple[Stand, FileEntry]]) -> None:
        """In the place of what was asked about the same units before."""
        kept = self.brought.kept
        await self._replace_questions(work, asked)
        assert self.file is not None
        fresh = {
            key: KeptUnit(
                base=kept[key].agreed if key in kept else None,
                question=Question(stand, self.file.id, entry.number, entry.outcome is Outcome.REFUSED),
            )
            for key, (stand, entry) in asked.items()
        }
        await connected_units.save_kept(work, self.connection.id, self.brought.locale, fresh)

    async def _replace_questions(self, work: UnitOfWork, keys: Iterable[str]) -> None:
        kept = self.brought.kept
        before = [kept[key].question for key in keys if key in kept]
        await connected_units.replace_questions(work, [one for one in before if one is not None])

    async def _log_conflicts(self, work: UnitOfWork, keys: Sequence[str]) -> None:
        """In the sealed log too: a unit as it stands, about which two disagree."""
        course, locale = self.connection.course, self.brought.locale
        if await editions.load_edition(work, course, locale, lock=True) is None:
            raise NotFound("locale.unknown", locale=locale)
        there = self.brought.here.units[locale]
        now = await units.load_units(work, [there[key].id for key in keys if key in there])
        await log.append(work, course, locale, [Change(one, "conflict") for one in now.values()])

    async def _note(
        self,
        work: UnitOfWork,
        file: File,
        entries: Sequence[FileEntry],
        ended: Sequence[tuple[LocalePair, Outcome]],
    ) -> None:
        counts, done = added(file.counts, ended), file.done + len(ended)
        await files.add_entries(work, file.id, entries)
        await files.go_on(work, file.id, done, counts)
        self.file = replace(file, counts=counts, done=done)

    async def _open_file(self) -> File:
        if self.file is None:
            async with self.db.work(self.caller) as work:
                known = await held(work, self.connection)
                file = told_in(known, self.brought.locale, new_id(), work.now)
                await files.add(work, file)
            self.file = file
        return self.file


def _open(kept: KeptUnit) -> Question | None:
    """What is settled is no question any more."""
    question = kept.question
    return question if question is not None and question.settled is None else None


def _batches(some: Sequence[Any]) -> Iterator[list[Any]]:
    rest = iter(some)
    while batch := list(islice(rest, _AT_ONCE)):
        yield batch
