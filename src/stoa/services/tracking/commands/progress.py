"""Taking what the player reports and what assessment tells."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from stoa.contracts.tracking import ObjectCompleted
from stoa.kernel.errors import Conflict, NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.tracking.commands.outcomes import tell_news
from stoa.services.tracking.domain.advance import (
    Advanced,
    Attempted,
    Decided,
    Report,
    take_attempt,
    take_decision,
    take_report,
)
from stoa.services.tracking.domain.catalogue import ActiveVersion, pick
from stoa.services.tracking.domain.place import LearningSession
from stoa.services.tracking.domain.registration import Participation
from stoa.services.tracking.domain.run import Phase
from stoa.services.tracking.domain.standing import Standing
from stoa.services.tracking.domain.version import CourseVersion
from stoa.services.tracking.ports import Shelf
from stoa.services.tracking.store import registrations, sessions


@dataclass(frozen=True, slots=True)
class Reported:
    """What a report moved, and where the learner stands since."""

    advanced: Advanced
    standing: Standing


async def report(
    db: Database,
    shelf: Shelf,
    caller: Caller,
    registration: UUID,
    thing: UUID,
    told: Report,
    session: LearningSession | None = None,
) -> Reported:
    """What the learner's player saw, and during which learning session.

    Told twice it changes nothing. Raises NotFound; Conflict for a locked object or a run that is not open.
    """
    learner = caller.known()
    async with db.read(caller) as read:
        there = await registrations.load(read, registration, thing)
    version = await _version(shelf, caller, _own(there, learner))
    found = version.outline.step(thing)
    if found is None:
        raise NotFound("object.unknown")
    async with db.work(caller) as work:
        held = _own(await registrations.load_locked(work, registration, thing), learner)
        _check_open(held, work.now)
        told = _with_known_locale(told, held.versions)
        advanced = take_report(
            version.outline, version.completion, held.registration, found, held.state, told, work.now
        )
        await registrations.save_state(work, registration, thing, advanced.state)
        if session is not None:
            await sessions.save(work, registration, session)
        await _save(work, advanced)
    return Reported(advanced, Standing(version.outline, advanced.registration.progress))


async def note_result(
    db: Database, shelf: Shelf, caller: Caller, registration: UUID, told: Attempted | Decided
) -> None:
    """Assessment told of an attempt, or of an instructor's decision about an item set.

    It counts also when the run has ended since. Raises NotFound.
    """
    async with db.read(caller) as read:
        there = await registrations.load(read, registration)
    if there is None:
        raise NotFound("registration.unknown")
    version = await _version(shelf, caller, there)
    found = version.outline.get(told.item_set)
    video = found.in_video if found is not None else None
    async with db.work(caller) as work:
        held = await registrations.load_locked(work, registration, told.item_set)
        if held is None:
            raise NotFound("registration.unknown")
        watching = await registrations.load_state(work, registration, video) if video else None
        scores = (await registrations.scores(work, [registration]))[registration]
        before = (version.outline, version.completion, held.registration, held.state, watching)
        if isinstance(told, Decided):
            advanced = take_decision(*before, told, scores, work.now)
        else:
            advanced = take_attempt(*before, told, scores, work.now)
        await registrations.save_state(work, registration, told.item_set, advanced.state)
        if video is not None and watching is not None and video in advanced.completed:
            await registrations.save_completion(work, registration, video)
        await _save(work, advanced)


async def _version(shelf: Shelf, caller: Caller, there: Participation) -> CourseVersion:
    if not there.versions:
        raise NotFound("course.unknown")
    chosen, _ = pick(there.versions, [there.registration.locale or caller.locale])
    return await shelf.version(caller.tenant, chosen.key, chosen.checksum)


def _own(there: Participation | None, learner: UUID) -> Participation:
    """A registration is nobody else's, and gone for whom the enrolment ended."""
    if there is None or not there.active or there.registration.learner != learner:
        raise NotFound("registration.unknown")
    return there


def _check_open(there: Participation, now: datetime) -> None:
    schedule = there.run.schedule
    phase = schedule.phase(now)
    if phase is Phase.NOT_OPEN_YET:
        raise Conflict("run.not_open_yet", at=schedule.starts_at)
    if phase is Phase.ENDED:
        raise Conflict("run.ended", at=schedule.ends_at)


def _with_known_locale(told: Report, versions: Sequence[ActiveVersion]) -> Report:
    known = any(version.locale == told.locale for version in versions)
    return told if told.locale is None or known else replace(told, locale=None)


async def _save(work: UnitOfWork, advanced: Advanced) -> None:
    registration = advanced.registration
    await registrations.save(work, registration)
    for thing in advanced.completed:
        work.record(
            ObjectCompleted(
                registration=registration.id,
                course=registration.course,
                learner=registration.learner,
                object=thing,
                at=work.now,
            )
        )
    tell_news(work, registration, advanced.news)
