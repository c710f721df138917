"""A file of a course's units comes back: what it says is taken as if a person had accepted it, unit by unit.

The bulk form of `accepting`: compare-and-set, checks, log, queue and memory are the same. Units that say the
same words elsewhere are not changed with one: the file has a word about each itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from anyio import to_thread

from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.localization.commands.accepting import (
    Said,
    accepted,
    remember,
    settle,
    tell_accepted,
    tell_translated,
)
from stoa.services.localization.commands.asking import hold_again
from stoa.services.localization.commands.file_parts import Unit as Part
from stoa.services.localization.commands.reading import Batch
from stoa.services.localization.domain.chain import Change
from stoa.services.localization.domain.edition import Edition
from stoa.services.localization.domain.exchange.parts import Fault
from stoa.services.localization.domain.file import BROKEN, DOUBTED, Ended, File, FileEntry, Outcome
from stoa.services.localization.domain.imported import refused_fault, shown
from stoa.services.localization.domain.judgement import Judgement, judge
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.post_edit import distance
from stoa.services.localization.domain.proposal import Origin
from stoa.services.localization.domain.returned import TAKEN, Returned, Ruling, returned, ruling
from stoa.services.localization.domain.task import Task
from stoa.services.localization.domain.terms.glossary import Glossary
from stoa.services.localization.domain.unit import Unit
from stoa.services.localization.store import editions, log, rechecks, tasks
from stoa.services.localization.store.glossary import load_glossary

Tasks = Mapping[UUID, Task]
WEBLATE_ENGINE = "weblate"
"""By what a person's word came, where it came from there."""


@dataclass(frozen=True, slots=True)
class _Word:
    """What the file says of one unit. line: where. said: None where it is not one of ours."""

    line: int
    part: Part
    said: Returned | None


@dataclass(frozen=True, slots=True)
class _Looked:
    """judged: what the checks say of targets that may be taken, by unit. stamp: of the glossary they knew."""

    words: Sequence[_Word]
    judged: Mapping[UUID, Judgement]
    stamp: str

    @property
    def units(self) -> list[UUID]:
        return [word.said.unit for word in self.words if word.said is not None]


@dataclass(frozen=True, slots=True)
class IntoCourse:
    """Is a `Taker`. caller: of the tenant; what is taken is the word of whoever sent the file."""

    db: Database
    caller: Caller

    async def look(self, file: File, parts: Sequence[Part]) -> _Looked:
        async with self.db.read(self.caller) as read:
            looked = _Looked([_word(part) for part in parts], {}, await rechecks.stamp_of(read))
            seen = _by_unit(file, await tasks.of_units(read, looked.units))
            rulings = [_ruled(word, seen, file, read.now) for word in looked.words]
            if not seen:
                return looked
            glossary = await load_glossary(read, next(iter(seen.values())))
        judged = await to_thread.run_sync(_judge_all, looked.words, rulings, seen, glossary)
        return replace(looked, judged=judged)

    async def take(self, work: UnitOfWork, file: File, looked: _Looked) -> Batch:
        """As things are now: what was changed since they were looked at is a conflict after all."""
        edition = await _edition(work, file)
        now = dict(_by_unit(file, await tasks.of_units(work, looked.units)))
        done: list[tuple[Task, Unit]] = []
        ended: list[Ended] = []
        entries: list[FileEntry] = []
        for word in looked.words:
            one = _sound(word, _ruled(word, now, file, work.now), looked.judged)
            pair = _pair(word, now, file)
            ended.append((pair, one.outcome))
            if one == TAKEN and word.said is not None:
                task = now[word.said.unit]
                after = _after(edition, task, word.said, looked.judged[task.unit.id], file, work)
                done.append((task, after))
                now[task.unit.id] = replace(task, unit=after, waiting=None)
            elif one.code:
                entries.append(_entry(word, one, pair, looked.judged, now))
        await _keep(work, file, edition, done)
        await hold_again(work, edition.course, edition.locale, looked.stamp)
        return Batch(ended, entries)


def _word(part: Part) -> _Word:
    if isinstance(part, Fault):
        return _Word(part.element.line, part, None)
    return _Word(part.kept.line if part.kept is not None else 0, part, returned(part))


