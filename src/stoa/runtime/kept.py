"""What is at hand in a process."""

from asyncio import Lock
from collections import OrderedDict, defaultdict
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """What was used last, up to a weight. For what never changes: it needs no invalidation, only a bound."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._weight = 0
        self._things: OrderedDict[K, tuple[V, int]] = OrderedDict()

    def get(self, key: K) -> V | None:
        held = self._things.get(key)
        if held is None:
            return None
        self._things.move_to_end(key)
        return held[0]

    def put(self, key: K, thing: V, weight: int = 1) -> V:
        """The last one stays, however much it weighs."""
        _, before = self._things.pop(key, (None, 0))
        self._things[key] = (thing, weight)
        self._weight += weight - before
        while self._weight > self._most and len(self._things) > 1:
            _, (_, gone) = self._things.popitem(last=False)
            self._weight -= gone
        return thing


class Fetched(Generic[V]):
    """Kept by name. One reader fetches what is not at hand, the others wait for it."""

    def __init__(self, most: int) -> None:
        self._kept: Kept[str, V] = Kept(most)
        self._fetching: defaultdict[str, Lock] = defaultdict(Lock)

    async def get(self, key: str, fetch: Callable[[], Awaitable[tuple[V, int]]]) -> V:
        """fetch: the thing and its weight."""
        if (held := self._kept.get(key)) is not None:
            return held
        async with self._fetching[key]:
            if (held := self._kept.get(key)) is not None:
                return held
            try:
                return self._kept.put(key, *await fetch())
            finally:
                self._fetching.pop(key, None)
