"""Work with a companion that lasts as long: it tells how far the work is, or keeps something alive."""

from asyncio import Task, TaskGroup, wait
from collections.abc import AsyncIterator, Collection, Coroutine
from contextlib import asynccontextmanager
from typing import Any


@asynccontextmanager
async def alongside(companion: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """The companion is cancelled when the block ends, and the block when the companion fails.

    What either of them raises is raised as it is: who waits out an outage would not see it in a group.
    """
    try:
        async with TaskGroup() as tasks:
            running = tasks.create_task(companion)
            try:
                yield
            finally:
                await end([running])
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from None


async def end(running: Collection[Task[None]], patience_s: float = 5) -> None:
    """Cancels, and returns when all are over.

    Again and again: until Python 3.12 a task loses a cancellation that comes while `asyncio.wait_for`, ours
    or a library's, is about to return.
    """
    while going_on := [task for task in running if not task.done()]:
        for task in going_on:
            task.cancel()
        await wait(going_on, timeout=patience_s)
