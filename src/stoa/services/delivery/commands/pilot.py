"""A locale goes to the learners of some course runs first, then to everyone, or back."""

from dataclasses import replace
from uuid import UUID

from stoa.contracts.delivery import PilotActivated, PilotEnded
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.delivery.commands.activate import swap
from stoa.services.delivery.domain.pilot import Audience, Pilot
from stoa.services.delivery.domain.publication import Edition
from stoa.services.delivery.domain.version import Version
from stoa.services.delivery.store import pilots, versions


async def choose_audience(
    db: Database, caller: Caller, edition: Edition, audience: Audience, runs: tuple[UUID, ...], change: int
) -> None:
    """What the runs have becomes everyone's, or is theirs no longer. An earlier choice changes nothing."""
    async with db.work(caller) as work:
        await versions.lock_edition(work, edition)
        before = await pilots.load_pilot(work, edition)
        if before.change >= change:
            return
        pilot = replace(before, audience=audience, runs=runs, change=change)
        version = await _version(work, edition, before)
        if version is None:
            await pilots.save_pilot(work, edition, pilot)
        elif audience is Audience.RUNS:
            await show_to_runs(work, version, pilot)
        else:
            active = await versions.load_active(work, edition)
            if audience is Audience.EVERYONE and version.number > (active.version or 0):
                await swap(work, version, version.published_by, expected=None)
            await end(work, edition, pilot)


async def show_to_runs(work: UnitOfWork, version: Version, pilot: Pilot) -> None:
    """Within a unit of work that holds the edition's lock. pilot: whose runs they are."""
    edition = version.edition
    now = replace(pilot, version=version.number, turn=pilot.turn + 1)
    await pilots.save_pilot(work, edition, now)
    work.record(
        PilotActivated(
            content=await versions.content_of(work, edition.course),
            course=edition.course,
            locale=edition.locale,
            runs=list(now.runs),
            version=version.number,
            revision=version.revision,
            key=version.key,
            checksum=version.checksum,
            title=version.title,
            turn=now.turn,
        )
    )


async def end(work: UnitOfWork, edition: Edition, pilot: Pilot) -> None:
    """Learners of its runs have what everyone has."""
    now = replace(pilot, version=None, turn=pilot.turn + 1)
    await pilots.save_pilot(work, edition, now)
    work.record(PilotEnded(course=edition.course, locale=edition.locale, turn=now.turn))


async def _version(work: UnitOfWork, edition: Edition, pilot: Pilot) -> Version | None:
    return None if pilot.version is None else await versions.load_version(work, edition, pilot.version)
