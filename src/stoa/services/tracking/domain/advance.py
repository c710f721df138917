"""What a report of the player, an attempt or a decision changes in a registration.

Nothing ever goes back, but by the decision of an instructor.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from stoa.kernel.errors import Conflict
from stoa.services.tracking.domain.completion import CompletionRule, object_is_completed
from stoa.services.tracking.domain.learning_object import Kind, LearningObject, Level
from stoa.services.tracking.domain.outcome import News, judge
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
class Decided:
    """An instructor decided what an item set counts. scaled: in [0, 1]; None: the attempts count again.

    passed: whether that is enough. change: counts up with every decision.
    """

    item_set: UUID
    scaled: float | None
    passed: bool
    change: int


@dataclass(frozen=True, slots=True)
class Advanced:
    """The registration and the object's state from now on. completed: objects that are so since now."""

    registration: Registration
    state: ObjectState
    completed: tuple[UUID, ...] = ()
    news: tuple[News, ...] = ()

    @property
    def course_completed(self) -> bool:
        return News.COMPLETED in self.news


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
    scores: Mapping[UUID, float],
    now: datetime,
) -> Advanced:
    """watching: the state of the video that shows the set, None if it is not shown by one.

    scores: what the sets of the registration counted before. Where a decision stands the attempt is noted
    and counts nothing. A set that the outline no longer has counts when a version brings it back.
    """
    state = held or ObjectState(opened_at=now)
    state = _with_attempt(state, attempt)
    passed = attempt.passed and state.decision is None
    before = registration.progress
    progress = replace(before, attempted=before.attempted | {attempt.item_set})
    finished = _finished(outline, progress, attempt.item_set, watching, passed=passed)
    if passed and attempt.item_set not in outline:
        progress = replace(progress, completed=before.completed | {attempt.item_set})
    seen = replace(registration, last_seen_at=now)
    told = (attempt.item_set, state)
    return _advanced(outline, rule, seen, progress, told, finished, now, scores=_now(scores, told))


def take_decision(
    outline: Outline,
    rule: CompletionRule,
    registration: Registration,
    held: ObjectState | None,
    watching: ObjectState | None,
    decided: Decided,
    scores: Mapping[UUID, float],
    now: datetime,
) -> Advanced:
    """As `take_attempt`; a set that no longer passes is no longer completed by it.

    A decision older than the one known changes nothing.
    """
    state = held or ObjectState(opened_at=now)
    if decided.change <= state.decision_change:
        return Advanced(registration, state)
    earned = state.scaled or 0.0
    state = replace(state, decision=decided.scaled, decision_change=decided.change, passed=decided.passed)
    progress = registration.progress
    finished = _finished(outline, progress, decided.item_set, watching, passed=decided.passed)
    kept = decided.passed or any(thing.id == decided.item_set for thing in finished)
    lost = frozenset[UUID]() if kept else frozenset({decided.item_set}) & progress.completed
    if lost:
        progress = replace(progress, completed=progress.completed - lost)
        state = replace(state, completed_at=None)
    elif decided.passed and decided.item_set not in outline:
        progress = replace(progress, completed=progress.completed | {decided.item_set})
    told = (decided.item_set, state)
    return _advanced(
        outline,
        rule,
        registration,
        progress,
        told,
        finished,
        now,
        scores=_now(scores, told),
        may_reopen=bool(lost & (outline.countable | rule.passed)),
        may_fail=(state.scaled or 0.0) < earned,
    )


def _with_attempt(state: ObjectState, attempt: Attempted) -> ObjectState:
    """Attempts may be told in any order. A decision keeps what it says of passing."""
    before = state.passed if state.attempts or state.decision is not None else False
    best = attempt.scaled if state.best_scaled is None else max(state.best_scaled, attempt.scaled)
    state = replace(state, best_scaled=best, attempts=state.attempts + 1)
    if state.decision is None:
        state = replace(state, passed=attempt.passed or before)
    if state.last_at is None or attempt.at >= state.last_at:
        state = replace(state, last_scaled=attempt.scaled, last_at=attempt.at)
    return state


def _finished(
    outline: Outline, progress: Progress, item_set: UUID, watching: ObjectState | None, *, passed: bool
) -> list[LearningObject]:
    """The item set if it is completed now, and the video that waited for it."""
    thing = outline.get(item_set)
    if thing is None or thing.kind is not Kind.ITEMS:
        return []
    finished = [thing] if object_is_completed(thing, progress, passed=passed) else []
    video = outline.get(thing.in_video) if thing.in_video else None
    with_it = replace(progress, completed=progress.completed | {done.id for done in finished})
    if video and watching and object_is_completed(video, with_it, watched=watching.watched):
        finished.append(video)
    return finished


def _now(scores: Mapping[UUID, float], told_of: tuple[UUID, ObjectState]) -> dict[UUID, float]:
    """With what the object counts from now on."""
    thing, state = told_of
    others = {known: scaled for known, scaled in scores.items() if known != thing}
    return others if state.scaled is None else {**others, thing: state.scaled}


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
    **judging: Any,
) -> Advanced:
    """registration: with the progress of before, to know the news by. told_of: an object and its state."""
    told, state = told_of
    through = [thing.id for thing in finished]
    progress = replace(progress, completed=progress.completed | set(through))
    # A set that the outline no longer has is completed too, for when a version brings it back.
    newly = progress.completed - registration.progress.completed
    completed = tuple(thing for thing in dict.fromkeys((*through, told)) if thing in newly)
    after, news = judge(outline, rule, replace(registration, progress=progress), now, **judging)
    if told in completed:
        state = replace(state, completed_at=now)
    return Advanced(after, state, completed, news)
