"""Consumers: effect once, patient in outages, nothing lost to a defect."""

import asyncio
from uuid import UUID, uuid4

from prometheus_client import REGISTRY
from sqlalchemy import select

from tests.runtime.library import TROUBLES, BookLent, loans
from tests.world import World


async def _loans(world: World, book: UUID) -> int | None:
    async with world.db("library").read(world.caller()) as read:
        count: int | None = await read.value(select(loans.c.count).where(loans.c.book == book))
        return count


def _buried() -> float:
    labels = {"consumer": "library.on_book_lent", "outcome": "buried"}
    return REGISTRY.get_sample_value("stoa_consumer_messages_total", labels) or 0.0


async def test_message_delivered_twice_takes_effect_once(world: World) -> None:
    book = uuid4()
    [envelope] = await world.publish(BookLent(book=book))
    await world.publish_again(BookLent, envelope)
    await world.quiet()
    assert await _loans(world, book) == 1


async def test_outage_is_waited_for_however_often(world: World) -> None:
    book = uuid4()
    TROUBLES.outages[book] = 7
    await world.publish(BookLent(book=book))
    await world.quiet()
    assert await _loans(world, book) == 1


async def test_defect_is_tried_again(world: World) -> None:
    book = uuid4()
    TROUBLES.defects[book] = 2
    await world.publish(BookLent(book=book))
    await world.quiet()
    assert await _loans(world, book) == 1


async def test_lasting_defect_becomes_a_dead_letter_that_can_be_driven_again(world: World) -> None:
    book = uuid4()
    TROUBLES.defects[book] = 1_000
    await world.publish(BookLent(book=book))
    await world.quiet()
    assert await _loans(world, book) is None
    letters = world.process.letters["library"]
    [letter] = [one for one in await letters.list() if one.tenant == world.tenant]
    assert "the shelf broke" in letter.error
    await letters.ask_again(letter.id)
    assert await world.process.drive_again("library") == 0
    TROUBLES.defects[book] = 0
    async with asyncio.timeout(60):
        while await _loans(world, book) != 1:
            await letters.ask_again(letter.id)
            # The process does the same from time to time: whoever comes first.
            await world.process.drive_again("library")
            await asyncio.sleep(0.05)
    assert [one for one in await letters.list() if one.tenant == world.tenant] == []


async def test_message_that_is_no_event_of_ours_becomes_a_dead_letter(world: World) -> None:
    before = _buried()
    await world.process.bus.stream.publish("evt.library.book.lent.v1", b"{", headers={"ce-id": "no"})
    await world.quiet()
    assert _buried() == before + 1
