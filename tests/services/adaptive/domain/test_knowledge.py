"""Knowledge moves the right way, stays within bounds, finds the truth, and knows how sure it may be."""

import math
from statistics import correlation, mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.services.adaptive.domain.calibration import Calibration
from stoa.services.adaptive.domain.elo import Elo
from stoa.services.adaptive.domain.knowledge import GENERAL_VARIANCE, MOST_SKILLS, SKILL_VARIANCE, Knowledge
from stoa.services.adaptive.domain.response import Response
from tests.services.adaptive.domain.classroom import SKILLS, Classroom
from tests.services.adaptive.domain.histories import ITEMS, NOON

MODEL = Elo()
DAY_MS = 86_400_000

calibrations = st.builds(Calibration, difficulty=st.floats(-4, 4), difficulty_sd=st.floats(0.05, 1.2))
skills = st.sampled_from([(), ("light",), ("light", "shadow")])
shares = st.floats(0, 1)


def response(share: float, some: tuple[str, ...] = ("light",), tries: int = 1, hints: int = 0) -> Response:
    return Response(item=ITEMS[0], skills=some, share=share, tries=tries, hints=hints)


def learned(*responses: tuple[Response, Calibration]) -> Knowledge:
    knowledge = Knowledge()
    for place, (given_one, calibration) in enumerate(responses):
        MODEL.learn(knowledge, NOON + place, given_one, calibration)
    return knowledge


histories = st.lists(st.tuples(st.builds(response, shares, skills), calibrations), max_size=20)


@given(histories, calibrations, skills)
def test_right_response_raises_and_wrong_one_lowers(
    before: list[tuple[Response, Calibration]], calibration: Calibration, some: tuple[str, ...]
) -> None:
    start = learned(*before).ability(some).mean
    raised = learned(*before, (response(1.0, some), calibration)).ability(some).mean
    lowered = learned(*before, (response(0.0, some), calibration)).ability(some).mean
    assert lowered < start < raised


@given(histories, calibrations, shares, shares)
def test_more_points_never_mean_less_ability(
    before: list[tuple[Response, Calibration]], calibration: Calibration, one: float, other: float
) -> None:
    less, more = sorted((one, other))
    abilities = [
        learned(*before, (response(share), calibration)).ability(("light",)).mean for share in (less, more)
    ]
    assert abilities[0] <= abilities[1]


@given(histories)
def test_belief_stays_within_bounds(history: list[tuple[Response, Calibration]]) -> None:
    knowledge = learned(*history)
    assert 0 < knowledge.general.variance <= GENERAL_VARIANCE
    for skill in knowledge.skills.values():
        assert 0 < skill.variance <= SKILL_VARIANCE
    assert abs(knowledge.ability(("light",)).mean) < 8


@given(calibrations, calibrations)
def test_chance_falls_with_difficulty(one: Calibration, other: Calibration) -> None:
    ability = learned().ability(())
    same_sd = [Calibration(difficulty=each.difficulty, difficulty_sd=0.3) for each in (one, other)]
    easier, harder = sorted(same_sd, key=lambda each: each.difficulty)
    assert 0 < MODEL.chance(ability, harder) <= MODEL.chance(ability, easier) < 1


def test_later_tries_and_hints_tell_less() -> None:
    middling = Calibration()
    first, second, hinted = (
        learned((one, middling)).ability(("light",)).mean
        for one in (response(1.0), response(1.0, tries=2), response(1.0, hints=2))
    )
    assert 0 < hinted < second < first


def test_skill_that_was_never_seen_begins_where_the_learner_is() -> None:
    knowledge = learned(*[(response(1.0), Calibration())] * 5)
    assert 0 < knowledge.ability(("new",)).mean < knowledge.ability(("light",)).mean
    assert knowledge.ability(("new",)).variance > knowledge.ability(("light",)).variance


def test_belief_grows_uncertain_again_with_time() -> None:
    knowledge = learned(*[(response(1.0), Calibration())] * 10)
    MODEL.learn(knowledge, NOON + 20, response(1.0), Calibration())
    soon = knowledge.general.variance
    MODEL.learn(knowledge, NOON + 90 * DAY_MS, response(1.0), Calibration())
    assert knowledge.general.variance > soon


def test_browser_cannot_make_it_remember_skills_without_end() -> None:
    knowledge = Knowledge()
    for number in range(MOST_SKILLS + 50):
        MODEL.learn(knowledge, NOON, response(1.0, (f"skill-{number}",)), Calibration())
    assert len(knowledge.skills) == MOST_SKILLS


@pytest.fixture(scope="module")
def taught() -> tuple[Classroom, list[tuple[float, bool]]]:
    room = Classroom(learners=150, items=60, seed=7)
    seen = list(room.responses(80, room.true_calibrations()))
    return room, [(one.expected, one.right) for one in seen]


def test_true_abilities_are_found(taught: tuple[Classroom, list[tuple[float, bool]]]) -> None:
    room, _ = taught
    pairs = [
        (learner.ability(skill), learner.knowledge.ability((skill,)).mean)
        for learner in room.learners
        for skill in SKILLS
    ]
    truth, found = zip(*pairs, strict=True)
    assert correlation(truth, found) > 0.9
    assert math.sqrt(mean((one - other) ** 2 for one, other in pairs)) < 0.55


def test_truth_lies_in_the_interval_as_often_as_it_says(
    taught: tuple[Classroom, list[tuple[float, bool]]],
) -> None:
    room, _ = taught
    within = [
        abs(learner.ability(skill) - believed.mean) < 1.96 * believed.sd
        for learner in room.learners
        for skill in SKILLS
        for believed in [learner.knowledge.ability((skill,))]
    ]
    assert 0.9 < mean(within) <= 1.0


def test_predicted_chances_are_what_happens(taught: tuple[Classroom, list[tuple[float, bool]]]) -> None:
    _, seen = taught
    for low in range(1, 9):
        rights = [right for expected, right in seen if low <= expected * 10 < low + 1]
        predicted = [expected for expected, _ in seen if low <= expected * 10 < low + 1]
        assert mean(rights) == pytest.approx(mean(predicted), abs=0.04), (low, len(rights))
