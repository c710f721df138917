"""Responding to a set of items, as a page does it: shown, begun, given by HTTP, submitted."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from random import Random
from typing import Any
from uuid import UUID

from stoa.compose.learners.class_room import Learner
from stoa.compose.learners.line import Line
from stoa.compose.learners.person import CONFLICT, Refused
from stoa.compose.learners.responses import Notebook, guess
from stoa.compose.learners.tally import Tally
from stoa.compose.learners.tempers import Temper
from stoa.contracts.telemetry import HintAsked, ItemBegun, ItemChanged, ItemShown, ItemSkipped

_LOCKED = "item_set.locked"
_KNOWN_WITHIN_S = (0.2, 0.5, 1.0)
_TRIES = 3
_RIGHT = 0.999


class Responding:
    def __init__(
        self,
        learner: Learner,
        line: Line,
        temper: Temper,
        draw: Random,
        *,
        pace: float,
        notebook: Notebook,
        tally: Tally,
    ) -> None:
        self._learner = learner
        self._line = line
        self._temper = temper
        self._draw = draw
        self._pace = pace
        self._notebook = notebook
        self._tally = tally

    async def respond(self, item_set: UUID, here: UUID, between: Callable[[], Awaitable[None]]) -> None:
        """here: the object on the page. between: what happens around every response."""
        person = self._learner.person
        try:
            attempt = await _begin(self._learner, item_set)
            shown = await person.get(attempt)
            for page in shown["pages"]:
                for item in page:
                    await self._respond_to(attempt, here, shown["items"][item], between)
            await person.post(f"{attempt}/submit")
        except Refused as refused:
            # No attempt is left, something comes before it, or another tab was faster: one goes on.
            if refused.status != CONFLICT:
                raise

    async def _respond_to(
        self, attempt: str, thing: UUID, shown: Mapping[str, Any], between: Callable[[], Awaitable[None]]
    ) -> None:
        face, item = shown["face"], UUID(shown["face"]["item"])
        await self._line.tell(self._line.act(ItemShown, thing, item=item))
        waited_s = self._temper.takes(self._draw, self._temper.hesitation_s)
        await asyncio.sleep(waited_s)
        await between()
        if face["hints"] and self._draw.random() < self._temper.hints:
            await self._learner.person.post(f"{attempt}/hints", item=str(item), number=1)
            await self._line.tell(self._line.act(HintAsked, thing, item=item))
        if self._draw.random() < self._temper.leaves / 4:
            await self._line.tell(self._line.act(ItemSkipped, thing, item=item))
            return
        await self._line.tell(self._line.act(ItemBegun, thing, item=item, after_ms=int(waited_s * 1000)))
        for number in range(1, _TRIES + 1):
            think_s = self._temper.takes(self._draw, 6 / self._pace)
            await asyncio.sleep(think_s)
            if self._draw.random() < 0.3:
                await self._line.tell(self._line.act(ItemChanged, thing, item=item, times=1))
            settled = await self._give(attempt, face, number, waited_s + think_s)
            await between()
            if settled:
                return

    async def _give(self, attempt: str, face: Mapping[str, Any], number: int, think_s: float) -> bool:
        """Whether nothing more can or need be given. Each try is a little better than the one before."""
        right = self._notebook.right(face)
        knows = self._draw.random() < self._temper.right + 0.15 * (number - 1)
        given = right if knows and right is not None else guess(face, self._draw)
        answer = await self._learner.person.post(
            f"{attempt}/responses", item=face["item"], given=given, think_time_s=round(think_s, 1)
        )
        item = answer["item"]
        self._notebook.note(item)
        self._tally.responses += 1
        told = item["told"]
        self._tally.right += told is not None and told["share"] > _RIGHT
        return item["state"] in ("over", "saved")


async def look_up(learner: Learner, item_set: UUID, notebook: Notebook, draw: Random) -> None:
    """Somebody tries everything once and then asks for what is right, so that others can know it.

    Who does not pass so does it again, knowing, for what opens by it.
    """
    if not await _try_all(learner, item_set, notebook, draw):
        await _try_all(learner, item_set, notebook, draw)


async def _try_all(learner: Learner, item_set: UUID, notebook: Notebook, draw: Random) -> bool:
    """Whether it passed."""
    person, attempt = learner.person, await _begin(learner, item_set)
    for item, shown in (await person.get(attempt))["items"].items():
        known = notebook.right(shown["face"])
        given = guess(shown["face"], draw) if known is None else known
        answer = await person.post(f"{attempt}/responses", item=item, given=given)
        if answer["item"]["state"] == "tried":
            answer = {"item": await person.post(f"{attempt}/answers", item=item)}
        notebook.note(answer["item"])
    return bool((await person.post(f"{attempt}/submit"))["passed"])


async def _begin(learner: Learner, item_set: UUID) -> str:
    """Address of the attempt. What one has completed just now is known a moment later."""
    asked = {"registration": str(learner.registration), "item_set": str(item_set)}
    waits = iter(_KNOWN_WITHIN_S)
    while True:
        try:
            started = await learner.person.post("/api/attempts", **asked)
            return f"/api/attempts/{started['attempt']}"
        except Refused as refused:
            wait_s = next(waits, None)
            if refused.code != _LOCKED or wait_s is None:
                raise
        await asyncio.sleep(wait_s)
