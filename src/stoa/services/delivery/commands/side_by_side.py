"""Many waits at a time, but not too many."""

from asyncio import Semaphore, TaskGroup
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


async def side_by_side(work: Callable[[T], Awaitable[None]], things: Iterable[T], at_once: int) -> None:
    """The first error ends the rest and is raised as it is."""
    room = Semaphore(at_once)

    async def one(thing: T) -> None:
        async with room:
            await work(thing)

    try:
        async with TaskGroup() as tasks:
            for thing in things:
                tasks.create_task(one(thing))
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from errors
