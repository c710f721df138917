"""What one simulated learner does: reads, watches, responds, takes or declines what is offered, goes."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from random import Random
from uuid import UUID

from stoa.compose.learners.class_room import Learner
from stoa.compose.learners.line import Line
from stoa.compose.learners.person import CONFLICT, Refused
from stoa.compose.learners.responding import Responding
from stoa.compose.learners.responses import Notebook
from stoa.compose.learners.tally import Tally
from stoa.compose.learners.tempers import Temper
from stoa.contracts.adaptive import Decision, DecisionKind
from stoa.contracts.delivery import ManifestObject
from stoa.contracts.telemetry import (
    DecisionDeclined,
    DecisionShown,
    DecisionTaken,
    DepthReached,
    PageLeft,
    PageOpened,
    TimeSpent,
    VideoPaused,
    VideoPlayed,
    VideoSought,
    VideoWatched,
    VisibilityChanged,
)

_TICK_S = 4.0
_WORDS_A_MINUTE = 200
_REST_S = 30.0


class Studying:
    """draw: all chance in what they do. pace: how much faster than people they read and watch."""

    def __init__(
        self,
        learner: Learner,
        objects: Sequence[ManifestObject],
        temper: Temper,
        draw: Random,
        *,
        pace: float,
        notebook: Notebook,
        tally: Tally,
    ) -> None:
        self.line = Line(learner.person, learner.registration, tally)
        self._learner = learner
        self._objects = {one.id: one for one in objects}
        self._order = [one.id for one in objects]
        self._temper = temper
        self._draw = draw
        self._pace = pace
        self._tally = tally
        self._here: UUID | None = None
        self._going: UUID | None = None
        self._responding = Responding(
            learner, self.line, temper, draw, pace=pace, notebook=notebook, tally=tally
        )

    async def go(self) -> None:
        """From where they were last, until the end of the course or until they lose heart."""
        thing: UUID | None = await self._continue()
        while thing is not None and self._draw.random() >= self._temper.leaves:
            await self._study(self._objects[thing])
            thing = self._next(thing)

    async def _continue(self) -> UUID:
        """Who is through with the course looks at something again."""
        for own in await self._learner.person.get("/api/learning"):
            if own["registration"] == str(self._learner.registration) and own["next_object"]:
                return UUID(own["next_object"])
        return self._draw.choice(self._order)

    async def leave(self) -> None:
        if self._here is not None:
            here, self._here = self._here, None
            await self.line.tell(self.line.act(PageLeft, here))
        self.line.hang_up()

    async def _study(self, thing: ManifestObject) -> None:
        person, registration = self._learner.person, self._learner.registration
        await person.get(f"/learn/{registration}/{thing.id}")
        self._going, self._here = None, thing.id
        await self.line.tell(self.line.act(PageOpened, thing.id, words=int(thing.minutes * _WORDS_A_MINUTE)))
        watched_s = 0.0
        if thing.kind == "items":
            await self._responding.respond(thing.id, thing.id, self._offered)
        elif thing.duration_s:
            watched_s = await self._watch(thing, thing.duration_s)
        else:
            await self._read(thing, thing.minutes * 60 or 20.0)
        await report(self._learner, thing, finished=self._going is None, watched_s=watched_s)
        await self.line.tell(self.line.act(PageLeft, thing.id))
        self._here = None

    def _next(self, thing: UUID) -> UUID | None:
        if self._going is not None and self._going in self._objects:
            return self._going
        place = self._order.index(thing) + 1
        return self._order[place] if place < len(self._order) else None

    async def _read(self, thing: ManifestObject, usual_s: float) -> None:
        left_s = total_s = self._temper.takes(self._draw, usual_s * self._temper.reading) / self._pace
        while left_s > 0 and self._going is None:
            tick_s = min(_TICK_S, left_s)
            left_s -= tick_s
            await self._spend(thing.id, tick_s)
            depth = round(1 - max(0.0, left_s) / total_s, 2)
            await self.line.tell(self.line.act(DepthReached, thing.id, depth=depth))
            await self._wander(thing.id)
            await self._offered()

    async def _watch(self, thing: ManifestObject, duration_s: float) -> float:
        """How far, in seconds."""
        second, stops = 0.0, list(thing.checkpoints)
        await self.line.tell(self.line.act(VideoPlayed, thing.id, second=second))
        while second < duration_s and self._going is None:
            until = min(duration_s, second + _TICK_S * self._pace)
            await asyncio.sleep((until - second) / self._pace)
            stretch = {"from_s": second, "to_s": until, "duration_s": duration_s}
            await self.line.tell(self.line.act(VideoWatched, thing.id, **stretch))
            second = until
            while stops and stops[0].at_s <= second:
                await self._responding.respond(stops.pop(0).item_set, thing.id, self._offered)
            if second < duration_s and self._draw.random() < self._temper.again / 4:
                back = max(0.0, second - self._draw.uniform(5, 25))
                await self.line.tell(self.line.act(VideoSought, thing.id, from_s=second, to_s=back))
                second = back
            await self._wander(thing.id)
            await self._offered()
        await self.line.tell(self.line.act(VideoPaused, thing.id, second=min(second, duration_s)))
        return second

    async def _spend(self, thing: UUID, tick_s: float) -> None:
        await asyncio.sleep(tick_s)
        whole_ms = int(tick_s * 1000)
        active = self._draw.uniform(0.2, 0.6) if self._temper.away > 0.1 else self._draw.uniform(0.6, 1.0)
        await self.line.tell(
            self.line.act(
                TimeSpent,
                thing,
                for_ms=whole_ms,
                visible_ms=whole_ms,
                active_ms=int(whole_ms * active),
                keys=self._draw.randrange(3),
                pointers=self._draw.randrange(12),
            )
        )

    async def _wander(self, thing: UUID) -> None:
        """Sometimes another tab is more interesting for a while."""
        if self._draw.random() < self._temper.away:
            await self._away(thing, self._draw.uniform(5, 20))

    async def _away(self, thing: UUID, for_s: float) -> None:
        await self.line.tell(self.line.act(VisibilityChanged, thing, visible=False))
        await asyncio.sleep(for_s)
        await self.line.tell(self.line.act(VisibilityChanged, thing, visible=True))

    async def _offered(self) -> None:
        """Looks at what was decided, and takes or declines it."""
        while not self.line.decisions.empty():
            decision = self.line.decisions.get_nowait()
            self._tally.decisions += 1
            if self._here is None or decision.object != self._here:
                continue
            shown = self.line.act(DecisionShown, self._here, decision=decision.id)
            await self.line.tell(shown)
            await asyncio.sleep(self._draw.uniform(1, 4))
            await self._answer(self._here, decision)

    async def _answer(self, here: UUID, decision: Decision) -> None:
        if self._draw.random() >= self._temper.willing:
            await self.line.tell(self.line.act(DecisionDeclined, here, decision=decision.id))
            return
        self._tally.taken += 1
        await self.line.tell(self.line.act(DecisionTaken, here, decision=decision.id))
        match decision.kind:
            case DecisionKind.ADVANCE | DecisionKind.REPEAT:
                self._going = decision.target
            case DecisionKind.SIMPLER | DecisionKind.DEEPER:
                await self.line.tell(self.line.act(PageOpened, here, level=decision.kind.value, words=120))
                await self._spend(here, self._temper.takes(self._draw, 30) / self._pace)
            case DecisionKind.BREAK:
                await self._away(here, _REST_S / self._pace)
            case DecisionKind.HELP:
                await self._spend(here, self._temper.takes(self._draw, 15) / self._pace)


async def report(learner: Learner, thing: ManifestObject, *, finished: bool, watched_s: float = 0.0) -> None:
    """watched_s: of a film, from its beginning. What is not open yet is looked at and counts for nothing."""
    seen = {"at": datetime.now(UTC).isoformat(), "finished": finished, "watched": [[0.0, watched_s]]}
    if not watched_s:
        del seen["watched"]
    try:
        await learner.person.post(f"/api/registrations/{learner.registration}/objects/{thing.id}", **seen)
    except Refused as refused:
        if refused.status != CONFLICT:
            raise
