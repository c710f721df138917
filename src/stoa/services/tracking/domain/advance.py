"""What a report of the player or an attempt changes in a registration. Nothing ever goes back."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from stoa.kernel.errors import Conflict
from stoa.services.tracking.domain.completion import (
    CompletionRule,
    course_is_completed,
    object_is_completed,
)
from stoa.services.tracking.domain.learning_object import Kind, LearningObject, Level
from stoa.services.tracking.domain.outline import Outline
from stoa.services.tracking.domain.place import Place, later, plausible
from stoa.services.tracking.domain.registration import ObjectState, Registration
from stoa.services.tracking.domain.standing import Progress, Standing


@dataclass(frozen=True, slots=True)
class Report:
    """What the player saw since it last told. at: by the learner's time. intervals: played, in seconds.

    finished: the end of a text was read, a file or link was followed. level, locale: chosen, None as before.
    """

    at: datetime
    anchor: str | None = None
    second: float | None = None
    intervals: tuple[tuple[float, float], ...] = ()
    finished: bool = False
    level: Level | None = None
    locale: str | None = None


@dataclass(frozen=True, slots=True)
class Attempted:
    """An attempt at an item set that was submitted. scaled: in [0, 1]."""

    item_set: UUID
    scaled: float
    passed: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Advanced:
    """The registration and the object's state from now on. completed: objects that are so since now."""

    registration: Registration
    state: ObjectState
    completed: tuple[UUID, ...] = ()
    course_completed: bool = False


def take_report(
    outline: Outline,
    rule: CompletionRule,
    registration: Registration,
    thing: LearningObject,
    held: ObjectState | None,
    report: Report,
    now: datetime,
) -> Advanced:
    """Raises Conflict for an object that is still locked."""
    standing = Standing(outline, registration.progress)
    if thing.id not in registration.progress.completed and standing.waits_for(thing):
        raise Conflict("object.locked", title=thing.title)
    state = held or ObjectState(opened_at=now)
    place = later(state.place, _place(report, now))
    duration_s = thing.video.duration_s if thing.video else None
    state = replace(state, place=place, watched=state.watched.and_also(report.intervals, duration_s))
    opened = replace(registration.progress, opened=registration.progress.opened | {thing.id})
    finished = object_is_completed(thing, opened, watched=state.watched, finished=report.finished)
    arrived = registration.place_at is None or place.at >= registration.place_at
    seen = replace(
        registration,
        level=report.level or registration.level,
        locale=report.locale or registration.locale,
        place_object=thing.id if arrived else registration.place_object,
        place_at=place.at if arrived else registration.place_at,
        last_seen_at=now,
    )
    return _advanced(outline, rule, seen, opened, (thing.id, state), [thing] if finished else [], now)


def take_attempt(
    outline: Outline,
    rule: CompletionRule,
    registration: Registration,
    held: ObjectState | None,
    watching: ObjectState | None,
    attempt: Attempted,
    now: datetime,
) -> Advanced:
    """watching: the state of the video that shows the set, None if it is not shown by one.

    A set that the outline no longer has is noted, and counts when a version brings it back.
    """
    state = held or ObjectState(opened_at=now)
    best = attempt.scaled if state.best_scaled is None else max(state.best_scaled, attempt.scaled)
    state = replace(state, best_scaled=best, attempts=state.attempts + 1)
    before = registration.progress
    progress = replace(before, attempted=before.attempted | {attempt.item_set})
    thing = outline.get(attempt.item_set)
    finished: list[LearningObject] = []
    if thing is not None and thing.kind is Kind.ITEMS:
        if object_is_completed(thing, progress, passed=attempt.passed):
            finished.append(thing)
            progress = replace(progress, completed=before.completed | {thing.id})
        video = outline.get(thing.in_video) if thing.in_video else None
        if video and watching and object_is_completed(video, progress, watched=watching.watched):
            finished.append(video)
    elif attempt.passed:
        progress = replace(progress, completed=before.completed | {attempt.item_set})
    seen = replace(registration, last_seen_at=now)
    return _advanced(outline, rule, seen, progress, (attempt.item_set, state), finished, now)


def _place(report: Report, now: datetime) -> Place:
    return Place(plausible(report.at, now), report.anchor, report.second)


def _advanced(
    outline: Outline,
    rule: CompletionRule,
    registration: Registration,
    progress: Progress,
    told_of: tuple[UUID, ObjectState],
    finished: list[LearningObject],
    now: datetime,
) -> Advanced:
    """registration: with the progress of before, to know the news by. told_of: an object and its state."""
    told, state = told_of
    news = tuple(thing.id for thing in finished if thing.id not in registration.progress.completed)
    progress = replace(progress, completed=progress.completed | set(news))
    standing = Standing(outline, progress)
    first_time = registration.completed_at is None and course_is_completed(rule, standing)
    after = replace(
        registration,
        progress=progress,
        share=standing.share(),
        completed_at=now if first_time else registration.completed_at,
    )
    if told in news:
        state = replace(state, completed_at=now)
    return Advanced(after, state, news, first_time)
