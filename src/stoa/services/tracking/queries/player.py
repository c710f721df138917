"""The player: one version of a course, one object of it, one learner's standing."""

from dataclasses import dataclass
from uuid import UUID

from stoa.kernel.clock import Clock
from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.tracking.domain.catalogue import pick
from stoa.services.tracking.domain.language import Chosen
from stoa.services.tracking.domain.learning_object import LearningObject, Level
from stoa.services.tracking.domain.note import Note
from stoa.services.tracking.domain.registration import Participation
from stoa.services.tracking.domain.run import Phase
from stoa.services.tracking.domain.standing import Standing
from stoa.services.tracking.domain.version import CourseVersion
from stoa.services.tracking.ports import Shelf
from stoa.services.tracking.store import notes, registrations


@dataclass(frozen=True, slots=True)
class PlayerView:
    """Everything in it is of one version. thing: None when the course is empty.

    html: None where nothing may be shown: the object waits for others, or the run is not open yet.
    """

    there: Participation
    version: CourseVersion
    chosen: Chosen
    standing: Standing
    phase: Phase
    thing: LearningObject | None
    waits_for: tuple[LearningObject, ...]
    level: Level
    html: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of a player page asks for; None follows what was chosen before."""

    thing: UUID | None = None
    level: Level | None = None
    locale: str | None = None


async def open_player(
    db: Database, shelf: Shelf, clock: Clock, caller: Caller, registration: UUID, asked: Asked
) -> PlayerView:
    """Raises NotFound for a registration that is not the caller's, and for an object that is not there."""
    there = await _participation(db, caller, registration, asked.thing, told=True)
    held = there.registration
    wanted = [locale for locale in (asked.locale, held.locale, caller.locale) if locale]
    active, chosen = pick(there.versions, wanted)
    version = await shelf.version(caller.tenant, active.key, active.checksum)
    standing = Standing(version.outline, held.progress)
    thing = _thing(standing, held.place_object, asked.thing)
    waits_for = () if thing is None or thing.id in held.progress.completed else standing.waits_for(thing)
    phase = there.run.schedule.phase(clock())
    level, path = thing.page_at(asked.level or held.level) if thing else (Level.STANDARD, None)
    shown = path is not None and not waits_for and phase is not Phase.NOT_OPEN_YET
    html = await shelf.page(version, path) if shown and path is not None else None
    return PlayerView(there, version, chosen, standing, phase, thing, waits_for, level, html)


async def resume(
    db: Database, shelf: Shelf, caller: Caller, registration: UUID
) -> tuple[UUID | None, str | None]:
    """The object to go on with, and the anchor in it."""
    there = await _participation(db, caller, registration, None)
    active, _ = pick(there.versions, [there.registration.locale or caller.locale])
    version = await shelf.version(caller.tenant, active.key, active.checksum)
    standing = Standing(version.outline, there.registration.progress)
    found = standing.resume_at(there.registration.place_object)
    if found is None:
        return None, None
    left_there = found.id == there.registration.place_object and there.state is not None
    place = there.state.place if left_there and there.state else None
    return found.id, place.anchor if place else None


async def notes_at(db: Database, caller: Caller, registration: UUID, thing: UUID) -> list[Note]:
    """Raises NotFound for a registration that is not the caller's."""
    async with db.read(caller) as read:
        if not await registrations.is_own(read, registration, caller.known()):
            raise NotFound("registration.unknown")
        return await notes.at_object(read, registration, thing, caller.known())


async def _participation(
    db: Database, caller: Caller, registration: UUID, thing: UUID | None, *, told: bool = False
) -> Participation:
    async with db.read(caller) as read:
        there = await registrations.load(read, registration, thing, told=told)
    if there is None or not there.active or there.registration.learner != caller.known():
        raise NotFound("registration.unknown")
    if not there.versions:
        raise NotFound("course.unknown")
    return there


def _thing(standing: Standing, left: UUID | None, asked: UUID | None) -> LearningObject | None:
    if asked is None:
        return standing.resume_at(left)
    found = standing.outline.step(asked)
    if found is None:
        raise NotFound("object.unknown")
    return found
