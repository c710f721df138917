"""Work that comes while other work of its kind is under way is done together next."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from stoa.kernel.errors import Unavailable

T = TypeVar("T")
R = TypeVar("R")

Take = Callable[[Sequence[T]], Awaitable[Sequence[R]]]
"""Takes several things at once and gives the result of each, in turn. It may be called again for the same."""


@dataclass(slots=True)
class _Queue(Generic[T, R]):
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    busy: bool = False
    waiting: "deque[tuple[T, asyncio.Future[R]]]" = field(default_factory=deque)


class Gathering(Generic[T, R]):
    """The busier it is, the larger the batches, and the cheaper each thing in them; in calm nobody waits.

    most: in one batch. rhythm_s: what the next batch waits for more to come after one of several.
    """

    def __init__(self, most: int = 200, rhythm_s: float = 0.0) -> None:
        self._most = most
        self._rhythm_s = rhythm_s
        self._queues: dict[Hashable, _Queue[T, R]] = {}

    async def add(self, key: Hashable, thing: T, take: Take[T, R]) -> R:
        """The thing's result; things of one key are taken together. Raises what taking it raises."""
        queue = self._queues.setdefault(key, _Queue())
        result: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        queue.waiting.append((thing, result))
        try:
            async with queue.turn:
                if not result.done():
                    await self._take_next(queue, take)
            return await result
        finally:
            result.cancel()
            if not queue.waiting and self._queues.get(key) is queue:
                del self._queues[key]

    async def _take_next(self, queue: _Queue[T, R], take: Take[T, R]) -> None:
        if queue.busy:
            await asyncio.sleep(self._rhythm_s)
        batch = self._next_batch(queue)
        queue.busy = len(batch) > 1
        try:
            await _take(batch, take)
        except asyncio.CancelledError:
            queue.waiting.extendleft(reversed(batch))
            raise

    def _next_batch(self, queue: _Queue[T, R]) -> "list[tuple[T, asyncio.Future[R]]]":
        """Those who went away take no room, so whoever's turn it is finds their own thing in it."""
        batch: list[tuple[T, asyncio.Future[R]]] = []
        while queue.waiting and len(batch) < self._most:
            thing, result = queue.waiting.popleft()
            if not result.done():
                batch.append((thing, result))
        return batch


async def _take(batch: "Sequence[tuple[T, asyncio.Future[R]]]", take: Take[T, R]) -> None:
    """What fails together is taken one by one: nobody is refused for another's fault.

    Who goes away in the meantime is told nothing, and leaves the others their results.
    """
    wanted = [(thing, result) for thing, result in batch if not result.done()]
    if not wanted:
        return
    try:
        results = await take([thing for thing, _ in wanted])
    except Exception as error:  # noqa: BLE001 - it is raised to those whose it is
        if len(wanted) > 1 and not isinstance(error, Unavailable):
            for one in wanted:
                await _take([one], take)
            return
        for _, result in wanted:
            if not result.done():
                result.set_exception(error)
    else:
        for (_, result), value in zip(wanted, results, strict=True):
            if not result.done():
                result.set_result(value)
