"""How a course stands: completed, passed, and what a decision or another version changes of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.services.tracking.domain.advance import Advanced, Attempted, Decided, take_attempt, take_decision
from stoa.services.tracking.domain.completion import CompletionRule, course_is_passed, course_score
from stoa.services.tracking.domain.learning_object import LearningObject, MoveOn
from stoa.services.tracking.domain.outcome import News, judge
from stoa.services.tracking.domain.outline import Outline
from stoa.services.tracking.domain.registration import ObjectState, Registration
from stoa.services.tracking.domain.standing import Progress
from tests.services.tracking.domain.courses import items, known, text

NOW = datetime(2026, 3, 1, tzinfo=UTC)
PASS_SHARE = 0.6


def exam(number: int, points: float, *, move_on: MoveOn = MoveOn.PASSED) -> LearningObject:
    return replace(items(number), points=points, move_on=move_on)


TWO_EXAMS = Outline([exam(1, 3), exam(2, 1)])
MASTERY = CompletionRule(mastery_score=0.7)


class Sitting:
    """A registration, with what was told of it so far."""

    def __init__(self, outline: Outline = TWO_EXAMS, rule: CompletionRule = MASTERY) -> None:
        self.outline, self.rule = outline, rule
        self.registration = Registration(known(90), known(91), known(92), known(93))
        self.states: dict[UUID, ObjectState] = {}
        self.news: list[News] = []
        self.judged = 0
        self.told: list[UUID] = []

    def _take(self, thing: UUID, advanced: Advanced) -> "Sitting":
        self.registration = advanced.registration
        self.states[thing] = advanced.state
        self.news += [one for one in advanced.news if one is not News.JUDGED]
        self.judged += advanced.news.count(News.JUDGED)
        self.told += advanced.completed
        return self

    def scores(self) -> dict[UUID, float]:
        return {thing: state.scaled for thing, state in self.states.items() if state.scaled is not None}

    def attempt(self, number: int, scaled: float, at: datetime = NOW) -> "Sitting":
        told = Attempted(known(number), scaled, scaled >= PASS_SHARE, at)
        held = self.states.get(known(number))
        return self._take(
            known(number),
            take_attempt(self.outline, self.rule, self.registration, held, None, told, self.scores(), NOW),
        )

    def decide(self, number: int, scaled: float | None, *, change: int) -> "Sitting":
        held = self.states.get(known(number))
        counts = scaled if scaled is not None else (held.best_scaled if held else None)
        told = Decided(known(number), scaled, counts is not None and counts >= PASS_SHARE, change)
        return self._take(
            known(number),
            take_decision(self.outline, self.rule, self.registration, held, None, told, self.scores(), NOW),
        )

    def stands(self) -> tuple[bool, bool | None, float | None, frozenset[UUID]]:
        held = self.registration
        return held.completed_at is not None, held.passed, held.scaled, held.progress.completed


def test_sets_count_by_their_points_and_without_an_attempt_nothing() -> None:
    assert course_score(TWO_EXAMS, {known(1): 1.0}) == pytest.approx(0.75)
    assert course_score(TWO_EXAMS, {known(1): 0.5, known(2): 1.0}) == pytest.approx(0.625)
    assert course_score(Outline([text(1)]), {}) is None


def test_sets_of_checkpoints_and_optional_ones_earn_no_points() -> None:
    outline = Outline(
        [exam(1, 3), replace(exam(2, 5), in_video=known(7)), replace(exam(3, 9), required=False)]
    )
    assert course_score(outline, {known(1): 1.0}) == 1.0


def test_nothing_is_to_pass_without_a_mastery_score() -> None:
    assert course_is_passed(CompletionRule(), 0.0) is None
    assert course_is_passed(MASTERY, None) is False
    assert course_is_passed(MASTERY, 0.7) is True


def test_course_can_be_completed_and_not_passed_and_passed_later() -> None:
    rule = CompletionRule(mastery_score=0.9)
    sitting = Sitting(rule=rule).attempt(1, 0.6).attempt(2, 1.0)
    assert (sitting.news, sitting.registration.satisfied) == ([News.COMPLETED], False)
    sitting.attempt(1, 1.0)
    assert (sitting.news, sitting.registration.satisfied) == ([News.COMPLETED, News.GRADED], True)
    assert (sitting.registration.change, sitting.judged) == (5, 3)


def test_decision_that_fails_an_exam_takes_the_course_back_until_it_is_taken_back_itself() -> None:
    sitting = Sitting().attempt(1, 1.0).attempt(2, 1.0)
    before = sitting.stands()
    sitting.decide(1, 0.0, change=1)
    assert sitting.stands() == (False, False, 0.25, frozenset({known(2)}))
    sitting.attempt(1, 1.0)
    assert sitting.stands()[:2] == (False, False)
    sitting.decide(1, None, change=2)
    assert sitting.stands() == before
    assert sitting.news == [
        News.GRADED,
        News.COMPLETED,
        News.REOPENED,
        News.GRADED,
        News.COMPLETED,
        News.GRADED,
    ]


def test_decision_gives_an_exam_that_nobody_sat() -> None:
    given_both = Sitting().decide(1, 1.0, change=1).decide(2, 0.5, change=1).decide(2, 1.0, change=2)
    assert given_both.stands() == (True, True, 1.0, frozenset({known(1), known(2)}))


def test_how_a_course_stands_is_told_when_it_is_another_than_before_and_not_again() -> None:
    sitting = Sitting().attempt(1, 0.5).attempt(1, 0.4)
    assert sitting.judged == 1
    assert sitting.attempt(2, 0.1).judged == 2
    assert sitting.decide(2, 0.1, change=1).judged == 2
    assert sitting.decide(2, None, change=2).decide(1, 0.9, change=1).judged == 3


def test_last_attempt_is_the_one_handed_in_last_in_whatever_order_they_are_told() -> None:
    sitting = Sitting().attempt(1, 0.8, NOW).attempt(1, 0.2, NOW - timedelta(hours=1))
    state = sitting.states[known(1)]
    assert (state.last_scaled, state.last_at, state.best_scaled, state.passed) == (0.8, NOW, 0.8, True)


def test_set_is_passed_by_its_best_attempt_unless_somebody_decided() -> None:
    sitting = Sitting().attempt(1, 0.8).attempt(1, 0.1)
    assert sitting.states[known(1)].passed is True
    sitting.decide(1, 0.1, change=1).attempt(1, 1.0)
    assert sitting.states[known(1)].passed is False
    assert sitting.decide(1, None, change=2).states[known(1)].passed is True


def test_what_was_scored_before_passing_was_kept_is_not_said_to_be_failed() -> None:
    sitting = Sitting()
    sitting.states[known(1)] = ObjectState(NOW, best_scaled=0.9, attempts=1)
    assert sitting.attempt(1, 0.1).states[known(1)].passed is None
    assert sitting.attempt(1, 0.7).states[known(1)].passed is True


def test_decision_told_late_changes_nothing() -> None:
    sitting = Sitting().attempt(1, 1.0).attempt(2, 1.0).decide(1, 0.9, change=2)
    before = sitting.stands()
    assert sitting.decide(1, 0.0, change=1).stands() == before


def test_set_satisfied_by_an_attempt_stays_completed_whatever_it_counts() -> None:
    outline = Outline([exam(1, 1, move_on=MoveOn.COMPLETED)])
    sitting = Sitting(outline).attempt(1, 1.0).decide(1, 0.0, change=1)
    assert sitting.stands() == (True, False, 0.0, frozenset({known(1)}))


@pytest.mark.parametrize("number", [1, 3], ids=["in the outline", "no longer in it"])
def test_set_that_is_passed_is_told_to_be_completed_once(number: int) -> None:
    assert Sitting().attempt(number, 1.0).attempt(number, 0.9).told == [known(number)]
    assert Sitting().decide(number, 1.0, change=1).told == [known(number)]


def test_decision_on_an_optional_set_takes_no_course_back() -> None:
    outline = Outline([text(1), replace(exam(2, 1), required=False)])
    done = Sitting(outline, CompletionRule()).attempt(2, 1.0)
    held = replace(done.registration, progress=Progress(completed=frozenset({known(1), known(2)})))
    done.registration, _ = judge(outline, done.rule, held, NOW)
    grown = Outline([text(1), text(3), replace(exam(2, 1), required=False)])
    done.outline = grown
    assert done.decide(2, 0.0, change=1).registration.completed_at is not None


def test_version_without_the_last_object_completes_the_course() -> None:
    held = replace(Sitting().registration, progress=Progress(completed=frozenset({known(1)})))
    before, news = judge(Outline([text(1), text(2)]), CompletionRule(), held, NOW)
    assert (before.completed_at, before.share, news) == (None, 0.5, ())
    after, news = judge(Outline([text(1)]), CompletionRule(), before, NOW)
    assert (after.completed_at, after.share, news) == (NOW, 1.0, (News.COMPLETED, News.JUDGED))
    assert judge(Outline([text(1)]), CompletionRule(), after, NOW) == (after, ())


_numbers = st.sampled_from([1, 2])
_shares = st.floats(0, 1)
_attempts = st.lists(st.tuples(_numbers, _shares), max_size=8)


def told(attempts: Sequence[tuple[int, float]]) -> Sitting:
    sitting = Sitting()
    for number, scaled in attempts:
        sitting.attempt(number, scaled)
    return sitting


@given(attempts=_attempts, data=st.data())
def test_order_of_attempts_changes_nothing(attempts: list[tuple[int, float]], data: st.DataObject) -> None:
    assert told(data.draw(st.permutations(attempts))).stands() == told(attempts).stands()


@given(attempts=_attempts)
def test_attempts_never_take_anything_back(attempts: list[tuple[int, float]]) -> None:
    sitting = Sitting()
    before = sitting.registration
    for number, scaled in attempts:
        now = sitting.attempt(number, scaled).registration
        assert (now.completed_at is not None) >= (before.completed_at is not None)
        assert (now.scaled or 0.0) >= (before.scaled or 0.0)
        assert bool(now.passed) >= bool(before.passed)
        before = now


@given(attempts=_attempts, number=_numbers, scaled=_shares, later=_attempts)
def test_decision_taken_back_leaves_what_the_attempts_earned(
    attempts: list[tuple[int, float]], number: int, scaled: float, later: list[tuple[int, float]]
) -> None:
    sitting = told(attempts).decide(number, scaled, change=1)
    for tried, earned in later:
        sitting.attempt(tried, earned)
    sitting.decide(number, None, change=2)
    plain = told([*attempts, *later])
    assert bool(sitting.registration.passed) == bool(plain.registration.passed)
    assert sitting.stands()[0] == plain.stands()[0]
    assert sitting.stands()[2:] == plain.stands()[2:]


@given(attempts=_attempts, points=st.lists(st.floats(0.5, 20), min_size=2, max_size=2))
def test_another_version_takes_neither_completion_nor_a_pass(
    attempts: list[tuple[int, float]], points: list[float]
) -> None:
    before = told(attempts)
    renewed = Outline([exam(1, points[0]), exam(2, points[1]), text(3)])
    after, _ = judge(renewed, MASTERY, before.registration, NOW, scores=before.scores())
    assert (after.completed_at is not None) >= (before.registration.completed_at is not None)
    assert bool(after.passed) >= bool(before.registration.passed)
