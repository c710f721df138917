"""Rules of a conversation by themselves."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.kernel.errors import Conflict, NotFound
from stoa.kernel.ids import new_id
from stoa.services.tracking.domain.conversation import (
    MOST_MESSAGES,
    PAGE_SIZE,
    Conversation,
    Side,
    page_with,
    pages_of,
    side_of,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def talk(learner: UUID, count: int = 1) -> Conversation:
    about = new_id(), new_id(), new_id(), new_id(), learner, None
    return Conversation(*about, "Why?", "en", NOW, NOW, count)


@given(st.integers(1, MOST_MESSAGES), st.data())
def test_every_message_is_on_one_of_the_pages(count: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, count))
    page = page_with(number)
    assert 1 <= page <= pages_of(count, PAGE_SIZE)
    assert (page - 1) * PAGE_SIZE < number <= page * PAGE_SIZE


@given(st.integers(1, MOST_MESSAGES), st.integers(0, MOST_MESSAGES))
def test_it_is_closed_over_nothing_unread(count: int, seen: int) -> None:
    before = talk(new_id(), count)
    if seen < count:
        with pytest.raises(Conflict):
            before.ended(seen)
    else:
        assert before.ended(seen).closed
        assert before.ended(seen).taken_up() == before


def test_only_its_learner_and_who_teaches_with_a_role_for_it_are_in_it() -> None:
    learner, teacher = new_id(), new_id()
    there = talk(learner)
    assert side_of(there, learner, [teacher], teaches=False) is Side.LEARNER
    assert side_of(there, teacher, [teacher], teaches=True) is Side.STAFF
    for person, teaches in ((teacher, False), (new_id(), True), (new_id(), False)):
        with pytest.raises(NotFound):
            side_of(there, person, [teacher], teaches=teaches)
