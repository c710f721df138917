"""Chances of a good translation, from signals."""

import random

import pytest

from stoa.kernel.locale import Locale
from stoa.services.localization.domain.checks.finding import Rendering
from stoa.services.localization.domain.inline.plain import take_plain
from stoa.services.localization.domain.quality.agreement import agreement
from stoa.services.localization.domain.quality.model import fit
from stoa.services.localization.domain.quality.signals import NAMES, signals


def told(source: str, target: str, *others: str) -> dict[str, float]:
    pair = Rendering(take_plain(source), take_plain(target), Locale("en"), Locale("es"))
    return dict(zip(NAMES, signals(pair, others), strict=True))


def test_engines_that_say_the_same_agree() -> None:
    assert agreement("El sol es grande", ["El sol es grande"]) == (1.0, 1.0)
    assert agreement("El sol es grande", []) == (0.0, 0.0)
    mean, closest = agreement("El sol es grande", ["El sol es muy grande", "Perro"])
    assert 0 < mean < closest < 1


def test_what_is_wrong_shows_in_signals() -> None:
    good = told("The sun is a big star.", "El sol es una estrella grande.")
    bad = told("The sun is a big star.", "The sun is una una")
    assert (good["stopped"], good["warned"], good["copied"]) == (0, 0, 0)
    assert (bad["stopped"], bad["warned"]) == (1, 1)
    assert bad["copied"] > 0
    assert told("Hello", "hola hola hola hola hola")["repeated"] > 0.4


def test_a_model_recovers_the_chances_that_made_its_data() -> None:
    chance = random.Random(1)
    rows = [(chance.gauss(0, 1), chance.gauss(5, 2)) for _ in range(3_000)]
    good = [chance.random() < 1 / (1 + 2.718281828 ** -(1 + 2 * row[0])) for row in rows]
    model = fit(rows, good)
    assert model.chance((0.0, 5.0)) == pytest.approx(0.731, abs=0.03)
    assert model.chance((1.0, 5.0)) == pytest.approx(0.953, abs=0.03)
    assert model.chance((-1.0, 5.0)) == pytest.approx(0.269, abs=0.04)


def test_a_signal_that_never_changes_does_no_harm() -> None:
    model = fit([(0.0, 1.0), (1.0, 1.0), (2.0, 1.0)], [False, True, True])
    assert model.chance((2.0, 1.0)) > model.chance((0.0, 1.0))


def test_all_good_or_all_bad_gives_a_chance_within_bounds() -> None:
    assert 0.5 < fit([(0.0,), (1.0,)], [True, True]).chance((0.5,)) < 1
    assert 0 < fit([(0.0,), (1.0,)], [False, False]).chance((0.5,)) < 0.5
