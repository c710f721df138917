"""What was used last, up to a number of things."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """For what never changes: it needs no invalidation, only a bound."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._things: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K) -> V | None:
        thing = self._things.get(key)
        if thing is not None:
            self._things.move_to_end(key)
        return thing

    def put(self, key: K, thing: V) -> V:
        self._things[key] = thing
        if len(self._things) > self._most:
            self._things.popitem(last=False)
        return thing
