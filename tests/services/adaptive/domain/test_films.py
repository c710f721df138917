"""Films are cut into stretches; each learner's first sight of one is told from watching it again."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from stoa.services.adaptive.domain.film_curve import FilmCurve
from stoa.services.adaptive.domain.film_view import FilmView
from stoa.services.adaptive.domain.stretches import (
    MOST_STRETCHES,
    Stretches,
    stretch_at,
    stretch_count,
    stretches_between,
)

durations = st.floats(0.1, 90_000)
places = st.floats(0, 1)


@given(durations, st.floats(0, 100_000))
def test_every_second_lies_in_a_stretch(duration_s: float, second: float) -> None:
    assert 1 <= stretch_count(duration_s) <= MOST_STRETCHES
    assert 0 <= stretch_at(second, duration_s) < stretch_count(duration_s)


@given(durations, st.lists(places, max_size=12))
def test_reports_without_a_gap_tell_each_stretch_once(duration_s: float, cuts: list[float]) -> None:
    marks = [0.0, *sorted(cut * duration_s for cut in cuts), duration_s]
    film = FilmView()
    told = [film.watch(a, b, duration_s, 1.0) for a, b in pairwise(marks)]
    assert sum(one.new.bit_count() for one in told) == stretch_count(duration_s)
    assert not any(one.again for one in told)
    assert (film.watched_share, film.rewatched_share) == (1.0, 0.0)


@given(durations, places, places)
def test_any_report_lies_within_the_film(duration_s: float, one: float, other: float) -> None:
    assert stretches_between(one * 2e5, other * 2e5, duration_s).bit_length() <= stretch_count(duration_s)


def test_watching_again_is_told_from_watching() -> None:
    film = FilmView()
    film.watch(0, 60, 300, 1.0)
    assert film.watch(30, 90, 300, 1.0) == Stretches(
        new=stretches_between(60, 90, 300), again=stretches_between(30, 60, 300)
    )
    assert film.rewatched_share == 10 / 30


def test_jumping_over_lowers_what_was_watched() -> None:
    film = FilmView()
    film.watch(0, 60, 300, 1.0)
    film.seek(60, 240)
    film.watch(240, 300, 300, 1.0)
    assert (film.watched_share, film.forward, film.back) == (0.4, 1, 0)
    assert film.ended


def test_curve_counts_learners_by_stretch() -> None:
    curve = FilmCurve.of(300)
    for until in (150, 300):
        film = FilmView()
        curve.watch(film.watch(0, until, 300, 1.0))
        curve.watch(film.watch(0, 30, 300, 1.0))
    curve.pause(29.9)
    curve.leave(150)
    assert curve.step_s == 3
    assert curve.watched == [2] * 50 + [1] * 50
    assert curve.rewatched == [2] * 10 + [0] * 90
    assert (curve.paused[9], curve.left[50]) == (1, 1)


def test_hostile_lengths_stay_within_the_state() -> None:
    film = FilmView()
    film.watch(1e300, 0, 1e300, 16.0)
    film.watch(0, 1e300, 5, 1.0)
    assert len(film.played) * 8 == MOST_STRETCHES
