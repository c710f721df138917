"""The replica of courses, as delivery activates and content archives them."""

from collections.abc import Collection
from uuid import UUID

from stoa.contracts.delivery import PilotActivated, PilotEnded
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.tracking.domain.version import CourseRenewed, CourseVersion, PilotTurned
from stoa.services.tracking.store import courses, pilots


async def activate(
    db: Database, caller: Caller, version: CourseVersion, *, activation: int, key: str, checksum: str
) -> None:
    """An activation older than the one known changes nothing. Registrations follow: object ids are stable."""
    async with db.work(caller) as work:
        if await courses.save_active(work, version, activation=activation, key=key, checksum=checksum):
            work.record(CourseRenewed(course=version.course, locale=version.locale, activation=activation))


async def withdraw(db: Database, caller: Caller, course: UUID, locale: str, activation: int) -> None:
    """Whoever reads it in the locale goes on in the nearest that is left."""
    async with db.work(caller) as work:
        await courses.withdraw(work, course, locale, activation)


async def pilot(db: Database, caller: Caller, event: PilotActivated) -> None:
    """What learners of some runs have in a locale before everyone has it."""
    async with db.work(caller) as work:
        _tell_turn(work, event, await pilots.save_pilot(work, event))


async def end_pilot(db: Database, caller: Caller, event: PilotEnded) -> None:
    """They have what everyone has."""
    async with db.work(caller) as work:
        _tell_turn(work, event, await pilots.end_pilot(work, event))


def _tell_turn(work: UnitOfWork, event: PilotActivated | PilotEnded, runs: Collection[UUID]) -> None:
    if runs:
        told = PilotTurned(course=event.course, locale=event.locale, runs=sorted(runs), turn=event.turn)
        work.record(told)


async def note_archived(db: Database, caller: Caller, course: UUID, change: int, *, stands: bool) -> None:
    """stands: else it was taken back."""
    async with db.work(caller) as work:
        await courses.save_archived(work, course, change, stands=stands)
