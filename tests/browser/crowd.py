"""A run of many learners as adaptive would push it, without the learners."""

import asyncio
import random
from datetime import UTC, datetime
from uuid import UUID, uuid4

import msgspec

from stoa.contracts.adaptive import FilmLive, ItemLive, LearnerLive, Reason, RunLive
from stoa.runtime.bus import Bus
from tests.browser.school import School

PARTITIONS = 16


class Crowd:
    """Everybody moves a little with each beat; each partition tells of its own."""

    def __init__(self, school: School, count: int) -> None:
        self._random = random.Random(7)
        self._run = UUID(school.run)
        self._objects = [UUID(each) for each in (school.text, school.film, school.questions)]
        self._item, self._film = UUID(school.item), UUID(school.film)
        self._sequence = 0
        self._risks = {uuid4(): self._random.betavariate(1.2, 4) for _ in range(count)}

    @property
    def registrations(self) -> list[UUID]:
        """Each is its learner's id too."""
        return list(self._risks)

    def beat(self) -> list[RunLive]:
        self._sequence += 1
        people = list(self._risks)
        return [self._told(place, people[place::PARTITIONS]) for place in range(PARTITIONS)]

    def _told(self, partition: int, people: list[UUID]) -> RunLive:
        return RunLive(
            run=self._run,
            partition=partition,
            sequence=self._sequence,
            at=datetime.now(UTC),
            learners=[self._learner(one) for one in people],
            items=[self._counts()],
            films=[self._curve()],
        )

    def _learner(self, one: UUID) -> LearnerLive:
        drift = self._random.gauss(0, 0.02)
        risk = self._risks[one] = min(0.98, max(0.0, self._risks[one] + drift))
        return LearnerLive(
            registration=one,
            learner=one,
            sequence=self._sequence,
            object=self._random.choice(self._objects),
            seen_at=datetime.now(UTC),
            here=self._random.random() < 0.8,
            engagement=1 - risk * 0.7,
            accuracy=max(0.1, 0.95 - risk),
            hesitation=2 * risk,
            progress=self._random.random(),
            risk=risk,
            reasons=[
                Reason(feature="accuracy", value=0.3, bound=0.6),
                Reason(feature="waiting", value=2, bound=1),
            ],
        )

    def _counts(self) -> ItemLive:
        responses = 5 * self._sequence
        return ItemLive(
            item=self._item,
            shown=6 * self._sequence,
            responses=responses,
            right=int(responses * 0.4),
            skipped=self._sequence,
            hints=2 * self._sequence,
            hesitation_ms=9_000,
        )

    def _curve(self) -> FilmLive:
        seen = [int(20 * (1 - place / 80)) for place in range(58)]
        peak = [9 - abs(place - 15) if abs(place - 15) < 9 else 0 for place in range(58)]
        left = [3 if place in (30, 31, 44) else 0 for place in range(58)]
        return FilmLive(
            object=self._film,
            step_s=1.0,
            watched=seen,
            rewatched=peak,
            paused=[p // 2 for p in peak],
            left=left,
        )


async def push(bus: Bus, tenant: str, crowd: Crowd, *, beats: int, every_s: float) -> None:
    """As several pushes a second of every partition."""
    for _ in range(beats):
        for told in crowd.beat():
            await bus.client.publish(f"live.{tenant}.runs.{told.run}", msgspec.json.encode(told))
        await bus.client.flush()
        await asyncio.sleep(every_s)
