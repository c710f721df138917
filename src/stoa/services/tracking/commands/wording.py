"""What every command does that keeps the words of a person for others to read."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import msgspec

from stoa.contracts.shown import ShownText
from stoa.kernel.checksum import checksum
from stoa.kernel.errors import Refusal
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, ReadSession
from stoa.runtime.objects import Objects

T = TypeVar("T")


async def look_first(db: Database, caller: Caller, looking: Callable[[ReadSession], Awaitable[T]]) -> T:
    """looking: raises what would be refused later anyway, so that nothing of the words is left behind."""
    async with db.read(caller) as read:
        try:
            return await looking(read)
        except Refusal as error:
            refusal = error
    async with db.work(caller):
        # Who sends the same once more hears what was answered then.
        raise refusal


async def keep_words(objects: Objects, words: ShownText, key_of: Callable[[str], str]) -> str:
    """Puts them where other services read them, before anybody is told. Returns their checksum.

    key_of: where they lie, by that.
    """
    data = msgspec.json.encode(words)
    sum_ = checksum(data)
    await objects.private.put(key_of(sum_), data, "application/json")
    return sum_
