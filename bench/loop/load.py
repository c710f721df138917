"""One load on the whole loop, with everything that was measured of it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bench.cpu import Meter, Used, programs
from bench.loop.crowds import Crowds, Outcome
from bench.loop.measures import DECIDED, DECIDING, FOLDED, FOLDING, Hop, Processes, Samples, counted, hop
from bench.loop.page import Place
from bench.loop.school import School
from bench.loop.stored import Stored, read_stored
from stoa.compose.supervisor import Supervisor
from stoa.runtime.bus import Bus
from stoa.runtime.live.passes import LIVE_PATH
from stoa.runtime.partitions import Log

_KEPT_WITHIN_S = 90.0
_ROWS = "SELECT count(*) FROM adaptive.decisions WHERE sequence > :after AND rule <> ''"


async def _nothing() -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Loaded:
    """folded, decided: by the fold's counters. rows: decisions in safe keeping.

    All without what was done beside; what the platform itself told the fold because of that, such as new
    difficulties of items, stays in `folded`.
    """

    learners: int
    rate: float
    outcome: Outcome
    stored: Stored
    folding: Hop
    deciding: Hop
    folded: int
    decided: int
    rows: int
    used: Used

    @property
    def whole(self) -> bool:
        """Whether nothing was lost and nothing doubled, from end to end."""
        sent = self.outcome.sent
        counts = {self.stored.batches, self.decided - self.outcome.repeated, self.rows}
        return self.outcome.whole and not self.stored.doubled and counts == {sent} and self.folded >= sent

    def words(self) -> list[str]:
        o = self.outcome
        return [
            f"{self.learners:6} learners {self.rate:6.0f}/s  sent to received  {o.decided.words()}",
            f"    sent to stored      {self.stored.waits.words()}",
            f"    sent to acknowledged{o.acknowledged.words()}",
            f"    stored to folded    {self.folding.words()}",
            f"    stored to decided   {self.deciding.words()}",
            f"    decided to received mean {self._last_hop():6.1f} ms",
            f"    CPU                 {self.used.words()}",
            f"    sent {o.sent} = acknowledged {len(o.acknowledged.ms)} = stored {self.stored.batches} "
            f"= folded {self.folded} = decided {self.decided} = kept {self.rows} "
            f"= received {len(o.decided.ms)}: {'yes' if self.whole else 'NO'}   "
            f"doubled {o.doubled + self.stored.doubled}  repeated {o.repeated}  "
            f"stray {o.stray}  refused {len(o.refused)}  generator late {o.late_ms:.0f} ms",
        ]

    def _last_hop(self) -> float:
        """What the other hops leave of the mean."""
        return self.outcome.decided.mean() - self.stored.waits.mean() - self.deciding.mean

    def kept(self) -> dict[str, Any]:
        return {
            "learners": self.learners,
            "rate": self.rate,
            **self.outcome.decided.named("received"),
            **self.outcome.acknowledged.named("acknowledged"),
            **self.stored.waits.named("stored"),
            "folding_p50_ms": round(self.folding.p50, 2),
            "folding_p99_ms": round(self.folding.p99, 2),
            "deciding_p50_ms": round(self.deciding.p50, 2),
            "deciding_p99_ms": round(self.deciding.p99, 2),
            "cpu": {name: round(share) for name, share in self.used.ours.items()},
            "cpu_others": round(self.used.else_),
            "sent": self.outcome.sent,
            "whole": self.whole,
            "repeated": self.outcome.repeated,
            "late_ms": round(self.outcome.late_ms, 1),
        }


class Loop:
    """The running platform with its school, and the browsers. direct: past the edge."""

    def __init__(
        self, supervisor: Supervisor, school: School, crowds: Crowds, bus: Bus, *, direct: bool = False
    ) -> None:
        settings = supervisor.house.settings
        self._processes = Processes(supervisor.house)
        self._supervisor = supervisor
        self._school = school
        self._crowds = crowds
        self._bus = bus
        to = settings.live.websocket if direct else settings.web.app_origin.replace("http", "ws", 1)
        self.place = Place(to=to or "", origin=settings.web.app_origin, path="/" if direct else LIVE_PATH)
        self._learners = 0

    async def seat(self, learners: int) -> None:
        """So many browsers, each with the pass of another learner."""
        self._learners = await self._crowds.sit_down(self.place, self._school.seats(learners))

    async def drive(
        self, rate: float, for_s: float, *, actions: int = 1, beside: Callable[[], Awaitable[int]] = _nothing
    ) -> Loaded:
        """beside: what else is done meanwhile; says how many decisions that brings about."""
        await self._rest()
        before, after_sequence = await self._processes.look(), await Log(self._bus).last_sequence()
        meter = Meter(programs(self._supervisor) | self._crowds.pids)
        outcome, others = await asyncio.gather(self._crowds.drive(rate, for_s, actions=actions), beside())
        used = meter.read()
        rows = await self._rows(after_sequence, outcome.sent + others)
        after = await self._processes.look()
        stored = await read_stored(self._bus, self._school.tenant, drive=outcome.drive, after=after_sequence)
        return Loaded(
            learners=self._learners,
            rate=rate * actions,
            outcome=outcome,
            stored=stored,
            folding=hop(before, after, FOLDING),
            deciding=hop(before, after, DECIDING),
            folded=counted(before, after, FOLDED) - others,
            decided=counted(before, after, DECIDED) - others,
            rows=rows - others,
            used=used,
        )

    async def _rows(self, after: int, wanted: int) -> int:
        """Once they are all in safe keeping, or no more come."""
        until = asyncio.get_running_loop().time() + _KEPT_WITHIN_S
        rows = -1
        while rows < wanted and asyncio.get_running_loop().time() < until:
            await asyncio.sleep(1)
            rows = await self._school.count(_ROWS, after=after)
        return rows

    async def _rest(self) -> None:
        """Until nothing is left to do of what came before."""
        async with asyncio.timeout(600):
            while await self._still_busy():
                await asyncio.sleep(0.5)

    async def _still_busy(self) -> bool:
        before: Samples = await self._processes.look()
        await asyncio.sleep(1)
        after = await self._processes.look()
        relayed = counted(before, after, "stoa_relay_facts_total")
        return relayed > 0 or counted(before, after, FOLDED) > 0
