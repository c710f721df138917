"""A companion lives as long as the work, and neither hides what the other raises."""

import asyncio
from contextlib import suppress

import pytest

from stoa.kernel.errors import NotFound, Unavailable
from stoa.runtime.alongside import alongside, end


async def beats(heard: list[int]) -> None:
    while True:
        heard.append(len(heard))
        await asyncio.sleep(0.001)


async def falls_out() -> None:
    await asyncio.sleep(0.001)
    raise Unavailable("database.unavailable")


async def work_beside_it(done: list[str]) -> None:
    async with alongside(falls_out()):
        await asyncio.sleep(5)
        done.append("all of it")


async def test_the_companion_ends_with_the_work() -> None:
    heard: list[int] = []
    async with alongside(beats(heard)):
        while len(heard) < 2:
            await asyncio.sleep(0.001)
    told = len(heard)
    await asyncio.sleep(0.02)
    assert len(heard) == told


async def test_what_the_work_raises_is_raised_as_it_is() -> None:
    heard: list[int] = []
    with pytest.raises(NotFound):
        async with alongside(beats(heard)):
            raise NotFound("page.missing")


async def test_a_companion_that_fails_ends_the_work_and_is_raised_as_it_is() -> None:
    done: list[str] = []
    with pytest.raises(Unavailable):
        await work_beside_it(done)
    assert not done


async def test_who_cancels_the_work_sees_it_cancelled() -> None:
    heard: list[int] = []

    async def work() -> None:
        async with alongside(beats(heard)):
            await asyncio.sleep(5)

    task = asyncio.create_task(work())
    await asyncio.sleep(0.01)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert task.cancelled()


async def test_a_task_that_lost_its_cancellation_is_cancelled_again() -> None:
    """As Python 3.11 loses it when what is waited for is there at the same moment."""
    there = asyncio.Event()

    async def waits_for_ever() -> None:
        while True:
            await asyncio.wait_for(there.wait(), 60)
            there.clear()

    task = asyncio.create_task(waits_for_ever())
    await asyncio.sleep(0.01)
    there.set()
    await asyncio.sleep(0)
    await asyncio.wait_for(end([task], patience_s=0.05), 5)
    assert task.cancelled()
