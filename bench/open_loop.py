"""A load generator at a fixed rate: work falls due by the clock, whatever became of what came before.

Waiting counts from the moment it was due, so a queue shows in the percentiles instead of slowing the
generator down ("coordinated omission", Tene 2013).
"""

import asyncio
import gc
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from time import perf_counter

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
Act = Callable[[], Awaitable[bool]]
SHARES = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}
"""Of waits, that are told."""


@dataclass(slots=True)
class Waits:
    """seconds: from due to answered, sorted at the end. failed: not answered as they should be."""

    seconds: list[float] = field(default_factory=list)
    failed: int = 0
    wall_s: float = 0.0

    def ms(self, share: float) -> float:
        return self.seconds[min(len(self.seconds) - 1, int(len(self.seconds) * share))] * 1000

    @property
    def rate(self) -> float:
        return len(self.seconds) / self.wall_s

    def words(self) -> str:
        said = "  ".join(f"{name} {self.ms(share):7.1f} ms" for name, share in SHARES.items())
        return f"{self.rate:7.0f}/s  {said}  failed {self.failed}"


async def at_rate(rate: float, for_s: float, workers: list[Act]) -> Waits:
    """Each worker does one thing at a time and says whether it went well; who is free takes what is due."""
    waits = Waits()
    # A pause of the generator itself would be counted as waiting.
    gc.collect()
    gc.freeze()
    due: asyncio.Queue[float | None] = asyncio.Queue()
    began = perf_counter()

    async def work(act: Act) -> None:
        while (moment := await due.get()) is not None:
            try:
                well = await act()
            except Exception:  # noqa: BLE001 - whatever it was, it was not answered
                well = False
            waits.seconds.append(perf_counter() - moment)
            waits.failed += not well

    async with asyncio.TaskGroup() as tasks:
        for act in workers:
            tasks.create_task(work(act))
        for number in range(int(rate * for_s)):
            moment = began + number / rate
            if (early := moment - perf_counter()) > 0:
                await asyncio.sleep(early)
            due.put_nowait(moment)
        for _ in workers:
            due.put_nowait(None)
    waits.wall_s = perf_counter() - began
    waits.seconds.sort()
    return waits


class Connection(asyncio.Protocol):
    """One keep-alive connection: sends bytes, gives the status and the body of the answer."""

    def __init__(self) -> None:
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._got = b""

    @classmethod
    async def open(cls, host: str, port: int) -> "Connection":
        _, connection = await asyncio.get_running_loop().create_connection(cls, host, port)
        return connection

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        self._got = b""
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def data_received(self, data: bytes) -> None:
        self._got += data
        head, end, body = self._got.partition(b"\r\n\r\n")
        length = _LENGTH.search(head) if end else None
        whole = length is not None and len(body) >= int(length[1])
        if whole and self._answer is not None and not self._answer.done():
            self._answer.set_result((int(head[9:12]), body))
            self._answer = None

    def connection_lost(self, error: Exception | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error or ConnectionError("closed"))

    def close(self) -> None:
        self._transport.close()


async def highest_held(
    attempt: Callable[[float], Awaitable[Waits]],
    start: float,
    *,
    within_ms: float,
    say: Callable[[str], None],
) -> float:
    """The highest rate at which none failed and 99 of 100 waited less: up by a quarter, then by halves."""
    held, refused, rate = 0.0, None, start
    for _ in range(9):
        waits = await attempt(rate)
        good = waits.failed == 0 and waits.ms(0.99) < within_ms and waits.rate > rate * 0.95
        say(f"  {'held ' if good else 'not  '} {waits.words()}")
        if good:
            held = rate
        else:
            refused = rate
        rate = (held + refused) / 2 if refused is not None else rate * 1.25
        if refused is not None and refused - held < 0.08 * refused:
            break
    return held
