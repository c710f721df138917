"""What another system tells: calls are verified, its log shows what a writing of ours came over."""

import hmac
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.kernel.checksum import Checksum
from stoa.kernel.errors import Unauthenticated
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.sync.overwritten import Change, Written, overwritten
from stoa.services.localization.domain.sync.reconcile import Kind
from stoa.services.localization.domain.sync.stand import Stand
from stoa.services.localization.domain.sync.tagged import tagged, untagged
from stoa.services.localization.domain.sync.webhooks import verify
from stoa.services.localization.domain.unit import State
from tests.services.localization.domain.exchange.drawn import sources, targets

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
KEY = b"0123456789abcdef0123456789abcdef"
SECRET = "whsec_" + b64encode(KEY).decode()
BODY = b'{"change_id": 5}'


def call(at: datetime = NOW, body: bytes = BODY) -> dict[str, str]:
    """As Weblate sends it: the time has a fraction that is not signed."""
    second = int(at.timestamp())
    signature = b64encode(hmac.new(KEY, f"id-1.{second}.".encode() + body, sha256).digest()).decode()
    return {
        "webhook-id": "id-1",
        "webhook-timestamp": f"{second}.731942",
        "webhook-signature": f"v1,AAAA v1,{signature}",
    }


def test_call_signed_over_the_whole_second_is_taken() -> None:
    assert verify(call(), BODY, SECRET, NOW) == "id-1"


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_call_without_any_of_its_headers_is_refused(name: str) -> None:
    headers = {key: value for key, value in call().items() if key != name}
    with pytest.raises(Unauthenticated):
        verify(headers, BODY, SECRET, NOW)


def test_changed_late_or_early_call_is_refused() -> None:
    for headers, body in [
        (call(), b"{}"),
        (call(NOW - timedelta(minutes=6)), BODY),
        (call(NOW + timedelta(minutes=6)), BODY),
        (call() | {"webhook-id": "id-2"}, BODY),
        (call() | {"webhook-timestamp": "soon"}, BODY),
        (call() | {"webhook-timestamp": "1e400"}, BODY),
    ]:
        with pytest.raises(Unauthenticated):
            verify(headers, body, SECRET, NOW)
    with pytest.raises(Unauthenticated):
        verify(call(), BODY, "no base64 !", NOW)


SEEN, WROTE = Stand(Checksum("s"), "seen", State.TRANSLATED), Stand(Checksum("s"), "ours", State.TRANSLATED)
CHANGES = [
    Change(1, "u", "seen", "somebody's", NOW, "ana"),
    Change(2, "u", "somebody's", "ours", NOW),
    Change(3, "v", "seen", "ours", NOW),
    Change(4, "u", "ours", "later", NOW, "ana"),
]


def test_what_our_writing_came_over_is_found_in_any_order() -> None:
    written = {"u": Written(SEEN, WROTE), "v": Written(SEEN, WROTE)}
    for order in permutations([*CHANGES, CHANGES[1]]):
        (conflict,) = overwritten(written, order)
        assert (conflict.unit, conflict.kind) == ("u", Kind.OVERWRITTEN)
        assert (conflict.theirs.target, conflict.ours) == ("somebody's", WROTE)


def test_writing_over_what_was_seen_is_no_conflict() -> None:
    assert overwritten({"v": Written(SEEN, WROTE)}, CHANGES) == []


@given(data=st.data())
def test_tagged_text_comes_back_as_it_was(data: st.DataObject) -> None:
    source = data.draw(sources())
    target = data.draw(targets(source))
    assert untagged(tagged(target), source) == target


def test_tags_that_a_source_does_not_have_stay_words() -> None:
    assert untagged("<x1/> \ue000 &lt;b> &amp;", CodedText("plain")).text == "<x1/> \ufffd <b> &"
