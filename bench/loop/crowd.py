"""A process with its share of the browsers. It sends by the clock, whatever became of what it sent before."""

import asyncio
import gc
import resource
from array import array
from collections.abc import Sequence
from multiprocessing.connection import Connection as Pipe
from time import time_ns

import msgspec
import uvloop

from bench.loop.marks import Mark, number_of, read_mark
from bench.loop.page import Page, Place, Seat

_AT_ONCE = 64
_US = 1_000_000


class Drive(msgspec.Struct, frozen=True, kw_only=True):
    """A load. rate: batches a second, of this crowd. actions: in each. begin_us: since 1970.

    patience_s: how long answers may take after the last was sent.
    """

    number: int
    rate: float
    for_s: float
    actions: int
    begin_us: int
    patience_s: float


class Driven(msgspec.Struct, frozen=True, kw_only=True):
    """Microseconds from due to acknowledged and to decided, by batch; -1 where there was no answer.

    doubled: other answers to what was answered before; repeated: the same decision again, as a page knows
    by its id. stray: answers to nothing of this drive.
    late_us: from due to sent, the longest.
    """

    sent: int
    acknowledged_us: list[int]
    decided_us: list[int]
    doubled: int
    repeated: int
    stray: int
    refused: list[str]
    late_us: int


class Crowd:
    def __init__(self, number: int) -> None:
        self._number = number
        self._pages: list[Page] = []
        self._begin(Drive(number=0, rate=1, for_s=0, actions=1, begin_us=0, patience_s=0))

    async def sit_down(self, place: Place, seats: Sequence[Seat]) -> int:
        """Connects them all. Returns how many there are now."""
        waiting = asyncio.Semaphore(_AT_ONCE)

        async def sit(seat: Seat) -> None:
            page = Page(seat, self)
            async with waiting:
                await page.open(place)
            self._pages.append(page)

        await asyncio.gather(*(sit(seat) for seat in seats))
        return len(self._pages)

    def stand_up(self) -> None:
        for page in self._pages:
            page.connection.close()
        self._pages.clear()

    async def drive(self, drive: Drive) -> Driven:
        self._begin(drive)
        gc.collect()
        gc.freeze()
        gc.disable()
        try:
            await self._send_all(drive)
            await self._wait(drive.patience_s)
        finally:
            gc.enable()
            gc.unfreeze()
        return Driven(
            sent=self._sent,
            acknowledged_us=self._acknowledged.tolist(),
            decided_us=self._decided.tolist(),
            doubled=self._doubled,
            repeated=self._repeated,
            stray=self._stray,
            refused=self._refused,
            late_us=self._late_us,
        )

    def _begin(self, drive: Drive) -> None:
        batches = int(drive.rate * drive.for_s)
        self._drive = drive
        self._due = array("q", (drive.begin_us + int(n * _US / drive.rate) for n in range(batches)))
        self._acknowledged = array("q", [-1]) * batches
        self._decided = array("q", [-1]) * batches
        self._open = 2 * batches
        self._decisions: dict[int, bytes] = {}
        self._sent = self._doubled = self._repeated = self._stray = self._late_us = 0
        self._refused: list[str] = []

    async def _send_all(self, drive: Drive) -> None:
        pages, many = self._pages, len(self._pages)
        for number, due_us in enumerate(self._due):
            while (now_us := time_ns() // 1000) < due_us:
                await asyncio.sleep((due_us - now_us) / _US)
            self._late_us = max(self._late_us, now_us - due_us)
            mark = Mark(due_us, drive.number, self._number, number)
            pages[number % many].send(mark, drive.actions, now_us // 1000)
            self._sent += 1
            # Behind the clock, what came in meanwhile must still be read.
            if number % 32 == 0:
                await asyncio.sleep(0)

    async def _wait(self, patience_s: float) -> None:
        until_us = time_ns() // 1000 + int(patience_s * _US)
        while self._open > 0 and time_ns() // 1000 < until_us:
            await asyncio.sleep(0.05)

    def acknowledged(self, reply: int, data: bytes) -> None:
        now_us = time_ns() // 1000
        number = number_of(reply, self._drive.number)
        if not 0 <= number < len(self._due):
            self._stray += 1
        elif b'"seq"' not in data:
            self._refused.append(data.decode(errors="replace"))
        elif self._acknowledged[number] >= 0 or b'"duplicate"' in data:
            self._doubled += 1
        else:
            self._acknowledged[number] = now_us - self._due[number]
            self._open -= 1

    def decided(self, decision: bytes, action: bytes) -> None:
        now_us = time_ns() // 1000
        if not action:
            self._stray += 1
            return
        mark = read_mark(action)
        if mark.drive != self._drive.number or mark.crowd != self._number or mark.number >= len(self._due):
            self._stray += 1
        elif self._decided[mark.number] >= 0:
            # Whoever takes a partition over tells again what may not have been told.
            if self._decisions[mark.number] == decision:
                self._repeated += 1
            else:
                self._doubled += 1
        else:
            self._decisions[mark.number] = decision
            self._decided[mark.number] = now_us - self._due[mark.number]
            self._open -= 1


def run(number: int, pipe: Pipe) -> None:
    """The process: takes `(place, seats)`, a Drive, or None, one after the other, and answers each."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    uvloop.run(_run(number, pipe))


async def _run(number: int, pipe: Pipe) -> None:
    crowd = Crowd(number)
    while (asked := await asyncio.to_thread(pipe.recv)) is not None:
        if isinstance(asked, Drive):
            pipe.send(await crowd.drive(asked))
        else:
            crowd.stand_up()
            pipe.send(await crowd.sit_down(*asked))
    crowd.stand_up()
