"""Two processes that share the browsers out between them, and what they met together."""

import asyncio
import multiprocessing
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from itertools import count
from multiprocessing.connection import Connection as Pipe
from multiprocessing.context import SpawnProcess
from time import time_ns
from typing import Any

from bench.loop.crowd import Drive, Driven, run
from bench.loop.page import Place, Seat
from bench.open_loop import SHARES

CROWDS = 2
_LEAD_US = 400_000
"""Until every crowd has planned its sending."""


@dataclass(frozen=True, slots=True)
class Waits:
    """Sorted, in milliseconds."""

    ms: list[float]

    def share(self, share: float) -> float:
        return self.ms[min(len(self.ms) - 1, int(len(self.ms) * share))] if self.ms else float("nan")

    def mean(self) -> float:
        return sum(self.ms) / len(self.ms) if self.ms else float("nan")

    def words(self) -> str:
        return "  ".join(f"{name} {self.share(share):7.1f}" for name, share in SHARES.items()) + " ms"

    def named(self, name: str) -> dict[str, float]:
        return {f"{name}_{key}_ms": round(self.share(share), 2) for key, share in SHARES.items()}


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of a load. doubled, stray, refused: answers that should not be. repeated: decisions told again.

    late_ms: of the generator, at worst.
    """

    drive: int
    sent: int
    acknowledged: Waits
    decided: Waits
    doubled: int
    repeated: int
    stray: int
    refused: list[str]
    late_ms: float

    @property
    def whole(self) -> bool:
        """Each was acknowledged once and decided once."""
        answered = len(self.acknowledged.ms) == len(self.decided.ms) == self.sent
        return answered and not (self.doubled or self.stray or self.refused)

    def words(self) -> str:
        return (
            f"{self.decided.words()}   acknowledged {self.acknowledged.words()}   sent {self.sent} "
            f"acknowledged {len(self.acknowledged.ms)} decided {len(self.decided.ms)} "
            f"doubled {self.doubled} repeated {self.repeated} stray {self.stray} refused {len(self.refused)} "
            f"generator late {self.late_ms:.0f} ms"
        )


class Crowds:
    """Made by `crowds`."""

    def __init__(self, pipes: Sequence[Pipe], pids: Sequence[int]) -> None:
        self._pipes = pipes
        self.pids = {f"browsers-{number}": pid for number, pid in enumerate(pids)}
        self._drives = count(1)

    async def sit_down(self, place: Place, seats: Sequence[Seat]) -> int:
        """Everybody anew. Returns how many browsers are connected."""
        shares = [(place, seats[n :: len(self._pipes)]) for n in range(len(self._pipes))]
        return sum(await self._ask(shares))

    async def drive(
        self, rate: float, for_s: float, *, actions: int = 1, patience_s: float = 30.0
    ) -> Outcome:
        """rate: batches a second of all together, spread evenly."""
        number, each = next(self._drives), rate / len(self._pipes)
        begin_us = time_ns() // 1000 + _LEAD_US
        between_us = int(1_000_000 / rate)
        drives = [
            Drive(
                number=number,
                rate=each,
                for_s=for_s,
                actions=actions,
                begin_us=begin_us + n * between_us,
                patience_s=patience_s,
            )
            for n in range(len(self._pipes))
        ]
        return _together(number, await self._ask(drives))

    async def _ask(self, asked: Sequence[Any]) -> list[Any]:
        for pipe, one in zip(self._pipes, asked, strict=True):
            pipe.send(one)
        return await asyncio.gather(*(asyncio.to_thread(pipe.recv) for pipe in self._pipes))

    def leave(self) -> None:
        """Whichever of them are still there."""
        for pipe in self._pipes:
            with suppress(BrokenPipeError):
                pipe.send(None)


def _together(number: int, driven: Sequence[Driven]) -> Outcome:
    def waits(parts: Sequence[list[int]]) -> Waits:
        return Waits(sorted(us / 1000 for part in parts for us in part if us >= 0))

    return Outcome(
        drive=number,
        sent=sum(one.sent for one in driven),
        acknowledged=waits([one.acknowledged_us for one in driven]),
        decided=waits([one.decided_us for one in driven]),
        doubled=sum(one.doubled for one in driven),
        repeated=sum(one.repeated for one in driven),
        stray=sum(one.stray for one in driven),
        refused=[refused for one in driven for refused in one.refused],
        late_ms=max(one.late_us for one in driven) / 1000,
    )


@asynccontextmanager
async def crowds() -> AsyncIterator[Crowds]:
    """The processes are there, nobody is connected."""
    context = multiprocessing.get_context("spawn")
    pipes: list[Pipe] = []
    processes: list[SpawnProcess] = []
    for number in range(CROWDS):
        ours, theirs = context.Pipe()
        process = context.Process(target=run, args=(number, theirs), daemon=True)
        process.start()
        theirs.close()
        pipes.append(ours)
        processes.append(process)
    together = Crowds(pipes, [process.pid or 0 for process in processes])
    try:
        yield together
    finally:
        together.leave()
        for process in processes:
            await asyncio.to_thread(process.join, 10)
            process.kill()