def _by_unit(file: File, found: Sequence[Task]) -> Tasks:
    """Those of the course and locale that the file is for."""
    return {
        one.unit.id: one for one in found if (one.unit.course, one.unit.locale) == (file.course, file.locale)
    }


def _ruled(word: _Word, seen: Tasks, file: File, now: datetime) -> Ruling:
    if word.said is None:
        return Ruling(Outcome.REFUSED, "file.not_ours")
    return ruling(word.said, seen.get(word.said.unit), file.by, now)


def _judge_all(
    words: Sequence[_Word], rulings: Sequence[Ruling], seen: Tasks, glossary: Glossary
) -> dict[UUID, Judgement]:
    judged = {}
    for word, one in zip(words, rulings, strict=True):
        if one == TAKEN and word.said is not None:
            task = seen[word.said.unit]
            judged[word.said.unit] = judge(task.segment.coded, word.said.target, glossary)
    return judged


async def _edition(work: UnitOfWork, file: File) -> Edition:
    """Held against others. Raises NotFound when the course is no longer wanted in the locale."""
    edition = None
    if file.course is not None and file.locale is not None:
        edition = await editions.load_edition(work, file.course, file.locale, lock=True)
    if edition is None or not edition.active:
        raise NotFound("locale.unknown", locale=file.locale)
    return edition


def _sound(word: _Word, one: Ruling, judged: Mapping[UUID, Judgement]) -> Ruling:
    """What the checks stop is refused: a person may insist where the report names it, or on the desk."""
    if one != TAKEN or word.said is None:
        return one
    judgement = judged.get(word.said.unit)
    if judgement is None:
        return Ruling(Outcome.CONFLICT, "unit.changed")
    if judgement.breaks:
        return Ruling(Outcome.REFUSED, BROKEN)
    return Ruling(Outcome.REFUSED, DOUBTED) if judgement.stops else one


def _pair(word: _Word, now: Tasks, file: File) -> LocalePair:
    task = now.get(word.said.unit) if word.said is not None else None
    if task is not None:
        return LocalePair(task.source_locale, task.unit.locale)
    source = "" if isinstance(word.part, Fault) else str(word.part.source_locale)
    return LocalePair(source, file.locale or "")


def _after(
    edition: Edition, task: Task, said: Returned, judgement: Judgement, file: File, work: UnitOfWork
) -> Unit:
    word = Said(said.target, task.segment.checksum, task.unit.version)
    after = accepted(edition, task.unit, task.waiting, file.by, word, judgement, work.now)
    if not file.from_weblate:
        return after
    engine = WEBLATE_ENGINE if after.origin == Origin.PERSON.value else after.engine
    return replace(after, engine=engine, state=min(after.state, said.state))


def _entry(
    word: _Word, one: Ruling, pair: LocalePair, judged: Mapping[UUID, Judgement], now: Tasks
) -> FileEntry:
    """unit: only one of this course, so that nobody decides about another through the file."""
    if isinstance(word.part, Fault):
        return replace(refused_fault(word.part), pair=pair)
    said = word.said
    stopping = judged[said.unit].stopping if said is not None and said.unit in judged else []
    return FileEntry(
        outcome=one.outcome,
        line=word.line,
        pair=pair,
        code=one.code,
        data={"checks": ", ".join(stopping)} if stopping else {},
        source=shown(word.part.source),
        target=said.target if said is not None else "",
        unit=said.unit if said is not None and said.unit in now else None,
    )


def _distance(before: Unit, after: Unit) -> float | None:
    """None for what came back as it went: nobody can say that somebody has looked at it."""
    return None if before.target == after.target else distance(before.target, after.target)


async def _keep(work: UnitOfWork, file: File, edition: Edition, done: Sequence[tuple[Task, Unit]]) -> None:
    changes = [Change(after, "accepted", distance=_distance(task.unit, after)) for task, after in done]
    await log.append(work, edition.course, edition.locale, changes)
    await settle(work, edition, [change.unit for change in changes])
    await remember(work, edition, done)
    for change in changes:
        tell_accepted(work, change.unit, file.by, 0, change.distance or 0.0)
    tell_translated(work, [change.unit for change in changes])
