"""Features are within their ranges whatever happened, and say what they are named for."""

import math

import pytest
from hypothesis import given
from msgspec.structs import asdict

from stoa.services.adaptive.domain.calibration import UNKNOWN, Calibration
from stoa.services.adaptive.domain.features import NAMES, Features
from stoa.services.adaptive.domain.items import Items
from stoa.services.adaptive.domain.learning import Learning
from stoa.services.adaptive.domain.observed import observe
from stoa.services.adaptive.domain.response import Response
from tests.services.adaptive.domain.histories import (
    COURSE,
    FILM,
    ITEMS,
    NOON,
    QUIZ,
    TEXT,
    History,
    histories,
    kept,
    play,
)

SHARES = (
    *("engagement", "visible_share", "attended_share", "in_sight", "depth", "film_watched"),
    *(
        "focused",
        "haste",
        "film_rewatched",
        "accuracy",
        "accuracy_lately",
        "skips",
        "chance",
        "progress",
        "risk",
    ),
)
OCTAVES = ("hesitation", "waiting", "pace")


def seen(learning: Learning, later_ms: int = 0) -> Features:
    return observe(learning, learning.at + later_ms, COURSE, Items())


def respond(learning: Learning, share: float, at: int = NOON) -> None:
    learning.answered(at, Response(item=ITEMS[0], skills=("light",), share=share), UNKNOWN)


@given(histories)
def test_every_feature_is_within_its_range(history: History) -> None:
    features = asdict(seen(play(Learning(), history), later_ms=5000))
    assert all(math.isfinite(value) for value in features.values())
    assert [name for name in SHARES if not 0 <= features[name] <= 1] == []
    assert [name for name in OCTAVES if not -3 <= features[name] <= 3] == []
    signed = {"level", "accuracy_change", "ability", *OCTAVES}
    assert [name for name in NAMES - signed if features[name] < 0] == []


@given(histories)
def test_looking_changes_nothing(history: History) -> None:
    learning = play(Learning(), history)
    before = kept(learning)
    assert seen(learning) == seen(learning)
    assert kept(learning) == before


def test_hesitation_is_told_in_octaves_of_the_items_own_median() -> None:
    learning = Learning()
    for place in range(12):
        learning.item_begun(NOON + place, ITEMS[0], 16_000, Calibration(median_ms=4000))
    assert seen(learning).hesitation == pytest.approx(2, abs=0.1)


def test_item_that_lies_open_is_waited_for_only_while_in_sight() -> None:
    learning = Learning()
    learning.opened(NOON, QUIZ, "standard", 0)
    learning.item_shown(NOON + 1000, ITEMS[0])
    assert seen(learning, 20_000).waiting_s == 20
    learning.visible(NOON + 21_000, False)
    assert seen(learning, 60_000).waiting_s == 20
    learning.visible(NOON + 91_000, True)
    assert seen(learning, 12_000).waiting == pytest.approx(2)
    learning.item_begun(NOON + 104_000, ITEMS[0], 33_000, UNKNOWN)
    assert seen(learning, 9000).waiting_s == 0


def test_next_open_item_is_waited_for_after_a_response() -> None:
    learning = Learning()
    learning.opened(NOON, QUIZ, "standard", 0)
    for item in ITEMS[:2]:
        learning.item_shown(NOON, item)
    respond(learning, 1.0, NOON + 5000)
    features = seen(learning, 7000)
    assert (features.waiting_s, features.items_open, features.responses_here) == (7, 1, 1)


def test_accuracy_lately_moves_before_the_long_run() -> None:
    learning = Learning()
    for share in [1.0] * 10 + [0.0] * 2:
        respond(learning, share)
    features = seen(learning)
    assert features.accuracy_lately < features.accuracy
    assert features.accuracy_change < -0.3
    assert (features.wrong_in_row, features.right_in_row, features.responses) == (2, 0, 12)


def test_chance_is_of_the_item_that_lies_open() -> None:
    learning = Learning()
    learning.opened(NOON, QUIZ, "standard", 0)
    learning.item_shown(NOON, ITEMS[0])
    hard = Items({ITEMS[0]: Calibration(difficulty=3, difficulty_sd=0.2)})
    assert observe(learning, NOON, COURSE, hard).chance < seen(learning).chance == 0.5


def test_pace_is_told_when_a_page_is_left() -> None:
    learning = Learning()
    for visit in range(10):
        learning.opened(NOON + visit, TEXT, "standard", 60.0)
        learning.spent(NOON + visit, TEXT, 120_000, 120_000, 100_000)
    assert seen(learning).object_time == 2
    learning.left(NOON + 20, TEXT)
    assert seen(learning).pace == pytest.approx(1, abs=0.1)


def test_page_out_of_sight_has_no_attention() -> None:
    learning = Learning()
    learning.opened(NOON, TEXT, "standard", 60.0)
    learning.spent(NOON, TEXT, 60_000, 60_000, 50_000)
    there = seen(learning).engagement
    for _ in range(10):
        learning.spent(NOON, TEXT, 60_000, 0, 0)
    assert there == 1
    assert seen(learning).engagement < 0.2


def test_film_that_plays_is_attended_without_a_touch() -> None:
    learning = Learning()
    learning.opened(NOON, FILM, "standard", 300.0)
    for place in range(6):
        learning.spent(NOON, FILM, 10_000, 10_000, 0)
        learning.watched(NOON, FILM, place * 10, place * 10 + 10, 300.0)
    assert seen(learning).engagement == 1


@pytest.mark.parametrize("rate", [1.0, 2.0])
def test_understandable_rate_costs_no_engagement_and_a_faster_one_does(rate: float) -> None:
    learning = Learning()
    learning.opened(NOON, FILM, "standard", 300.0)
    learning.watched(NOON, FILM, 0, 100, 300.0, rate)
    slow = seen(learning).engagement
    learning.rated(NOON, FILM, 100, 3.0)
    assert seen(learning).engagement < slow == 1


def test_responses_given_too_soon_are_haste() -> None:
    learning = Learning()
    known = Calibration(median_ms=8000)
    for think_ms in [1000] * 9 + [0]:
        response = Response(item=ITEMS[0], skills=(), share=1.0, think_ms=think_ms)
        learning.answered(NOON, response, known)
    assert seen(learning).haste > 0.85
    for _ in range(12):
        learning.answered(NOON, Response(item=ITEMS[0], skills=(), share=1.0, think_ms=9000), known)
    assert seen(learning).haste < 0.1
