"""What a class of learners does, written into the log; and what a single fold makes of it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from stoa.contracts import telemetry as wire
from stoa.kernel.ids import PersonId, SessionId, TenantId, new_id
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.live import subjects
from stoa.runtime.partitions import Log
from stoa.runtime.partitions.between import read_between
from stoa.services.adaptive.adapters.telling import LogTelling
from stoa.services.adaptive.commands.fold.platform import MapRef
from stoa.services.adaptive.commands.fold.reading import read
from stoa.services.adaptive.commands.fold.tenant import TenantFold
from stoa.services.adaptive.commands.replicas import note_course
from stoa.services.adaptive.domain.changes import Changes
from stoa.services.adaptive.domain.course import CourseMap
from stoa.services.adaptive.domain.course_object import CourseObject
from stoa.services.adaptive.domain.told import CourseActivated, Enrolled, PolicyActivated, Scored
from stoa.services.adaptive.ports import Published
from tests.services.adaptive.learner import now_ms

OBJECTS = [UUID(int=10 + number) for number in range(6)]
ITEMS = [UUID(int=100 + number) for number in range(8)]


MAP = CourseMap(tuple(CourseObject(one, "text", skills=("seeing",)) for one in OBJECTS))
EAGER = {
    "name": "eager",
    "version": 3,
    "exploration": 0.3,
    "guards": {"per_hour": None, "cooldown_s": 0, "object_s": 0, "quiet_s": 0},
    "rules": [
        {
            "name": "not right",
            "kind": "help",
            "when": [{"feature": "accuracy", "at_most": 0.7}],
            "cooldown_s": 0,
        },
        {
            "name": "right",
            "kind": "advance",
            "when": [{"feature": "accuracy", "at_least": 0.4}],
            "cooldown_s": 0,
        },
    ],
}


class _Maps(dict[MapRef, CourseMap]):
    """One course plays everywhere."""

    def get(self, key: MapRef, default: Any = None) -> CourseMap:
        return MAP


@dataclass
class Character:
    """A learner of the story, with everything they will do."""

    tenant: TenantId
    learner: PersonId
    registration: UUID
    messages: list[wire.ActionBatch | Scored]

    async def tell(self, log: Log, message: wire.ActionBatch | Scored, *, once: UUID | None = None) -> None:
        if isinstance(message, Scored):
            told = LogTelling(log)
            await told.of_learner(self.tenant, self.learner, message, str(once or message.response))
        else:
            subject = subjects.actions(self.tenant, self.learner, SessionId(self.registration))
            await log.put(subject, msgspec.json.encode(message), str(once or message.id))


def characters(tenant: TenantId, count: int, messages: int, seed: int = 7) -> list[Character]:
    chance = random.Random(seed)
    return [_character(tenant, messages, chance) for _ in range(count)]


def _character(tenant: TenantId, messages: int, chance: random.Random) -> Character:
    registration, capture = new_id(), new_id()
    found: list[wire.ActionBatch | Scored] = []
    seq = 0
    for _ in range(messages):
        if chance.random() < 0.25:
            found.append(_scored(registration, chance))
            continue
        actions = list(_actions(chance, seq))
        seq += len(actions)
        found.append(
            wire.ActionBatch(
                id=new_id(),
                capture=capture,
                registration=registration,
                sent_at=now_ms(),
                scope=wire.ConsentScope.LEARNING,
                actions=actions,
            )
        )
    return Character(tenant, PersonId(new_id()), registration, found)


def _actions(chance: random.Random, seq: int) -> Iterator[Any]:
    thing, item = chance.choice(OBJECTS), chance.choice(ITEMS)
    kinds: list[tuple[type[wire.AnyAction], dict[str, Any]]] = [
        (wire.PageOpened, {"words": 150}),
        (wire.TimeSpent, {"for_ms": 5000, "visible_ms": 4000, "active_ms": 900}),
        (wire.ItemShown, {"item": item}),
        (wire.ItemBegun, {"item": item, "after_ms": chance.randrange(500, 40_000)}),
        (wire.ItemSkipped, {"item": item}),
        (wire.VideoWatched, {"from_s": 1.0, "to_s": chance.uniform(2, 80), "duration_s": 90.0}),
        (wire.VideoPaused, {"second": 20.0}),
        (wire.DepthReached, {"depth": chance.random()}),
    ]
    for place in range(chance.randrange(1, 4)):
        kind, more = chance.choice(kinds)
        ago_ms = chance.choice([0, 0, 300, 2_000, 400_000])
        yield kind(id=new_id(), seq=seq + place + 1, at=now_ms() - ago_ms, object=thing, **more)


def _scored(registration: UUID, chance: random.Random) -> Scored:
    return Scored(
        response=new_id(),
        registration=registration,
        item_set=OBJECTS[0],
        item=chance.choice(ITEMS),
        skills=("seeing",),
        share=chance.choice([0.0, 0.0, 0.5, 1.0]),
        tries=chance.choice([1, 2]),
        hints=0,
        think_ms=4_000,
        at_ms=now_ms(),
    )


async def enrol(db: Database, log: Log, cast: list[Character]) -> None:
    """In a course with a policy that often finds something to offer."""
    tenant, run, course = cast[0].tenant, new_id(), new_id()
    published = Published(title="A story", map=MAP, passages=[])
    await note_course(db, Caller(tenant=tenant), published, course, "en", 1)
    activated = CourseActivated(course=course, locale="en", activation=1)
    await LogTelling(log).for_all(tenant, "course", activated, str(new_id()))
    policy = PolicyActivated(
        course=course, policy=new_id(), version=3, data=msgspec.Raw(msgspec.json.encode(EAGER))
    )
    await LogTelling(log).for_all(tenant, "policy", policy, str(new_id()))
    for one in cast:
        told = Enrolled(registration=one.registration, run=run, course=course, change=1)
        await LogTelling(log).of_learner(one.tenant, one.learner, told, str(new_id()))


async def folded_at_once(log: Log, tenant: TenantId) -> list[Changes]:
    """All partitions folded from the first record to the last, by nobody who could be killed."""
    found = []
    for partition in range(subjects.PARTITIONS):
        fold = TenantFold(tenant, partition, 0, _Maps())
        async for records in read_between(log, partition, 1, await log.last_sequence_of(partition)):
            for record in records:
                if str(tenant) in record.subject:
                    fold.take(read(record))
        changes = fold.changes()
        if changes is not None:
            found.append(changes)
    return found
