"""The least that can answer a browser: a subscriber that keeps nothing, folds nothing and decides nothing.

Beside it every figure of the loop says what keeping, folding and deciding cost.
"""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

import msgspec
import nkeys

from stoa.runtime.config import BusSettings
from stoa.runtime.live.subjects import TOLD

_LAST_ID = b'"id":"'
_KEPT = b'{"stream":"none","seq":1}'


class _Echo(asyncio.Protocol):
    def __init__(self, user_token: str, seed: bytes) -> None:
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._user_token = user_token
        self._seed = seed
        self._entered = False
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        lines = self._rest + data
        at = 0
        answers: list[bytes] = []
        while (end := lines.find(b"\r\n", at)) >= 0:
            if lines.startswith((b"HMSG ", b"MSG "), at):
                words = lines[at:end].split(b" ")
                begin, end = end + 2, end + 2 + int(words[-1])
                if len(lines) < end + 2:
                    break
                answers += _answer(words, lines[begin:end])
            else:
                self._obey(lines[at:end])
            at = end + 2
        self._rest = lines[at:]
        if answers:
            self.transport.write(b"".join(answers))

    def _obey(self, line: bytes) -> None:
        if line.startswith(b"INFO ") and not self._entered:
            self._entered = True
            nonce = msgspec.json.decode(line[5:])["nonce"].encode()
            signature = (
                base64.urlsafe_b64encode(nkeys.from_seed(self._seed).sign(nonce)).rstrip(b"=").decode()
            )
            told = {
                "jwt": self._user_token,
                "sig": signature,
                "headers": True,
                "verbose": False,
                "lang": "echo",
            }
            connect = msgspec.json.encode({**told, "protocol": 1, "version": "1"})
            self.transport.write(b"CONNECT %b\r\nSUB %b 1\r\nPING\r\n" % (connect, TOLD.encode()))
        elif line == b"PING":
            self.transport.write(b"PONG\r\n")
        elif line == b"PONG" and not self.ready.done():
            self.ready.set_result(None)
        elif line.startswith(b"-ERR") and not self.ready.done():
            self.ready.set_exception(ConnectionError(line.decode()))


def _answer(words: list[bytes], message: bytes) -> list[bytes]:
    """As much as the loop answers: an acknowledgement, and a decision that names the last action."""
    _, tenant, learner, _ = words[1].split(b".")
    begin = message.rfind(_LAST_ID) + len(_LAST_ID)
    action = message[begin : begin + 36]
    decision = b'{"id":"%b","action":"%b","reasons":[]}' % (action, action)
    return [
        b"PUB %b %d\r\n%b\r\n" % (words[3], len(_KEPT), _KEPT),
        b"PUB live.%b.%b.decisions %d\r\n%b\r\n" % (tenant, learner, len(decision), decision),
    ]


@asynccontextmanager
async def echoing(bus: BusSettings) -> AsyncIterator[None]:
    lines = bus.credentials.reveal().splitlines()
    user_token, seed = lines[1], lines[5].encode()
    host, port = bus.url.removeprefix("nats://").split(":")
    _, echo = await asyncio.get_running_loop().create_connection(
        lambda: _Echo(user_token, seed), host, int(port)
    )
    await echo.ready
    yield
    echo.transport.close()
