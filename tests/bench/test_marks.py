"""Ids of the load carry who and when, and are ids all the same."""

from uuid import UUID

from bench.loop.marks import ACTIONS, Mark, action_id, batch_id, number_of, read_mark
from hypothesis import given
from hypothesis import strategies as st

MARKS = st.builds(
    Mark,
    due_us=st.integers(1_600_000_000_000_000, 4_000_000_000_000_000),
    drive=st.integers(0, 1023),
    crowd=st.integers(0, 15),
    number=st.integers(0, 10_000_000),
)


@given(MARKS, st.integers(0, ACTIONS - 1))
def test_an_id_gives_its_mark_back_to_the_microsecond(mark: Mark, place: int) -> None:
    text = action_id(mark, place)
    assert read_mark(text) == mark
    assert UUID(text.decode()).version == 7


@given(MARKS)
def test_a_batch_is_known_by_its_drive(mark: Mark) -> None:
    assert number_of(mark.batch, mark.drive) == mark.number
    assert batch_id(mark) != action_id(mark, 0)
