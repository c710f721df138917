"""One browser: what it sends when it is due, and whom it tells what it hears."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol
from uuid import UUID

import msgspec

from bench.loop.marks import Mark, action_id, batch_id
from stoa.compose.learners.connection import Connection, open_connection
from stoa.kernel.ids import new_id
from stoa.runtime.config import LiveSettings
from stoa.runtime.live.passes import Pass, Passes

_LIFETIME = timedelta(hours=1)
_BEGINS = b'{"id":"'
_ACTION = b'"action":"'
_ID = 36
_OPENED = b'{"type":"page.opened","id":"%b","seq":%d,"at":%d,"object":"%b","words":240}'
_KINDS = (
    b'{"type":"time.spent","id":"%b","seq":%d,"at":%d,"object":"%b","for_ms":2000,"visible_ms":2000,'
    b'"active_ms":1400,"keys":3,"pointers":17}',
    b'{"type":"visibility.changed","id":"%b","seq":%d,"at":%d,"object":"%b","visible":true}',
)


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """A learner with a registration, and the pass of their session. object: on their page."""

    granted: Pass
    registration: UUID
    object: UUID


def passes_of(live: LiveSettings) -> Passes:
    """Signed as the platform signs them, and good for the whole bench: its browsers do not renew them."""
    if live.account is None or live.signing is None:
        raise ValueError("There is no live connection without its account and key.")
    return Passes(account=live.account, signing=live.signing, lifetime=_LIFETIME)


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where the browsers connect. path: of the WebSocket. origin: of their page."""

    to: str
    origin: str
    path: str


class Hearer(Protocol):
    """Told what a page hears. reply: the batch that is answered. decision: its id. action: the last one
    before it, empty when it was another thing, such as a response.
    """

    def acknowledged(self, reply: int, data: bytes) -> None: ...

    def decided(self, decision: bytes, action: bytes) -> None: ...


class Page:
    connection: Connection

    def __init__(self, seat: Seat, hearer: Hearer) -> None:
        self._hearer = hearer
        self._granted = seat.granted
        self._inbox = seat.granted.inbox.encode() + b"."
        self._object = str(seat.object).encode()
        self._sent = 0
        self._head = f"HPUB {seat.granted.publish} {seat.granted.inbox}.".encode()
        self._body = (
            f'","capture":"{new_id()}","registration":"{seat.registration}","scope":"learning","sent_at":'
        ).encode()

    async def open(self, place: Place) -> None:
        self.connection = await open_connection(
            self._granted, self.heard, to=place.to, origin=place.origin, path=place.path
        )

    def heard(self, subject: bytes, data: bytes) -> None:
        if subject.startswith(self._inbox):
            self._hearer.acknowledged(int(subject[len(self._inbox) :]), data)
            return
        begin = data.find(_ACTION) + len(_ACTION)
        action = data[begin : begin + _ID] if begin >= len(_ACTION) else b""
        self._hearer.decided(data[len(_BEGINS) : len(_BEGINS) + _ID], action)

    def send(self, mark: Mark, actions: int, at_ms: int) -> None:
        once = batch_id(mark)
        told = b",".join(self._actions(mark, actions, at_ms))
        body = b'{"id":"%b%b%d,"actions":[%b]}' % (once, self._body, at_ms, told)
        head = b"NATS/1.0\r\nNats-Msg-Id: %b\r\n\r\n" % once
        self.connection.publish(
            b"%b%d %d %d\r\n%b%b\r\n" % (self._head, mark.batch, len(head), len(head) + len(body), head, body)
        )

    def _actions(self, mark: Mark, actions: int, at_ms: int) -> Sequence[bytes]:
        told = []
        for place in range(actions):
            kind = _KINDS[self._sent % len(_KINDS)] if self._sent else _OPENED
            self._sent += 1
            told.append(kind % (action_id(mark, place), self._sent, at_ms, self._object))
        return told
