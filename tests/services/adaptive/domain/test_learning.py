"""A state is a fold of the log: nothing else goes into it, and nothing is counted twice."""

from hypothesis import given
from hypothesis import strategies as st

from stoa.services.adaptive.domain.calibration import UNKNOWN
from stoa.services.adaptive.domain.learning import IDLE_CAP_MS, Learning
from stoa.services.adaptive.domain.response import Response
from tests.services.adaptive.domain.histories import (
    FILM,
    ITEMS,
    NOON,
    TEXT,
    History,
    histories,
    kept,
    play,
    taken_up,
)


@given(histories)
def test_equal_histories_give_equal_bytes(history: History) -> None:
    assert kept(play(Learning(), history)) == kept(play(Learning(), history))


@given(histories, histories)
def test_snapshot_and_the_rest_give_the_same_as_the_whole(before: History, after: History) -> None:
    whole = play(play(Learning(), before), after)
    recovered = play(taken_up(kept(play(Learning(), before))), after)
    assert kept(recovered) == kept(whole)


@given(st.lists(st.integers(1, 30)))
def test_repeated_action_is_not_folded_again(sequences: list[int]) -> None:
    learning = Learning()
    folded = [seq for seq in sequences if learning.is_fresh(TEXT, seq)]
    assert folded == sorted(set(folded))


def test_captures_count_on_their_own() -> None:
    learning = Learning()
    assert learning.is_fresh(TEXT, 3)
    assert learning.is_fresh(FILM, 1)
    assert not learning.is_fresh(TEXT, 3)


@given(histories)
def test_late_actions_change_no_present(history: History) -> None:
    learning = play(Learning(), [(gap, act, True) for gap, act, _ in history])
    fresh = Learning()
    assert learning.at == 0
    assert learning.visit == fresh.visit
    assert learning.session == fresh.session
    assert learning.attention == fresh.attention
    assert learning.waiting == fresh.waiting
    assert learning.responding == fresh.responding


def test_late_actions_count_for_totals() -> None:
    learning = Learning()
    learning.spent(NOON, TEXT, 5000, 4000, 3000, keys=7, late=True)
    learning.answered(NOON, Response(item=ITEMS[0], skills=(), share=1.0), UNKNOWN, late=True)
    assert (learning.totals.visible_ms, learning.totals.keys, learning.totals.right) == (4000, 7, 1)
    assert learning.totals.late == learning.totals.actions == 2
    assert learning.knowledge.general.mean > 0


def test_time_of_a_machine_that_slept_is_capped() -> None:
    learning = Learning()
    learning.spent(NOON, TEXT, 9_000_000, 9_000_000, 9_000_000)
    assert learning.totals.visible_ms == learning.totals.active_ms == IDLE_CAP_MS


def test_active_time_is_never_more_than_time_in_sight() -> None:
    learning = Learning()
    learning.spent(NOON, TEXT, 1000, 5000, 9000)
    assert learning.totals.visible_ms == learning.totals.active_ms == 1000


def test_long_silence_begins_a_new_session_and_a_short_one_is_a_break() -> None:
    learning = Learning()
    for minutes in (0, 1, 6, 7, 67):
        learning.focused(NOON + minutes * 60_000, True)
        if minutes == 7:
            assert (learning.session.number, learning.session.breaks) == (1, 1)
    assert (learning.session.number, learning.session.breaks) == (2, 0)
    assert learning.session.away_ms == 60 * 60_000


def test_another_tab_counts_for_its_own_page_only() -> None:
    learning = Learning()
    for thing in (FILM, TEXT):
        learning.opened(NOON, thing, "standard", 60.0)
    learning.spent(NOON, FILM, 5000, 5000, 5000)
    learning.reached(NOON, FILM, 1.0)
    learning.left(NOON, FILM)
    assert (learning.visit.object, learning.visit.visible_ms, learning.visit.depth) == (TEXT, 0, 0)
    assert (learning.objects[FILM].visible_ms, learning.objects[FILM].depth) == (5000, 1)


def test_page_left_open_is_no_sign_of_the_learner() -> None:
    learning = Learning()
    learning.opened(NOON, TEXT, "standard", 60.0)
    for tick in range(1, 40):
        learning.spent(NOON + tick * 10_000, TEXT, 10_000, 10_000, 0)
    learning.focused(NOON + 400_000, True)
    assert learning.session.breaks == 1
