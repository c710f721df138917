"""Events keep what was said, with the attributes of CloudEvents around it."""

from datetime import UTC, datetime
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.kernel.event import Envelope, Event, decode, encode, subject, type_name
from stoa.kernel.ids import EventId, TenantId


class BookLent(Event, frozen=True, kw_only=True):
    service = "library"
    noun = "book"
    verb = "lent"

    book: UUID
    days: int
    note: str = ""


class ShelfWanted(Event, frozen=True, kw_only=True):
    service = "library"
    noun = "shelf"
    verb = "wanted"
    schema = 2
    private = True

    shelf: UUID


_TEXTS = st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1)
_TIMES = st.datetimes(timezones=st.just(UTC))
_ENVELOPES = st.builds(
    Envelope,
    id=st.uuids().map(EventId),
    type=_TEXTS,
    source=_TEXTS,
    subject=_TEXTS,
    time=_TIMES,
    tenant=st.uuids().map(TenantId),
    correlation=_TEXTS,
    causation=st.none() | _TEXTS,
    trace=st.none() | _TEXTS,
    data=st.binary(),
)


@given(_ENVELOPES)
def test_envelope_comes_back_from_its_headers(envelope: Envelope) -> None:
    assert Envelope.from_message(envelope.headers(), envelope.data) == envelope


@given(st.builds(BookLent, book=st.uuids(), days=st.integers(-(2**63), 2**63 - 1), note=st.text()))
def test_payload_comes_back_from_its_bytes(fact: BookLent) -> None:
    assert decode(BookLent, encode(fact)) == fact


def test_name_is_service_noun_verb_version() -> None:
    assert type_name(BookLent) == "library.book.lent.v1"
    assert subject(BookLent) == "evt.library.book.lent.v1"


def test_private_event_travels_under_work() -> None:
    assert subject(ShelfWanted) == "work.library.shelf.wanted.v2"


def test_event_is_about_its_first_field() -> None:
    assert BookLent(book=UUID(int=7), days=1).about() == str(UUID(int=7))


def test_field_of_a_later_version_is_passed_over() -> None:
    data = b'{"book":"00000000-0000-0000-0000-000000000007","days":3,"lender":"new"}'
    assert decode(BookLent, data) == BookLent(book=UUID(int=7), days=3)


def test_payload_of_another_shape_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        decode(BookLent, b'{"book":"not an id","days":3}')


@pytest.mark.parametrize("lost", ["ce-id", "ce-type", "ce-time", "ce-tenant", "ce-correlation"])
def test_message_without_an_attribute_is_no_event_of_ours(lost: str) -> None:
    envelope = Envelope(
        id=EventId(UUID(int=1)),
        type="library.book.lent.v1",
        source="/stoa/library",
        subject="7",
        time=datetime(2026, 1, 1, tzinfo=UTC),
        tenant=TenantId(UUID(int=2)),
        correlation="c",
        data=b"{}",
    )
    headers = {name: value for name, value in envelope.headers().items() if name != lost}
    with pytest.raises(KeyError):
        Envelope.from_message(headers, b"{}")
