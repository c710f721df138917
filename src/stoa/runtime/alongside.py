"""Work with a companion that lasts as long: it tells how far the work is, or keeps something alive."""

from asyncio import TaskGroup
from collections.abc import AsyncIterator, Coroutine
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
                running.cancel()
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from None
