"""What a word about many units would do, how far one is, and what it left."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from stoa.kernel.errors import Invalid, NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.domain.bulk import (
    MOST,
    Bulk,
    BulkUnit,
    Candidate,
    Deed,
    Selection,
    Word,
    obstacle,
)
from stoa.services.localization.domain.task import Task
from stoa.services.localization.domain.unit import State
from stoa.services.localization.store import bulks, courses, editions, tasks

PAGE = 50
MOST_PLACES = 200
_RECENT = 10

WORDS = (
    Word(Deed.ACCEPT),
    Word(Deed.SEND_BACK),
    Word(Deed.TRANSLATE_AGAIN),
    Word(Deed.PUT_ASIDE),
    Word(Deed.SET_STATE, State.TRANSLATED),
    Word(Deed.SET_STATE, State.REVIEWED),
    Word(Deed.SET_STATE, State.FINAL),
)


@dataclass(frozen=True, slots=True)
class Prospect:
    """What one word would do now. ready: units. left: the others, by code of what is in the way."""

    word: Word
    ready: int
    left: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Preview:
    selected: int
    prospects: Sequence[Prospect]


@dataclass(frozen=True, slots=True)
class LeftUnit:
    """task: None where the unit is no longer in the course."""

    one: BulkUnit
    task: Task | None


async def preview(db: Database, caller: Caller, selection: Selection, *, maker: bool) -> Preview:
    """Nothing is changed. maker: as of `obstacle`.

    Raises Invalid where too many are chosen, NotFound for a locale that is not wanted.
    """
    selection = selection.checked()
    async with db.read(caller) as read:
        edition = await editions.load_edition(read, selection.course, selection.locale)
        if edition is None or not edition.active:
            raise NotFound("locale.unknown", locale=selection.locale)
        found = await bulks.candidates(read, selection, caller.known())
    if len(found) > MOST:
        raise Invalid("bulk.too_many", most=MOST)
    kinds = Counter(found)
    words = [word for word in WORDS if maker or not word.for_makers]
    return Preview(len(found), [_prospect(word, kinds, maker) for word in words])


def _prospect(word: Word, kinds: Mapping[Candidate, int], maker: bool) -> Prospect:
    """kinds: how many are alike. There are few kinds, however many are chosen."""
    counts: Counter[str] = Counter()
    for one, count in kinds.items():
        counts[obstacle(word, one, maker=maker)] += count
    ready = counts.pop("", 0)
    return Prospect(word, ready, dict(counts.most_common()))


async def load_bulk(db: Database, caller: Caller, about: UUID) -> Bulk:
    """Raises NotFound."""
    async with db.read(caller) as read:
        bulk = await bulks.load(read, about)
    if bulk is None:
        raise NotFound("bulk.unknown")
    return bulk


async def list_left(
    db: Database, caller: Caller, about: UUID, *, undo: bool, after: int = 0
) -> list[LeftUnit]:
    """Those that were not changed, or not put back, with the reason; fifty a page."""
    async with db.read(caller) as read:
        found = await bulks.left_units(read, about, undo=undo, after=after, most=PAGE)
        there = {task.unit.id: task for task in await tasks.of_units(read, [one.unit for one in found])}
    return [LeftUnit(one, there.get(one.unit)) for one in found]


@dataclass(frozen=True, slots=True)
class Place:
    """A course in a locale, where something may be chosen."""

    course: UUID
    title: str
    locale: str


async def list_places(db: Database, caller: Caller) -> list[Place]:
    """By title, the first two hundred."""
    async with db.read(caller) as read:
        found = await bulks.places(read, MOST_PLACES)
    return [Place(course, title, locale) for course, title, locale in found]


async def find_place(db: Database, caller: Caller, course: UUID, locale: str) -> Place | None:
    async with db.read(caller) as read:
        title = await bulks.title_of(read, course, locale)
    return None if title is None else Place(course, title, locale)


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be chosen from in a course and locale. findings: how many units have one of a check."""

    objects: Sequence[tuple[UUID, str]]
    findings: Mapping[str, int]


async def see_choice(db: Database, caller: Caller, course: UUID, locale: str) -> Choice:
    async with db.read(caller) as read:
        return Choice(
            await courses.list_objects(read, course), await bulks.count_findings(read, course, locale)
        )


async def recent_bulks(db: Database, caller: Caller) -> list[Bulk]:
    async with db.read(caller) as read:
        return await bulks.recent(read, _RECENT)
