"""What is in the way of a word about one of many units."""

from datetime import UTC, datetime

import pytest

from stoa.kernel.errors import Invalid
from stoa.kernel.ids import new_id
from stoa.services.localization.domain.bulk import Candidate, Deed, Word, obstacle
from stoa.services.localization.domain.bulk_units import changed
from stoa.services.localization.domain.unit import State, Unit

ACCEPT, BACK, ASIDE = Word(Deed.ACCEPT), Word(Deed.SEND_BACK, why="No."), Word(Deed.PUT_ASIDE)


@pytest.mark.parametrize(
    ("word", "one", "code"),
    [
        (ACCEPT, Candidate(State.INITIAL), ""),
        (ACCEPT, Candidate(State.TRANSLATED), ""),
        (ACCEPT, Candidate(State.REVIEWED), "bulk.as_it_is"),
        (ACCEPT, Candidate(State.INITIAL, empty=True, breaks=True), "unit.empty"),
        (ACCEPT, Candidate(State.TRANSLATED, stale=True), "unit.source_changed"),
        (ACCEPT, Candidate(State.TRANSLATED, own=True), "post_edit.own_review"),
        (ACCEPT, Candidate(State.INITIAL, breaks=True, stops=True), "unit.breaks_page"),
        (ACCEPT, Candidate(State.INITIAL, stops=True), "unit.checks"),
        (ACCEPT, Candidate(State.INITIAL, held=True), "post_edit.taken"),
        (BACK, Candidate(State.INITIAL), "unit.not_accepted"),
        (BACK, Candidate(State.TRANSLATED, stops=True), ""),
        (BACK, Candidate(State.FINAL), "unit.final"),
        (ASIDE, Candidate(State.INITIAL), "post_edit.unknown"),
        (ASIDE, Candidate(State.INITIAL, waiting=True), ""),
        (ASIDE, Candidate(State.INITIAL, waiting=True, held=True), "post_edit.taken"),
    ],
)
def test_reason_that_leaves_a_unit_as_it_is(word: Word, one: Candidate, code: str) -> None:
    assert obstacle(word, one, maker=False) == code


@pytest.mark.parametrize(
    ("before", "to", "code"),
    [
        (State.INITIAL, State.TRANSLATED, "unit.not_accepted"),
        (State.TRANSLATED, State.REVIEWED, "bulk.not_reviewed"),
        (State.TRANSLATED, State.FINAL, "bulk.not_reviewed"),
        (State.REVIEWED, State.FINAL, ""),
        (State.REVIEWED, State.TRANSLATED, ""),
        (State.FINAL, State.REVIEWED, ""),
        (State.FINAL, State.FINAL, "bulk.as_it_is"),
    ],
)
def test_state_is_set_down_and_only_from_reviewed_up(before: State, to: State, code: str) -> None:
    assert obstacle(Word(Deed.SET_STATE, to), Candidate(before), maker=True) == code


def test_only_editors_change_what_is_final() -> None:
    for word in (ACCEPT, BACK, Word(Deed.SET_STATE, State.REVIEWED)):
        assert obstacle(word, Candidate(State.FINAL), maker=False) == "unit.final"
    assert obstacle(BACK, Candidate(State.FINAL), maker=True) == ""


@pytest.mark.parametrize("deed", [Deed.ACCEPT, Deed.SEND_BACK, Deed.PUT_ASIDE])
@pytest.mark.parametrize("to", State)
def test_no_other_word_names_a_state(deed: Deed, to: State) -> None:
    with pytest.raises(Invalid, match=r"bulk\.state"):
        Word(deed, to, why="No.").checked()


def test_what_is_sent_back_is_to_be_worked_at_whatever_state_the_word_names() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    unit = Unit(new_id(), new_id(), new_id(), new_id(), "es", state=State.TRANSLATED)
    word = Word(Deed.SEND_BACK, State.REVIEWED, "No.")
    assert changed(unit, word, new_id(), now).state is State.INITIAL
