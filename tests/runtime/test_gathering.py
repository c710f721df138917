"""Things gathered are taken together, and fail alone."""

import asyncio
from collections.abc import Sequence

import pytest

from stoa.kernel.errors import Invalid, Unavailable
from stoa.runtime.gathering import Gathering


class Taking:
    """Takes numbers, doubling each; a negative one spoils its batch.

    slowly: each batch has to be let go on.
    """

    def __init__(self, refusal: Exception | None = None, *, slowly: bool = False) -> None:
        self.batches: list[list[int]] = []
        self.go_on = asyncio.Event()
        self._refusal = refusal or Invalid("number.negative")
        self._slowly = slowly

    async def __call__(self, numbers: Sequence[int]) -> Sequence[int]:
        self.batches.append(list(numbers))
        await self.go_on.wait()
        if self._slowly:
            self.go_on.clear()
        if min(numbers) < 0:
            raise self._refusal
        return [2 * number for number in numbers]


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def add_at_once(
    gathering: Gathering[int, int], taking: Taking, numbers: Sequence[int]
) -> list[int | BaseException]:
    """The first is being taken when the others come."""
    adding = [asyncio.create_task(gathering.add("a", number, taking)) for number in numbers]
    await settle()
    taking.go_on.set()
    return await asyncio.gather(*adding, return_exceptions=True)


async def test_what_comes_while_one_is_taken_is_taken_together() -> None:
    gathering, taking = Gathering[int, int](), Taking()
    assert await add_at_once(gathering, taking, range(5)) == [0, 2, 4, 6, 8]
    assert taking.batches == [[0], [1, 2, 3, 4]]


async def test_a_batch_is_no_larger_than_said() -> None:
    gathering, taking = Gathering[int, int](most=3), Taking()
    await add_at_once(gathering, taking, range(9))
    assert taking.batches == [[0], [1, 2, 3], [4, 5, 6], [7, 8]]


async def test_things_of_different_keys_are_never_taken_together() -> None:
    gathering, taking = Gathering[int, int](), Taking()
    adding = [asyncio.create_task(gathering.add(number % 2, number, taking)) for number in range(6)]
    await settle()
    taking.go_on.set()
    await asyncio.gather(*adding)
    assert taking.batches == [[0], [1], [2, 4], [3, 5]]


async def test_one_that_is_refused_is_refused_alone() -> None:
    gathering, taking = Gathering[int, int](), Taking()
    results = await add_at_once(gathering, taking, (1, 2, -1, 3))
    assert (results[0], results[1], results[3]) == (2, 4, 6)
    assert isinstance(results[2], Invalid)


async def test_an_outage_is_told_to_all_of_the_batch_at_once() -> None:
    gathering, taking = Gathering[int, int](), Taking(Unavailable("database.unavailable"))
    results = await add_at_once(gathering, taking, (1, 2, -1, 3))
    assert results[0] == 2
    assert all(isinstance(result, Unavailable) for result in results[1:])
    assert taking.batches == [[1], [2, -1, 3]]


async def test_when_the_one_who_takes_goes_away_the_others_are_still_taken() -> None:
    gathering, taking = Gathering[int, int](), Taking()
    leaving = asyncio.create_task(gathering.add("a", 1, taking))
    staying = asyncio.create_task(gathering.add("a", 2, taking))
    await settle()
    leaving.cancel()
    await settle()
    taking.go_on.set()
    assert await staying == 4
    with pytest.raises(asyncio.CancelledError):
        await leaving


async def test_one_who_goes_away_while_waiting_takes_nobody_along() -> None:
    gathering, taking = Gathering[int, int](), Taking()
    adding = [asyncio.create_task(gathering.add("a", number, taking)) for number in (1, 2, 3)]
    await settle()
    adding[1].cancel()
    await settle()
    taking.go_on.set()
    assert (await adding[0], await adding[2]) == (2, 6)


@pytest.mark.parametrize("spoiled", [False, True])
async def test_one_who_goes_away_while_being_taken_leaves_the_others_their_results(spoiled: bool) -> None:
    refusal = Unavailable("database.unavailable")
    gathering, taking = Gathering[int, int](), Taking(refusal, slowly=True)
    adding = [
        asyncio.create_task(gathering.add("a", number, taking)) for number in (1, 2, 3, -4 if spoiled else 4)
    ]
    await settle()
    taking.go_on.set()
    await settle()
    assert taking.batches[-1][:2] == [2, 3]
    adding[2].cancel()
    await settle()
    taking.go_on.set()
    async with asyncio.timeout(30):
        results = await asyncio.gather(*adding, return_exceptions=True)
    assert isinstance(results[2], asyncio.CancelledError)
    assert [results[0], results[1], results[3]] == ([2, refusal, refusal] if spoiled else [2, 4, 8])


async def test_those_who_went_away_take_no_room_in_a_batch() -> None:
    gathering, taking = Gathering[int, int](most=2), Taking()
    adding = [asyncio.create_task(gathering.add("a", number, taking)) for number in (1, 2, 3, 4)]
    await settle()
    for one in adding[1:3]:
        one.cancel()
    taking.go_on.set()
    async with asyncio.timeout(30):
        assert (await adding[0], await adding[3]) == (2, 8)
    assert taking.batches == [[1], [4]]
