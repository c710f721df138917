"""A page's connection to NATS over a WebSocket, as raw as it gets, so that it can ask for what no page would.

Source: RFC 6455; https://docs.nats.io/reference/reference-protocols/nats-protocol
"""

import asyncio
import base64
import json
import os
from contextlib import suppress
from types import TracebackType
from urllib.parse import urlsplit


class Line:
    """heard: by subject. told: subscriptions, by number, that heard anything.

    closed: why the server ended it, None while it is open.
    """

    def __init__(
        self, address: str, token: str, *, origin: str | None = None, host: str | None = None
    ) -> None:
        self._address = urlsplit(address)
        self._token = token
        self._origin = origin
        self._host = host or self._address.netloc
        self._unread = b""
        self._sid = 0
        self._violations: list[str] = []
        self.status = 0
        self.closed: str | None = None
        self.heard: list[tuple[str, bytes]] = []
        self.told: set[str] = set()
        self._pongs = 0

    async def __aenter__(self) -> "Line":
        self._reader, self._writer = await asyncio.open_connection(self._address.hostname, self._address.port)
        self._writer.write(self._handshake())
        head = await self._reader.readuntil(b"\r\n\r\n")
        self.status = int(head.split(b" ")[1])
        self._reading = asyncio.create_task(self._read())
        if self.status == 101:
            connect = {"jwt": self._token, "headers": True, "protocol": 1, "verbose": False}
            await self._send(f"CONNECT {json.dumps(connect)}\r\n".encode())
            await self.settle()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reading.cancel()
        self._writer.close()

    @property
    def open(self) -> bool:
        return self.status == 101 and self.closed is None

    async def subscribe(self, subject: str) -> bool:
        """Whether the server lets it."""
        self._sid += 1
        return await self._allowed(f"SUB {subject} {self._sid}\r\n".encode())

    async def subscribe_often(self, subject: str, times: int) -> None:
        """So many subscriptions to the same; each hears every message by itself."""
        lines = [f"SUB {subject} {self._sid + n}\r\n" for n in range(1, times + 1)]
        self._sid += times
        await self._send("".join(lines).encode())
        await self.settle()

    async def publish(
        self, subject: str, message: bytes, *, reply: str = "", head: bytes | None = None
    ) -> bool:
        """Whether the server lets it. head: all headers as they go over the line, see `head_of`."""
        words = f"{subject} {reply}".strip()
        if head is None:
            return await self._allowed(b"PUB %s %d\r\n%s\r\n" % (words.encode(), len(message), message))
        size = f"{len(head)} {len(head) + len(message)}"
        return await self._allowed(f"HPUB {words} {size}\r\n".encode() + head + message + b"\r\n")

    async def hears(self, subject: str, within_s: float = 30) -> bytes:
        """The first message on the subject. Raises TimeoutError."""
        async with asyncio.timeout(within_s):
            while True:
                found = [message for heard, message in self.heard if heard == subject]
                if found:
                    return found[0]
                await asyncio.sleep(0.005)

    async def ends(self, within_s: float = 60) -> str:
        """Why the server closed it. Raises TimeoutError."""
        async with asyncio.timeout(within_s):
            while self.closed is None:
                await asyncio.sleep(0.01)
        return self.closed

    async def settle(self) -> None:
        """Until the server has dealt with everything that was sent."""
        seen = self._pongs
        await self._send(b"PING\r\n")
        async with asyncio.timeout(30):
            while self._pongs == seen and self.closed is None:
                await asyncio.sleep(0.002)

    async def _allowed(self, command: bytes) -> bool:
        if not self.open:
            return False
        self._violations.clear()
        await self._send(command)
        await self.settle()
        return not self._violations and self.closed is None

    def _handshake(self) -> bytes:
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            f"GET {self._address.path or '/'} HTTP/1.1",
            f"Host: {self._host}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13",
            *([f"Origin: {self._origin}"] if self._origin is not None else []),
        ]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    async def _send(self, data: bytes) -> None:
        mask = os.urandom(4)
        size = len(data)
        length = bytes([0x80 | size]) if size < 126 else b"\xff" + size.to_bytes(8, "big")
        masked = bytes(byte ^ mask[place % 4] for place, byte in enumerate(data))
        with suppress(ConnectionError):
            self._writer.write(b"\x82" + length + mask + masked)
            await self._writer.drain()

    async def _read(self) -> None:
        try:
            while True:
                first, second = await self._reader.readexactly(2)
                size = second & 0x7F
                if size >= 126:
                    size = int.from_bytes(await self._reader.readexactly(2 if size == 126 else 8), "big")
                data = await self._reader.readexactly(size)
                if first & 0x0F == 8:
                    self.closed = data[2:].decode() or "closed"
                    return
                self._unread += data
                await self._take()
        except (asyncio.IncompleteReadError, ConnectionError):
            self.closed = self.closed or "cut"

    async def _take(self) -> None:
        while b"\r\n" in self._unread:
            line, rest = self._unread.split(b"\r\n", 1)
            word, *words = line.decode().split(" ")
            if word in ("MSG", "HMSG"):
                size = int(words[-1])
                if len(rest) < size + 2:
                    return
                head = int(words[-2]) if word == "HMSG" else 0
                self.heard.append((words[0], rest[head:size]))
                self.told.add(words[1])
                rest = rest[size + 2 :]
            elif word == "-ERR":
                self._violations.append(line.decode())
            elif word == "PONG":
                self._pongs += 1
            elif word == "PING":
                await self._send(b"PONG\r\n")
            self._unread = rest


def head_of(status: str = "", **headers: str) -> bytes:
    """As NATS writes headers. status: what the server itself would say of a message, such as `503`."""
    lines = [
        f"NATS/1.0 {status}".strip(),
        *(f"{name.replace('_', '-')}: {said}" for name, said in headers.items()),
    ]
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode()
