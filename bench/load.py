"""A load generator for one address: a number of connections, each asking again as soon as it was answered.

Closed loop: it shows the highest rate and the waiting at that many readers, and says nothing of queues that
an open world would build. Both sides of a comparison bear its own cost alike.
"""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import cast
from urllib.parse import urlsplit

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)

_PATIENCE_S = 30


@dataclass(frozen=True, slots=True)
class Measure:
    """seconds: sorted times from asking to the last byte."""

    seconds: list[float]
    wall_s: float

    def rate(self) -> float:
        return len(self.seconds) / self.wall_s

    def percentile_ms(self, share: float) -> float:
        return self.seconds[min(len(self.seconds) - 1, int(len(self.seconds) * share))] * 1000


class Unexpected(Exception):
    """An answer other than the one that is measured."""


class _Reader(asyncio.Protocol):
    def __init__(self, request: bytes, size: int | None, until: float) -> None:
        self.request = request
        self.size = size
        self.until = until
        self.seconds: list[float] = []
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._missing = -1
        self._head = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._ask()

    def _ask(self) -> None:
        self._began = perf_counter()
        self._missing, self._head = -1, b""
        self._transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        if self._missing < 0:
            self._head += data
            head, end, body = self._head.partition(b"\r\n\r\n")
            if not end:
                return
            length = _LENGTH.search(head)
            if not head.startswith(b"HTTP/1.1 200") or length is None:
                self._end(Unexpected(head.decode("latin-1")))
                return
            if self.size is not None and int(length[1]) != self.size:
                self._end(Unexpected(f"{int(length[1])} bytes"))
                return
            self._missing = int(length[1]) - len(body)
        else:
            self._missing -= len(data)
        if self._missing == 0:
            self._answered()

    def _answered(self) -> None:
        now = perf_counter()
        self.seconds.append(now - self._began)
        if now < self.until:
            self._ask()
        else:
            self._end(None)

    def connection_lost(self, error: Exception | None) -> None:
        self._end(error or Unexpected("closed"))

    def _end(self, error: Exception | None) -> None:
        if self.done.done():
            return
        if error is None:
            self.done.set_result(None)
        else:
            self.done.set_exception(error)
        self._transport.close()


async def measure(
    url: str, *, readers: int, for_s: float, size: int | None = None, headers: Mapping[str, str] | None = None
) -> Measure:
    """size: of every answer's body. Raises Unexpected for an answer that is not 200 or has another length."""
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    lines = [
        f"GET {target} HTTP/1.1",
        f"Host: {parts.netloc}",
        *(f"{k}: {v}" for k, v in (headers or {}).items()),
    ]
    request = "\r\n".join([*lines, "", ""]).encode()
    began = perf_counter()
    loop = asyncio.get_running_loop()
    connections = [
        await loop.create_connection(
            lambda: _Reader(request, size, began + for_s), parts.hostname or "", parts.port or 80
        )
        for _ in range(readers)
    ]
    async with asyncio.timeout(for_s + _PATIENCE_S):
        await asyncio.gather(*(reader.done for _, reader in connections))
    wall_s = perf_counter() - began
    return Measure(sorted(second for _, reader in connections for second in reader.seconds), wall_s)
