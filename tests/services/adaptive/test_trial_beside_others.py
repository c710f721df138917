"""A trial goes over a large log while others work in the same process."""

import asyncio
from collections.abc import AsyncIterator
from time import perf_counter
from uuid import UUID

import msgspec
import pytest

from stoa.contracts.telemetry import ItemBegun, ItemShown, PageOpened, TimeSpent, VideoWatched
from stoa.kernel.ids import PersonId, TenantId, new_id
from stoa.runtime.partitions import Record
from stoa.services.adaptive.commands import trial
from stoa.services.adaptive.commands.fold.reading import Heard, HeardByAll
from stoa.services.adaptive.commands.fold.tenant import TenantFold
from stoa.services.adaptive.commands.trial import try_policy
from stoa.services.adaptive.domain.told import Enrolled
from tests.services.adaptive.learner import Class, Learner, now_ms
from tests.services.adaptive.test_policies import NEVER
from tests.services.adaptive.waiting import until

_A_RECORD_S = 0.003
"""By the clock of these tests, each: longer than a trial may work at once."""


class Yesterday:
    """A log with one long partition, whose learners did much."""

    def __init__(self, records: list[Record]) -> None:
        self._records = records

    async def records(self, partition: int) -> AsyncIterator[list[Record]]:
        if partition == 0:
            yield self._records


def day_of(school: Class, tenant: TenantId, learners: int, batches: int) -> list[Record]:
    records: list[Record] = []
    for _ in range(learners):
        registration, learner = new_id(), PersonId(new_id())
        enrolled = Enrolled(registration=registration, run=school.run, course=school.course.id, change=1)
        told = [("platform", msgspec.json.encode(enrolled))]
        one = Learner(school.world, school.teacher, registration, school.course)
        told += [(str(new_id()), busy(one)) for _ in range(batches)]
        for who, data in told:
            place = len(records) + 1
            records.append(Record(f"log.0.{tenant}.{learner}.{who}", place, now_ms() + place * 1_000, data))
    return records


def busy(one: Learner) -> bytes:
    item = UUID(int=7)
    doing = [one.act(PageOpened, words=90)]
    for _ in range(20):
        doing += [
            one.act(TimeSpent, for_ms=900, visible_ms=900, active_ms=900),
            one.act(ItemShown, item=item),
        ]
        doing += [one.act(ItemBegun, item=item, after_ms=900)]
        doing += [one.act(VideoWatched, from_s=0, to_s=60, duration_s=60)]
    return msgspec.json.encode(one.batch(*doing))


class Turns:
    """Of somebody else, as they stood when the trial took each record; and the clock that it looks at."""

    def __init__(self) -> None:
        self.had = 0
        self.at_record: list[int] = []
        self._clock_s = 0.0

    async def work_too(self) -> None:
        while True:
            self.had += 1
            await asyncio.sleep(0)

    def take(self, fold: TenantFold, heard: Heard | HeardByAll) -> None:
        self.at_record.append(self.had)
        self._clock_s += _A_RECORD_S
        fold.take(heard)

    def clock(self) -> float:
        return self._clock_s


async def test_others_work_between_the_records_of_a_trial(
    school: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/api/adaptive/courses/{school.course.id}/policies"
    version = (await school.teacher.post(address, json={"data": NEVER})).json()["version"]
    asked = (await school.teacher.post(f"{address}/{version}/trials")).json()["id"]

    async def done() -> bool:
        told = (await school.teacher.get(f"/api/adaptive/trials/{asked}")).json()
        return bool(told["state"] == "done")

    await until(done, 90)
    learners, batches = 20, 8
    yesterday = Yesterday(day_of(school, school.world.tenant, learners, batches))
    turns = Turns()
    monkeypatch.setattr(trial, "_take", turns.take)
    monkeypatch.setattr(trial, "perf_counter", turns.clock)
    other = asyncio.create_task(turns.work_too())
    began = perf_counter()
    await try_policy(school.world.db("adaptive"), school.world.caller(), yesterday, UUID(asked))
    took_s = perf_counter() - began
    other.cancel()
    records = learners * (batches + 1)
    assert (await school.teacher.get(f"/api/adaptive/trials/{asked}")).json()["result"]["snapshots"] >= 160
    assert len(set(turns.at_record)) == len(turns.at_record) == records
    # It rests as long as it works: never shorter, however busy the machine.
    assert took_s >= records * _A_RECORD_S
