"""The log is read from its beginning: that nobody changed it, and that the units are what it says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from anyio import to_thread

from stoa.kernel.errors import Conflict, NotFound
from stoa.kernel.locale import Locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, ReadSession, UnitOfWork
from stoa.services.localization.domain.chain import FIRST, Entry, first_fault, fold
from stoa.services.localization.domain.unit import Unit
from stoa.services.localization.domain.wanted import EditionTouched
from stoa.services.localization.store import editions, log, units

_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Verified:
    """entries: of the log. fault: number of the first that is not as it was written, None for a sound log.

    differing: units that are not what the log says.
    """

    course: UUID
    locale: str
    entries: int
    fault: int | None
    differing: list[UUID]

    @property
    def sound(self) -> bool:
        return self.fault is None and not self.differing


@dataclass(slots=True)
class _Told:
    """What the log says so far. segments: by segment, the unit that was spoken of last.

    Units that were lost and asked for anew have other ids; the former ones count no more.
    """

    segments: dict[UUID, Unit]
    number: int = 0
    seal: str = FIRST
    fault: int | None = None

    @property
    def units(self) -> dict[UUID, Unit]:
        return {unit.id: unit for unit in self.segments.values()}

    def take(self, course: UUID, locale: str, entries: Sequence[Entry]) -> None:
        self.fault = first_fault(entries, self.number, self.seal)
        self.segments |= {unit.segment: unit for unit in fold(course, locale, entries).values()}
        self.number, self.seal = entries[-1].number, entries[-1].seal


async def verify_log(db: Database, caller: Caller, course: UUID, locale: Locale) -> Verified:
    """Nobody waits while the long part is read. Raises NotFound for a locale that was never wanted."""
    told = _Told({})
    async with db.read(caller) as read:
        if await editions.load_edition(read, course, locale) is None:
            raise NotFound("locale.unknown", locale=locale)
        await _read_on(read, course, locale, told)
    async with db.work(caller.under(None)) as work:
        await editions.load_edition(work, course, locale, lock=True)
        await _read_to_end(work, course, locale, told)
        there = await units.units_of_edition(work, course, locale)
    return Verified(course, locale, told.number, told.fault, _differing(told.units, there))


async def _read_on(read: ReadSession, course: UUID, locale: str, told: _Told) -> None:
    while told.fault is None:
        entries = await log.entries_after(read, course, locale, told.number, _AT_ONCE)
        if not entries:
            break
        await to_thread.run_sync(told.take, course, locale, entries)


async def _read_to_end(work: UnitOfWork, course: UUID, locale: str, told: _Told) -> None:
    """The edition is held by whoever calls, so that the end stays where it is."""
    await _read_on(work, course, locale, told)
    head = await log.head_of(work, course, locale)
    if told.fault is None and head != (told.number, told.seal):
        told.fault = told.number + 1


def _differing(told: dict[UUID, Unit], there: dict[UUID, Unit]) -> list[UUID]:
    return sorted(id_ for id_ in told.keys() | there.keys() if not _alike(told.get(id_), there.get(id_)))


def _alike(told: Unit | None, there: Unit | None) -> bool:
    """Entries of a release that knew of no estimates say nothing of them."""
    if told is not None and there is not None and told.estimate is None:
        return told == replace(there, estimate=None)
    return told == there


async def rebuild_units(db: Database, caller: Caller, course: UUID, locale: Locale) -> Verified:
    """The units become what the log says. Raises Conflict for an unsound log. Returns what differed."""
    caller.require("administrator")
    told = _Told({})
    async with db.work(caller) as work:
        if await editions.load_edition(work, course, locale, lock=True) is None:
            raise NotFound("locale.unknown", locale=locale)
        await _read_to_end(work, course, locale, told)
        if told.fault is not None:
            raise Conflict("localization.log_broken", entry=told.fault)
        there, said = await units.units_of_edition(work, course, locale), told.units
        differing = _differing(said, there)
        await units.remove_units(work, [id_ for id_ in differing if id_ not in said])
        await units.save_units(work, [said[id_] for id_ in differing if id_ in said])
        await editions.touch(work, course, locale)
        work.record(EditionTouched(course=course, locale=locale))
        return work.keep(Verified(course, locale, told.number, None, differing))
