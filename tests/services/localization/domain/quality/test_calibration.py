"""Whether chances may be told, from what people did with proposals."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from stoa.services.localization.domain.estimate import Estimate
from stoa.services.localization.domain.quality.calibration import (
    EVERY_PROVIDER,
    GROWN,
    KNOWN,
    LEAST,
    MOST_ERROR,
    RESTS,
    SIGNALS,
    PostEdited,
    Standing,
    by_provider,
    measure,
    row_of,
    tell,
    worth_fitting,
)
from stoa.services.localization.domain.quality.measured import auroc, calibration_error
from stoa.services.localization.domain.quality.signals import OWN
from tests.services.localization.told_apart import calibration


def post_edits(count: int, engine: str = "one", seed: int = 1) -> list[PostEdited]:
    """Good as often as the likelihood says."""
    draw = random.Random(seed)
    seen = []
    for number in range(count):
        likelihood = draw.random()
        row = row_of((0.0,) * len(OWN), Estimate(likelihood=likelihood))
        seen.append(PostEdited(engine, f"{engine} {number}", row, draw.random() < likelihood))
    return seen


def test_chances_that_come_true_are_told() -> None:
    found = measure(post_edits(1_500))
    assert found.model is not None
    assert found.error is not None
    assert found.error <= MOST_ERROR
    assert found.auroc == pytest.approx(5 / 6, abs=0.03)
    seven, eight, nine = found.routes
    assert seven.passed > eight.passed > nine.passed > 0
    for route in found.routes:
        assert route.good / route.passed >= route.threshold


def test_below_the_least_number_nothing_is_fitted() -> None:
    assert measure(post_edits(LEAST - 1)).model is None
    assert measure(post_edits(LEAST)).model is not None


def test_same_post_edits_measure_the_same() -> None:
    assert measure(post_edits(LEAST)) == measure(post_edits(LEAST))


def test_words_that_were_fitted_to_never_judge() -> None:
    """Every sentence stands there ten times with a fate of its own, which its signals give away."""
    draw = random.Random(2)
    fates = [draw.random() < 0.5 for _ in range(8)]
    rows = [tuple(float(at == sentence) for at in range(len(SIGNALS))) for sentence in range(8)]
    seen = [
        PostEdited("one", str(number % 8), rows[number % 8], fates[number % 8]) for number in range(LEAST)
    ]
    found = measure(seen)
    assert found.auroc is not None
    assert found.auroc < 0.8
    scattered = [replace(one, checksum=str(number)) for number, one in enumerate(seen)]
    assert (measure(scattered).auroc or 0) > 0.99


def test_engine_is_known_by_itself_from_some_post_edits_on() -> None:
    one, other = post_edits(LEAST), post_edits(KNOWN, "other")
    assert by_provider(one).keys() == {EVERY_PROVIDER, "one"}
    assert by_provider([*one, *other]).keys() == {EVERY_PROVIDER, "one", "other"}
    assert by_provider([*one, *other[1:]]).keys() == {EVERY_PROVIDER, "one"}


def test_nothing_is_told_of_a_machine_that_nobody_has_corrected_whatever_others_did() -> None:
    row = row_of((0.0,) * len(OWN), Estimate(likelihood=1.0))
    good = calibration(error=0.0)
    few, off = replace(calibration(error=None), model=None), calibration(error=2 * MOST_ERROR)
    assert tell({EVERY_PROVIDER: good}, "stranger 1", row) is None
    assert tell({EVERY_PROVIDER: good, "known": few}, "known 1", row) is not None
    assert tell({EVERY_PROVIDER: good, "known": off}, "known 1", row) is None
    assert tell({EVERY_PROVIDER: off, "known": good}, "known 1", row) is not None


def test_what_an_engine_does_not_say_is_told_apart_from_nothing() -> None:
    silent = dict(zip(SIGNALS, row_of((0.0,) * len(OWN), Estimate()), strict=True))
    doubtful = dict(zip(SIGNALS, row_of((0.0,) * len(OWN), Estimate(0.0, 0.0)), strict=True))
    assert silent["likelihood"] == doubtful["likelihood"] == 0.0
    assert (silent["tells_likelihood"], doubtful["tells_likelihood"]) == (0.0, 1.0)
    assert (silent["tells_known_share"], doubtful["tells_known_share"]) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("error", "standing"),
    [(None, Standing.FEW), (MOST_ERROR, Standing.TELLS), (MOST_ERROR + 1e-6, Standing.OFF)],
)
def test_chances_are_told_up_to_the_bound(error: float | None, standing: Standing) -> None:
    one = calibration(error=error)
    told = tell(
        {EVERY_PROVIDER: one, "any": one}, "any 1", row_of((0.0,) * len(OWN), Estimate(likelihood=1.0))
    )
    assert one.standing is standing
    assert (told is not None) is (standing is Standing.TELLS)


def test_chance_that_is_always_the_same_tells_nothing_apart() -> None:
    scored = [(0.8, number % 5 != 0) for number in range(100)]
    assert auroc(scored) == 0.5
    assert calibration_error(scored) == pytest.approx(0.0)


def test_pair_is_fitted_again_when_post_edits_have_grown_by_a_tenth_or_after_a_day() -> None:
    known = calibration(n=400)
    soon, later = known.fitted_at + timedelta(hours=1), known.fitted_at + RESTS
    assert int(400 * GROWN) == 40
    assert not worth_fitting(known, 1, soon)
    assert not worth_fitting(known, 39, soon)
    assert worth_fitting(known, 40, soon)
    assert worth_fitting(known, 1, later)
    assert not worth_fitting(known, 0, later)


def test_pair_is_fitted_at_once_when_it_has_enough_for_the_first_time() -> None:
    few = calibration(n=LEAST - 2, model=None)
    assert not worth_fitting(few, 1, few.fitted_at)
    assert worth_fitting(few, 2, few.fitted_at)
    assert worth_fitting(None, 1, few.fitted_at)
    assert not worth_fitting(None, 0, few.fitted_at)
