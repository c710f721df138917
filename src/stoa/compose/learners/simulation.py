"""`stoa demo learners`: a class that is alive, on the running platform."""

import asyncio
from collections.abc import Callable, Sequence
from random import Random
from uuid import UUID

import httpx

from stoa.compose.learners.class_room import ClassRoom, Learner, admit, find_class_room
from stoa.compose.learners.person import Refused
from stoa.compose.learners.responding import look_up
from stoa.compose.learners.responses import Notebook
from stoa.compose.learners.studying import Studying, report
from stoa.compose.learners.tally import Tally
from stoa.compose.learners.tempers import temper_of

Say = Callable[[str], None]
_COME_WITHIN_S = 15.0
_SAID_EVERY_S = 5.0
_GOODBYE_S = 10.0
_MOST_CONNECTIONS = 32


async def simulate(
    origin: str,
    count: int,
    *,
    for_s: float,
    seed: int,
    pace: float,
    say: Say,
    telling: Say,
    run: UUID | None = None,
) -> Tally:
    """origin: of the running platform. say: what lasts; telling: progress. run: None is the demonstration's.

    Raises Trouble.
    """
    limits = httpx.Limits(max_connections=_MOST_CONNECTIONS)
    async with httpx.AsyncClient(base_url=origin, trust_env=False, timeout=30, limits=limits) as client:
        room = await find_class_room(client, run)
        scout, *admitted = await admit(client, room, count, telling)
        notebook, tally = Notebook(), Tally()
        await _prepare(scout, room, notebook, _draw(seed))
        learners = [
            _studying(learner, room, _draw(f"{seed}/{number}"), pace, notebook, tally)
            for number, learner in enumerate(admitted)
        ]
        say(f"{count} learners come to the course")
        await _live(learners, for_s, _draw(seed), tally, say, telling)
        say(_words(learners, tally))
        return tally


def _draw(seed: int | str) -> Random:
    return Random(seed)  # noqa: S311 - the same again is what it is for


async def _prepare(scout: Learner, room: ClassRoom, notebook: Notebook, draw: Random) -> None:
    """The scout goes through the whole course, so that every set opens to them."""
    for one in room.objects:
        sets = [one.id] if one.kind == "items" else [point.item_set for point in one.checkpoints]
        for item_set in sets:
            try:
                await look_up(scout, item_set, notebook, draw)
            except Refused:
                # An exam shows no solutions, and its attempts end: learners guess there.
                continue
        await report(scout, one, finished=True, watched_s=one.duration_s or 0.0)


def _studying(
    learner: Learner, room: ClassRoom, draw: Random, pace: float, notebook: Notebook, tally: Tally
) -> Studying:
    temper = temper_of(draw)
    return Studying(learner, room.objects, temper, draw, pace=pace, notebook=notebook, tally=tally)


async def _live(
    learners: Sequence[Studying], for_s: float, draw: Random, tally: Tally, say: Say, telling: Say
) -> None:
    """Until time is up: then everybody leaves their page in order."""

    async def study(learner: Studying, after_s: float) -> None:
        try:
            await asyncio.sleep(after_s)
            await learner.go()
            tally.gone += 1
        except Refused as refused:
            say(str(refused))
            tally.gone += 1
        finally:
            async with asyncio.timeout(_GOODBYE_S):
                await learner.leave()

    async def tell() -> None:
        while True:
            await asyncio.sleep(_SAID_EVERY_S)
            telling(_words(learners, tally))

    telling_on = asyncio.create_task(tell())
    try:
        async with asyncio.timeout(for_s), asyncio.TaskGroup() as tasks:
            for learner in learners:
                tasks.create_task(study(learner, draw.uniform(0, min(_COME_WITHIN_S, for_s / 4))))
    except TimeoutError:
        pass
    finally:
        telling_on.cancel()


def _words(learners: Sequence[Studying], tally: Tally) -> str:
    return (
        f"{len(learners) - tally.gone} learners, {tally.told} actions told, {tally.kept} kept, "
        f"{tally.responses} responses ({tally.right} right), "
        f"{tally.decisions} decisions ({tally.taken} taken)"
    )
