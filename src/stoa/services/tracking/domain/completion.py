"""When an object is completed, and when a course is."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from stoa.services.tracking.domain.learning_object import Kind, LearningObject
from stoa.services.tracking.domain.outline import Outline
from stoa.services.tracking.domain.standing import Progress, Standing
from stoa.services.tracking.domain.watching import Watched

WATCHED_ENOUGH = 0.9
"""Share of a video that must have been played."""
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class CompletionRule:
    """required_share: of the countable objects, in (0, 1]. passed: sets that must be passed besides.

    mastery_score: share of the points in (0, 1] that makes the course passed; None: nothing to pass.
    """

    required_share: float = 1.0
    passed: frozenset[UUID] = frozenset()
    mastery_score: float | None = None


def course_is_completed(rule: CompletionRule, standing: Standing) -> bool:
    """Sets that a newer version removed do not count. A course in which nothing counts is never completed."""
    completed, countable = standing.counted()
    named = {item_set for item_set in rule.passed if item_set in standing.outline}
    if countable == 0 and not named:
        return False
    enough = completed >= rule.required_share * countable - _ROUNDING
    return enough and named <= standing.progress.completed


def course_score(outline: Outline, scores: Mapping[UUID, float]) -> float | None:
    """Share of the points of all item sets that count, in [0, 1]; one without a score earns nothing.

    scores: by item set, in [0, 1]. None where no point can be earned. Sets of checkpoints earn none.
    """
    sets = [step for step in outline.steps if counts_for_score(step)]
    points = sum(step.points for step in sets)
    return sum(step.points * scores.get(step.id, 0.0) for step in sets) / points if points else None


def counts_for_score(thing: LearningObject) -> bool:
    """Whether its points are points of the course."""
    return thing.kind is Kind.ITEMS and thing.required and thing.in_video is None and thing.points > 0


def course_is_passed(rule: CompletionRule, scaled: float | None) -> bool | None:
    """None where there is nothing to pass. Source: cmi5, masteryScore, which is apart from completion."""
    if rule.mastery_score is None:
        return None
    return scaled is not None and scaled >= rule.mastery_score - _ROUNDING


def object_is_completed(
    thing: LearningObject,
    progress: Progress,
    *,
    watched: Watched = Watched(),
    finished: bool = False,
    passed: bool = False,
) -> bool:
    """Whether what is known of the object completes it.

    finished: the end of a text was read or it was marked as read, a file or link was followed, a video ended.
    passed: an attempt at the item set reached its pass share. No report of a page completes a set.
    """
    match thing.kind:
        case Kind.TEXT | Kind.FILE | Kind.LINK:
            return finished
        case Kind.IMAGE:
            return thing.id in progress.opened
        case Kind.VIDEO:
            return _video_is_completed(thing, progress, watched, finished)
        case Kind.ITEMS:
            return passed if thing.move_on.needs_pass else passed or thing.id in progress.attempted
        case Kind.BLOCK:
            return False


def _video_is_completed(thing: LearningObject, progress: Progress, watched: Watched, finished: bool) -> bool:
    if thing.video is None:
        return finished
    duration_s = thing.video.duration_s
    seen = finished if not duration_s else watched.share_of(duration_s) >= WATCHED_ENOUGH
    sets = {checkpoint.item_set for checkpoint in thing.video.checkpoints if checkpoint.required}
    return seen and sets <= progress.attempted | progress.completed
