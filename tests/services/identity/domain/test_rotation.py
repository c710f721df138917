"""What each secret that is shown to a session means."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.kernel.errors import Unauthenticated
from stoa.kernel.ids import PersonId, SessionId, TenantId
from stoa.services.identity.domain.device import Device
from stoa.services.identity.domain.session import (
    GRACE,
    Kind,
    Session,
    Ticket,
    Verdict,
    judge,
    parse_ticket,
    repeated_secret,
    rotated,
    sum_of,
)

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
LATER = NOW + timedelta(minutes=6)
FIRST = "a" * 64


def session(kept: bool = True) -> Session:
    return Session(
        id=SessionId(UUID(int=1)),
        person=PersonId(UUID(int=2)),
        kind=Kind.BROWSER,
        kept=kept,
        device=Device("Firefox", "Linux"),
        secret_sum=sum_of(FIRST),
        previous_sum=None,
        nonce=b"",
        rotated_at=NOW,
        created_at=NOW,
        seen_at=NOW,
    )


def test_the_present_secret_rotates() -> None:
    assert judge(session(), FIRST, spent=False, now=LATER) is Verdict.ROTATE


def test_two_tabs_that_refresh_at_once_get_the_same_secret() -> None:
    after, second = rotated(session(), FIRST, b"nonce", LATER)
    moment = LATER + GRACE / 2
    assert judge(after, FIRST, spent=True, now=moment) is Verdict.REPEAT
    assert repeated_secret(after, FIRST) == second
    assert judge(after, second, spent=False, now=moment) is Verdict.REPEAT
    assert repeated_secret(after, second) == second


def test_an_older_secret_after_the_grace_ends_the_session() -> None:
    after, _ = rotated(session(), FIRST, b"nonce", LATER)
    assert judge(after, FIRST, spent=True, now=LATER + GRACE + timedelta(seconds=1)) is Verdict.END


def test_a_secret_of_long_ago_ends_the_session_at_once() -> None:
    after, second = rotated(session(), FIRST, b"1", LATER)
    after, _ = rotated(after, second, b"2", LATER + timedelta(minutes=6))
    assert judge(after, FIRST, spent=True, now=LATER + timedelta(minutes=6)) is Verdict.END


def test_a_made_up_secret_ends_nothing() -> None:
    with pytest.raises(Unauthenticated):
        judge(session(), "b" * 64, spent=False, now=LATER)


@pytest.mark.parametrize("kept", [True, False])
def test_an_idle_session_expires(kept: bool) -> None:
    idle = session(kept)
    limit = timedelta(days=14) if kept else timedelta(hours=12)
    assert idle.alive(NOW + limit - timedelta(seconds=1))
    with pytest.raises(Unauthenticated):
        judge(idle, FIRST, spent=False, now=NOW + limit)


def test_no_session_outlives_its_longest_lifetime() -> None:
    busy = replace(session(), seen_at=NOW + timedelta(days=89))
    assert not busy.alive(NOW + timedelta(days=90))


@given(st.lists(st.floats(min_value=0.1, max_value=5000), max_size=12))
def test_whoever_follows_the_rotation_is_never_ended(waits: list[float]) -> None:
    held, secret, now = session(), FIRST, NOW
    for wait in waits:
        now += timedelta(seconds=wait)
        verdict = judge(held, secret, spent=False, now=now)
        assert verdict is not Verdict.END
        if verdict is Verdict.ROTATE:
            held, secret = rotated(held, secret, str(wait).encode(), now)
        assert sum_of(secret) == held.secret_sum


def test_a_ticket_reads_back_what_was_written() -> None:
    ticket = Ticket(TenantId(UUID(int=7)), SessionId(UUID(int=8)), FIRST)
    assert parse_ticket(str(ticket)) == ticket


@given(st.text())
def test_what_is_no_ticket_is_nobody(text: str) -> None:
    with pytest.raises(Unauthenticated):
        parse_ticket(text)
