"""A trial goes over a large log while others work in the same process."""

import asyncio
import gc
from collections.abc import AsyncIterator
from time import thread_time
from uuid import UUID

import msgspec

from stoa.contracts.telemetry import ItemBegun, ItemShown, PageOpened, TimeSpent, VideoWatched
from stoa.kernel.ids import PersonId, TenantId, new_id
from stoa.runtime.partitions import Record
from stoa.services.adaptive.commands.trial import try_policy
from stoa.services.adaptive.domain.told import Enrolled
from tests.services.adaptive.learner import Class, Learner, now_ms
from tests.services.adaptive.test_policies import NEVER
from tests.services.adaptive.waiting import until

_LEAST_TURNS = 40
"""Of the trial, each of a few milliseconds: two cores made 159."""
_LEAST_OF_OTHERS = 0.25
"""Of all that is done meanwhile: a trial rests as long as it works."""
_OTHERS_S = 0.0005
"""A turn in which the trial did nothing is far shorter."""


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


async def test_others_work_between_the_records_of_a_trial(school: Class) -> None:
    address = f"/api/adaptive/courses/{school.course.id}/policies"
    version = (await school.teacher.post(address, json={"data": NEVER})).json()["version"]
    asked = (await school.teacher.post(f"{address}/{version}/trials")).json()["id"]

    async def done() -> bool:
        trial = (await school.teacher.get(f"/api/adaptive/trials/{asked}")).json()
        return bool(trial["state"] == "done")

    await until(done, 90)
    yesterday = Yesterday(day_of(school, school.world.tenant, learners=60, batches=8))
    turns: list[float] = []

    async def work_too() -> None:
        while True:
            began = thread_time()
            await asyncio.sleep(0)
            turns.append(thread_time() - began)

    # As in a process that serves: a collection of all that tests have loaded would be counted as work.
    gc.freeze()
    other = asyncio.create_task(work_too())
    await try_policy(school.world.db("adaptive"), school.world.caller(), yesterday, UUID(asked))
    other.cancel()
    gc.unfreeze()
    assert (await school.teacher.get(f"/api/adaptive/trials/{asked}")).json()["result"]["snapshots"] >= 400
    assert sum(turn >= _OTHERS_S for turn in turns) > _LEAST_TURNS
    assert sum(turn for turn in turns if turn < _OTHERS_S) > _LEAST_OF_OTHERS * sum(turns)
