"""What is at hand in a process."""

from collections import OrderedDict
from collections.abc import Hashable
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
