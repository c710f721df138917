"""A page's connection to NATS, as small as the protocols allow: thousands fit into one process.

Sources: RFC 6455 (WebSocket); NATS client protocol, https://docs.nats.io/reference/reference-protocols/nats-protocol.
"""

import asyncio
import base64
import os
from collections.abc import Callable
from typing import cast
from urllib.parse import urlsplit

import msgspec

from stoa.runtime.live.passes import LIVE_PATH, Pass

_PLAIN = 126
"""Lengths below are written into the frame's second byte."""
_SHORT = 1 << 16
_CLOSE, _PING, _PONG = 8, 9, 10
_BINARY = 0x82
_MASKED = 0x80
# A mask keeps proxies from reading what a hostile page wrote as HTTP. These pages are ours.
_MASK = b"\0\0\0\0"
_TIMEOUT_S = 60.0

Heard = Callable[[bytes, bytes], None]
"""Told the subject and the content of every message."""


class Connection(asyncio.Protocol):
    """Made by `open_connection`. closed: done when it is over, whoever ended it."""

    def __init__(self, granted: Pass, request: bytes, heard: Heard) -> None:
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._granted = granted
        self._request = request
        self._heard = heard
        self._upgraded = self._entered = False
        self._frames = b""
        self._lines = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._transport.write(self._request)

    def connection_lost(self, error: Exception | None) -> None:
        self._fail(str(error or "closed"))
        if not self.closed.done():
            self.closed.set_result(None)

    def publish(self, message: bytes) -> None:
        """message: in NATS's protocol, see `request`."""
        self._transport.write(framed(message))

    def close(self) -> None:
        self._transport.close()

    def data_received(self, data: bytes) -> None:
        if not self._upgraded:
            data = self._upgrade(data)
        frames = self._frames + data if self._frames else data
        at, size = 0, len(frames)
        content = []
        while size - at >= 2:
            length, begin = frames[at + 1], at + 2
            if length >= _PLAIN:
                begin += 2 if length == _PLAIN else 8
                length = int.from_bytes(frames[at + 2 : begin], "big")
            end = begin + length
            if begin > size or end > size:
                break
            if (kind := frames[at] & 15) < _CLOSE:
                content.append(frames[begin:end])
            else:
                self._control(kind, frames[begin:end])
            at = end
        self._frames = frames[at:]
        self._read(content[0] if len(content) == 1 else b"".join(content))

    def _upgrade(self, data: bytes) -> bytes:
        """What came after the answer's head."""
        head, ended, rest = (self._frames + data).partition(b"\r\n\r\n")
        self._frames = b"" if ended else head
        if ended and not head.startswith(b"HTTP/1.1 101"):
            self._fail(head.partition(b"\r\n")[0].decode("latin-1"))
        self._upgraded = bool(ended)
        return rest

    def _control(self, kind: int, content: bytes) -> None:
        if kind == _PING:
            head = bytes([_MASKED | _PONG, _MASKED | len(content)])
            self._transport.write(head + _MASK + content)
        elif kind == _CLOSE:
            self._transport.close()

    def _read(self, data: bytes) -> None:
        lines = self._lines + data if self._lines else data
        at = 0
        while (end := lines.find(b"\r\n", at)) >= 0:
            if lines.startswith((b"MSG ", b"HMSG "), at):
                words = lines[at:end].split(b" ")
                begin = end + 2
                end = begin + int(words[-1])
                if len(lines) < end + 2:
                    break
                head = int(words[-2]) if words[0] == b"HMSG" else 0
                self._heard(words[1], lines[begin + head : end])
            else:
                self._obey(lines[at:end])
            at = end + 2
        self._lines = lines[at:]

    def _obey(self, line: bytes) -> None:
        if line.startswith(b"INFO") and not self._entered:
            self._enter()
        elif line == b"PING":
            self.publish(b"PONG\r\n")
        elif line == b"PONG" and not self.opened.done():
            self.opened.set_result(None)
        elif line.startswith(b"-ERR"):
            self._fail(line.decode())

    def _enter(self) -> None:
        """Subscriptions stand when the answer to the PING is there."""
        self._entered = True
        granted = {"jwt": self._granted.token, "headers": True, "no_responders": True, "verbose": False}
        lines = [
            b"CONNECT " + msgspec.json.encode({**granted, "protocol": 1, "lang": "stoa", "version": "1"})
        ]
        lines += [f"SUB {subject} {n}".encode() for n, subject in enumerate(self._granted.subscribe, 1)]
        self.publish(b"\r\n".join([*lines, b"PING", b""]))

    def _fail(self, why: str) -> None:
        if not self.opened.done():
            self.opened.set_exception(ConnectionError(why))
        self._transport.close()


async def open_connection(
    granted: Pass, heard: Heard, *, to: str, origin: str, path: str = LIVE_PATH
) -> Connection:
    """Subscribed to all that the pass allows. to: `ws://host:port`. origin: of the page.

    Raises OSError.
    """
    address = urlsplit(to)
    key = base64.b64encode(os.urandom(16)).decode()
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: {urlsplit(origin).netloc}",
        f"Origin: {origin}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {key}",
    ]
    request = "\r\n".join([*lines, "", ""]).encode()
    async with asyncio.timeout(_TIMEOUT_S):
        _, connection = await asyncio.get_running_loop().create_connection(
            lambda: Connection(granted, request, heard), address.hostname or "", address.port or 80
        )
        await connection.opened
    return connection


def request(subject: str, reply: str, once: str, data: bytes) -> bytes:
    """A message that JetStream answers on `reply` when it is kept. once: a repeat is known by it."""
    head = f"NATS/1.0\r\nNats-Msg-Id: {once}\r\n\r\n".encode()
    line = f"HPUB {subject} {reply} {len(head)} {len(head) + len(data)}\r\n".encode()
    return b"".join([line, head, data, b"\r\n"])


def framed(content: bytes) -> bytes:
    """One whole frame from a client."""
    size = len(content)
    if size < _PLAIN:
        length = bytes([_BINARY, _MASKED | size])
    elif size < _SHORT:
        length = bytes([_BINARY, _MASKED | _PLAIN]) + size.to_bytes(2, "big")
    else:
        length = bytes([_BINARY, _MASKED | _PLAIN + 1]) + size.to_bytes(8, "big")
    return length + _MASK + content
