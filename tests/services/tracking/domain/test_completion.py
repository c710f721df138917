"""When objects and courses are completed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.services.tracking.domain.completion import CompletionRule, course_is_completed, object_is_completed
from stoa.services.tracking.domain.learning_object import Kind, LearningObject
from stoa.services.tracking.domain.outline import Outline
from stoa.services.tracking.domain.standing import Progress, Standing
from stoa.services.tracking.domain.watching import MOST_INTERVALS, Watched
from tests.services.tracking.domain.courses import block, items, known, text, two_blocks, video


def completed(*numbers: int) -> Progress:
    return Progress(completed=frozenset(map(known, numbers)))


def test_a_course_is_completed_with_the_share_that_its_rule_asks() -> None:
    half = CompletionRule(required_share=0.5)
    assert not course_is_completed(half, Standing(two_blocks(), completed(2)))
    assert course_is_completed(half, Standing(two_blocks(), completed(2, 3)))
    assert not course_is_completed(CompletionRule(), Standing(two_blocks(), completed(2, 3, 5)))
    assert course_is_completed(CompletionRule(), Standing(two_blocks(), completed(2, 3, 5, 7)))


def test_a_set_that_must_be_passed_holds_the_course_back() -> None:
    rule = CompletionRule(required_share=0.25, passed=frozenset({known(7)}))
    assert not course_is_completed(rule, Standing(two_blocks(), completed(2, 3, 5)))
    assert course_is_completed(rule, Standing(two_blocks(), completed(7)))


def test_a_set_that_a_new_version_removed_holds_nothing_back() -> None:
    rule = CompletionRule(passed=frozenset({known(99)}))
    assert course_is_completed(rule, Standing(two_blocks(), completed(2, 3, 5, 7)))


def test_a_course_in_which_nothing_counts_is_never_completed() -> None:
    only_optional = Outline([block(1), text(2, parent=1, required=False)])
    assert not course_is_completed(CompletionRule(), Standing(only_optional, completed(2)))


def test_a_text_is_completed_when_its_end_was_read() -> None:
    assert not object_is_completed(text(1), Progress())
    assert object_is_completed(text(1), Progress(), finished=True)


def test_an_image_is_completed_when_it_was_opened() -> None:
    image = LearningObject(id=known(1), kind=Kind.IMAGE, title="Image")
    assert not object_is_completed(image, Progress())
    assert object_is_completed(image, Progress(opened=frozenset({known(1)})))


def test_no_report_of_a_page_completes_an_item_set() -> None:
    assert not object_is_completed(items(1), Progress(), finished=True)


@pytest.mark.parametrize(("until_s", "enough"), [(89.0, False), (90.0, True)])
def test_a_video_is_completed_at_nine_tenths(until_s: float, enough: bool) -> None:
    watched = Watched().and_also([(0.0, until_s)], 100)
    assert object_is_completed(video(1), Progress(), watched=watched, finished=True) is enough


def test_a_video_waits_for_its_checkpoints() -> None:
    watched = Watched(((0.0, 100.0),))
    clip = video(1, sets=(2, 3))
    one = Progress(attempted=frozenset({known(2)}))
    both = Progress(attempted=frozenset({known(2)}), completed=frozenset({known(3)}))
    assert not object_is_completed(clip, one, watched=watched)
    assert object_is_completed(clip, both, watched=watched)


def test_a_video_of_unknown_length_is_completed_at_its_end() -> None:
    assert object_is_completed(video(1, duration_s=None), Progress(), finished=True)


_STRETCHES = st.lists(st.tuples(st.floats(-10, 500), st.floats(-10, 500)), max_size=120)


@given(_STRETCHES, _STRETCHES)
def test_watching_more_never_watches_less(
    first: list[tuple[float, float]], second: list[tuple[float, float]]
) -> None:
    once = Watched().and_also(first, 300)
    twice = once.and_also(second, 300)
    assert twice.seconds() >= once.seconds() - 1e-9
    assert twice.and_also(second, 300) == twice
    assert len(twice.intervals) <= MOST_INTERVALS
    assert all(a < b for a, b in twice.intervals)
    assert all(one[1] < two[0] for one, two in zip(twice.intervals, twice.intervals[1:], strict=False))
    assert 0 <= twice.share_of(300) <= 1


def test_what_is_no_number_is_left_out() -> None:
    assert Watched().and_also([(float("nan"), 3.0), (0.0, float("inf")), (5.0, 2.0)]) == Watched()
