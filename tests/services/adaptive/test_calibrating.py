"""Responses of many learners move an item's difficulty, and every fold hears of it through the log."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

import pytest

from stoa.contracts.adaptive import DecisionKind
from stoa.kernel.ids import TenantId, new_id
from stoa.runtime.live import subjects
from stoa.runtime.partitions import Log
from stoa.runtime.partitions.between import read_between
from stoa.services.adaptive.commands.calibrating import calibrate_items
from stoa.services.adaptive.commands.fold.loading import Loading
from stoa.services.adaptive.commands.fold.reading import read
from stoa.services.adaptive.domain.calibration import UNKNOWN, Calibration
from stoa.services.adaptive.domain.tallied import read_item
from stoa.services.adaptive.domain.told import Calibrated
from stoa.services.adaptive.store import calibrations, tallies
from stoa.services.adaptive.stream import keeper
from tests.services.adaptive.learner import Class, Learner
from tests.services.adaptive.waiting import until, until_holds

MANY = 24


async def _answer(learners: Sequence[Learner], item: UUID, share: float) -> None:
    """Each of them for the first time."""
    await asyncio.gather(*(one.answers(item, share) for one in learners))


async def _counted(school: Class, item: UUID, responses: int) -> None:
    """So many, repeats among them, are in safe keeping, in whichever partitions."""
    db, caller = school.world.db("adaptive"), school.teacher.caller

    async def there() -> bool:
        async with db.read(caller) as reading:
            rows = await tallies.of_items(reading, [item])
        return sum(read_item(row.data).responses for row in rows) >= responses

    assert await until(there, within_s=60)


async def _calibrate(school: Class, item: UUID) -> Calibration:
    """As keepers do every few flushes. Returns what is told of the item by then."""
    db, caller = school.world.db("adaptive"), school.teacher.caller
    await calibrate_items(db, caller.under(None), [item])
    await school.world.quiet()
    async with db.work(caller.under(None)) as work:
        return (await calibrations.lock(work, [item]))[item]


async def _in_the_log(school: Class, partition: int, item: UUID) -> list[Calibration]:
    """What the partition was told of the item, in its order."""
    log = Log(school.world.process.bus)
    found = []
    async for records in read_between(log, partition, 1, await log.last_sequence_of(partition)):
        for record in records:
            if f".platform.{school.world.tenant}.items" in record.subject:
                message = read(record).message
                assert isinstance(message, Calibrated)
                found += [one for about, one in message.items.items() if about == item]
    return found


async def test_many_wrong_responses_make_an_item_harder_and_the_interval_narrower(
    school: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "_CALIBRATE_EVERY", 10**9)
    learners = [await school.learner() for _ in range(MANY)]
    item = new_id()
    await _answer(learners[: MANY // 3], item, 0.0)
    await _counted(school, item, MANY // 3)
    some = await _calibrate(school, item)
    assert some.difficulty > UNKNOWN.difficulty
    assert some.difficulty_sd < UNKNOWN.difficulty_sd
    await _answer(learners[MANY // 3 :], item, 0.0)
    await _counted(school, item, MANY)
    many = await _calibrate(school, item)
    assert many.difficulty > some.difficulty
    assert many.difficulty_sd < some.difficulty_sd
    assert many.responses == MANY


async def test_right_responses_make_it_easier_and_repeats_tell_nothing(school: Class) -> None:
    learners = [await school.learner() for _ in range(MANY // 2)]
    item = new_id()
    await _answer(learners, item, 1.0)
    await _counted(school, item, len(learners))
    easy = await _calibrate(school, item)
    assert easy.difficulty < UNKNOWN.difficulty
    for one in learners:
        await one.answers(item, 0.0, tries=2)
    await _counted(school, item, 2 * len(learners))
    assert await _calibrate(school, item) == easy


async def test_every_partition_is_told_in_the_log_and_takes_it_over_with_its_fold(school: Class) -> None:
    learners = [await school.learner() for _ in range(MANY // 2)]
    item = new_id()
    await _answer(learners, item, 0.0)
    await _counted(school, item, len(learners))
    now = await _calibrate(school, item)
    for partition in range(subjects.PARTITIONS):
        assert (await _in_the_log(school, partition, item))[-1] == now
    db, log = school.world.db("adaptive"), Log(school.world.process.bus)
    partition = subjects.partition_of(school.world.tenant, learners[0].who.person)
    ends_at = await log.last_sequence_of(partition)

    async def taken_over() -> bool:
        fold = await Loading(db).begin(TenantId(school.world.tenant), partition, ends_at)
        return fold.platform.items.of(item) == now

    assert await until(taken_over)


async def test_a_decision_after_it_rests_on_the_new_difficulty(school: Class) -> None:
    """The chance of a right response, which decisions look at, is that of the harder item."""
    learners = [await school.learner() for _ in range(MANY // 2)]
    item = new_id()
    before = await _chance_at(school, await school.learner(), item)
    await _answer(learners, item, 0.0)
    await _counted(school, item, len(learners))
    await _calibrate(school, item)
    after = await _chance_at(school, await school.learner(), item)
    assert after < before


async def _chance_at(school: Class, learner: Learner, item: UUID) -> float:
    """As the log of decisions has it, of somebody who fails elsewhere and then has the item open."""
    heard = await school.hear(learner)
    other = new_id()
    await learner.opens("rays", ago_ms=60_000)
    await learner.opens("check", ago_ms=30_000)
    await learner.tries(item)
    for tries in (1, 2):
        await learner.answers(other, 0.0, tries)
    await until_holds(lambda: bool(heard))
    assert heard[0].kind is DecisionKind.SIMPLER

    async def why() -> float | None:
        answer = await learner.who.get(f"/api/adaptive/decisions/{heard[0].id}")
        return float(answer.json()["features"]["chance"]) if answer.status_code == 200 else None

    return await until(why)
