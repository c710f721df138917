"""Learners at work: their batches as a browser would send them, and what is known of them."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import msgspec

from stoa.contracts.adaptive import Decision
from stoa.contracts.assessment import ResponseScored
from stoa.contracts.telemetry import (
    ActionBatch,
    AnyAction,
    ConsentScope,
    ItemBegun,
    ItemShown,
    PageOpened,
    TimeSpent,
)
from stoa.contracts.tracking import LearnerEnrolled, RunScheduled
from stoa.kernel.clock import utc_now
from stoa.kernel.ids import PersonId, SessionId, new_id
from stoa.runtime.live import subjects
from stoa.runtime.partitions import Log
from stoa.services.adaptive.domain.default_policy import DEFAULT
from tests.services.tracking.publishing import Course, activate
from tests.world import Someone, World


def now_ms() -> int:
    return round(utc_now().timestamp() * 1000)


@dataclass
class Learner:
    """One browser of one learner: counts its own actions, as the SDK does."""

    world: World
    who: Someone
    registration: UUID
    course: Course
    capture: UUID = field(default_factory=new_id)
    seq: int = 0

    def act(self, kind: type[AnyAction], thing: str = "rays", *, ago_ms: int = 0, **more: Any) -> AnyAction:
        self.seq += 1
        at = now_ms() - ago_ms
        return kind(id=new_id(), seq=self.seq, at=at, object=self.course.at(thing), **more)

    def batch(self, *actions: AnyAction) -> ActionBatch:
        return ActionBatch(
            id=new_id(),
            capture=self.capture,
            registration=self.registration,
            sent_at=now_ms(),
            scope=ConsentScope.LEARNING,
            actions=list(actions),
        )

    async def send(self, batch: ActionBatch, *, once: str | None = None) -> None:
        """As over the WebSocket: straight into the stream."""
        session = SessionId(self.who.caller.session or new_id())
        subject = subjects.actions(self.who.caller.tenant, self.who.person, session)
        log = Log(self.world.process.bus)
        await log.put(subject, msgspec.json.encode(batch), once or str(batch.id))

    async def opens(self, thing: str = "rays", *, ago_ms: int = 20_000) -> None:
        await self.send(self.batch(self.act(PageOpened, thing, ago_ms=ago_ms, words=200)))

    async def spends(self, thing: str = "rays", ms: int = 5_000, *, ago_ms: int = 0) -> None:
        spent = self.act(
            TimeSpent, thing, ago_ms=ago_ms, for_ms=ms, visible_ms=ms, active_ms=ms, keys=2, pointers=3
        )
        await self.send(self.batch(spent))

    async def tries(self, item: UUID, thing: str = "check") -> None:
        shown = self.act(ItemShown, thing, item=item)
        begun = self.act(ItemBegun, thing, item=item, after_ms=4_000)
        await self.send(self.batch(shown, begun))

    async def answers(self, item: UUID, share: float, tries: int = 1) -> None:
        await self.world.publish(
            ResponseScored(
                response=new_id(),
                attempt=new_id(),
                registration=self.registration,
                course=self.course.id,
                item_set=self.course.at("check"),
                item=item,
                learner=self.who.person,
                skills=["seeing"],
                raw=share,
                maximum=1,
                scaled=share,
                hints_used=0,
                tries=tries,
                think_time_s=6.0,
                at=utc_now(),
            )
        )

    async def now(self) -> dict[str, Any]:
        answer = await self.who.get(f"/api/adaptive/registrations/{self.registration}")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


@dataclass
class Class:
    world: World
    course: Course
    run: UUID
    teacher: Someone
    pushed: list[Decision] = field(default_factory=list)

    async def learner(self) -> Learner:
        who = await self.world.someone("learner")
        registration = new_id()
        await self.world.publish(
            LearnerEnrolled(
                registration=registration, run=self.run, course=self.course.id, learner=who.person
            )
        )
        await self.world.quiet()
        return Learner(self.world, who, registration, self.course)

    async def hear(self, learner: Learner) -> list[Decision]:
        """What is pushed to the learner's page from now on."""
        heard: list[Decision] = []

        async def on_decision(message: Any) -> None:
            heard.append(msgspec.json.decode(message.data, type=Decision))

        subject = subjects.decisions(self.world.tenant, learner.who.person)
        await self.world.process.bus.client.subscribe(subject, cb=on_decision)
        await self.world.process.bus.client.flush()
        return heard


async def open_class(world: World, course: Course) -> Class:
    """With the platform's own policy, but for chance."""
    await activate(world, course)
    teacher = await world.someone("instructor")
    run = new_id()
    await world.publish(
        RunScheduled(
            run=run,
            course=course.id,
            starts_at=None,
            ends_at=None,
            instructors=[PersonId(teacher.person)],
            change=1,
        )
    )
    await world.quiet()
    await put_in_force(teacher, course, {**DEFAULT, "exploration": 0})
    await world.quiet()
    return Class(world, course, run, teacher)


async def put_in_force(teacher: Someone, course: Course, data: dict[str, Any]) -> int:
    policies = f"/api/adaptive/courses/{course.id}/policies"
    saved = await teacher.post(policies, json={"data": data})
    assert saved.status_code == 201, saved.text
    version: int = saved.json()["version"]
    done = await teacher.post(f"{policies}/{version}/activation")
    assert done.status_code == 202, done.text
    return version
