"""Difficulties and times of items are told from what learners did, with how sure that is."""

import math
from statistics import correlation, mean
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.services.adaptive.domain.ability import Ability
from stoa.services.adaptive.domain.calibration import (
    PRIOR_MEDIAN_MS,
    UNKNOWN,
    Calibration,
    calibrate,
    worth_telling,
)
from stoa.services.adaptive.domain.evidence import FORGOTTEN_AT
from stoa.services.adaptive.domain.item_tally import ItemTally
from tests.services.adaptive.domain.classroom import Classroom

certain = Ability(0.0, 0.01)
abilities = st.builds(Ability, st.floats(-6, 6), st.floats(0.01, 2))
tries = st.lists(st.tuples(st.floats(0, 1), abilities, st.booleans()), max_size=40)


def tally(responses: list[tuple[float, Ability, bool]], times: tuple[int, ...] = ()) -> ItemTally:
    counted = ItemTally()
    for share, ability, first in responses:
        counted.respond(share, ability, first=first)
    for ms in times:
        counted.begin(ms)
    return counted


def test_item_nobody_met_is_as_believed_beforehand() -> None:
    assert calibrate(ItemTally()) == UNKNOWN


@given(tries)
def test_calibration_stays_within_bounds(responses: list[tuple[float, Ability, bool]]) -> None:
    found = calibrate(tally(responses))
    assert abs(found.difficulty) < 8
    assert 0 < found.difficulty_sd <= UNKNOWN.difficulty_sd


@given(tries, abilities)
def test_wrong_response_makes_an_item_harder(
    responses: list[tuple[float, Ability, bool]], ability: Ability
) -> None:
    harder = calibrate(tally([*responses, (0.0, ability, True)])).difficulty
    easier = calibrate(tally([*responses, (1.0, ability, True)])).difficulty
    assert easier < harder


@given(tries, tries)
def test_partitions_add_up_to_the_whole(
    here: list[tuple[float, Ability, bool]], there: list[tuple[float, Ability, bool]]
) -> None:
    merged = calibrate(tally(here).merged(tally(there)))
    whole = calibrate(tally(here + there))
    assert merged.difficulty == pytest.approx(whole.difficulty, abs=1e-6)
    assert merged.responses == whole.responses


def test_later_tries_tell_nothing_of_the_difficulty() -> None:
    assert calibrate(tally([(1.0, certain, False)] * 20)).difficulty == 0


def test_median_of_few_times_is_drawn_to_the_usual() -> None:
    one = calibrate(tally([], (32_000,))).median_ms
    many = calibrate(tally([], (32_000,) * 20)).median_ms
    assert PRIOR_MEDIAN_MS < one < many
    assert many == pytest.approx(32_000, rel=0.05)


def test_item_that_changed_is_followed() -> None:
    counted = tally([(1.0, certain, True)] * int(FORGOTTEN_AT))
    before = calibrate(counted).difficulty
    for _ in range(int(2 * FORGOTTEN_AT)):
        counted.respond(0.0, certain, first=True)
    assert before < -2
    assert calibrate(counted).difficulty > 0.5


def test_news_are_told_when_they_would_change_something() -> None:
    told = Calibration(difficulty=0.5, difficulty_sd=0.4, median_ms=8000, responses=30)
    same = Calibration(difficulty=0.6, difficulty_sd=0.38, median_ms=8300, responses=34)
    assert not worth_telling(same, told)
    assert worth_telling(Calibration(difficulty=0.8, difficulty_sd=0.38, median_ms=8000), told)
    assert worth_telling(Calibration(difficulty=0.5, difficulty_sd=0.3, median_ms=8000), told)
    assert worth_telling(Calibration(difficulty=0.5, difficulty_sd=0.4, median_ms=12_000), told)


def test_true_difficulties_are_found_together_with_abilities() -> None:
    """Neither is known at first: items are calibrated every ten responses of each learner."""
    room = Classroom(learners=300, items=40, seed=11)
    known: dict[UUID, Calibration] = {}
    for _ in range(6):
        for _ in room.responses(10, known):
            continue
        known = {item.id: calibrate(item.tally) for item in room.items}
    truth = [item.difficulty for item in room.items]
    found = [known[item.id].difficulty for item in room.items]
    assert correlation(truth, found) > 0.97
    assert math.sqrt(mean((one - other) ** 2 for one, other in zip(truth, found, strict=True))) < 0.3
