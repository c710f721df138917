"""What a browser sends is not believed: bad batches are put aside, and nothing of another is touched."""

import asyncio
from datetime import datetime
from typing import Any

import httpx
import msgspec
from prometheus_client import REGISTRY
from sqlalchemy import text

from stoa.contracts.adaptive import FloodNoticed
from stoa.contracts.telemetry import (
    ConsentScope,
    DecisionDeclined,
    ItemBegun,
    PageOpened,
    TimeSpent,
    VideoWatched,
)
from stoa.contracts.tracking import EnrolmentEnded, LearnerEnrolled
from stoa.kernel.ids import SessionId, new_id
from stoa.runtime.live import subjects
from stoa.runtime.partitions import Log
from stoa.services.adaptive.domain.own_words import ItemCalibrated
from tests.services.adaptive.learner import Class, Learner
from tests.services.adaptive.waiting import until
from tests.world import Someone


def aside(reason: str) -> float:
    return REGISTRY.get_sample_value("stoa_adaptive_aside_total", {"reason": reason}) or 0.0


async def put_raw(learner: Learner, data: bytes) -> None:
    session = SessionId(learner.who.caller.session or new_id())
    subject = subjects.actions(learner.who.caller.tenant, learner.who.person, session)
    await Log(learner.world.process.bus).put(subject, data, str(new_id()))


def _partition(who: Someone) -> int:
    return subjects.partition_of(who.caller.tenant, who.person)


async def here(learner: Learner) -> dict[str, Any] | None:
    """As the instructor would see the learner, once anything is known."""
    live: dict[str, Any] | None = (await learner.now())["live"]
    return live if live and live["object"] else None


async def test_bad_batches_are_put_aside_and_stop_nobody(school: Class) -> None:
    learner = await school.learner()
    before = aside("schema")
    good = msgspec.to_builtins(learner.batch(learner.act(PageOpened)))
    await put_raw(learner, b"not a batch")
    await put_raw(learner, b"[" * 5_000)
    await put_raw(learner, msgspec.json.encode({**good, "more": 1}))
    await put_raw(learner, msgspec.json.encode({**good, "actions": good["actions"] * 201}))
    await put_raw(learner, b'{"stream":"tel","seq":7}')
    await learner.opens("rays")
    assert await until(lambda: here(learner))
    assert aside("schema") == before + 5
    stream = await school.world.process.bus.stream.stream_info("aside")
    assert stream.state.messages >= 5


async def _in_safe_keeping(learner: Learner) -> bool:
    world = learner.world
    async with world.db("adaptive").read(world.caller()) as read:
        known = text("SELECT count(*) FROM adaptive.states WHERE registration = :registration")
        return bool(await read.value(known, {"registration": learner.registration}))


async def test_registration_of_another_is_refused(school: Class) -> None:
    learner, thief = await school.learner(), await school.learner()
    before = aside("foreign")
    await learner.opens("rays")
    # Until it is in safe keeping, only its own partition knows whose it is.
    await until(lambda: _in_safe_keeping(learner))
    stolen = Learner(school.world, thief.who, learner.registration, school.course)
    await stolen.send(stolen.batch(stolen.act(PageOpened, "mirrors")))
    await thief.opens("rays")
    await until(lambda: here(thief))
    assert aside("foreign") == before + 1
    live = await here(learner)
    assert live is not None
    assert live["object"] == str(school.course.at("rays"))


async def test_what_comes_before_the_enrolment_is_told_is_not_lost(school: Class) -> None:
    who = await school.world.someone("learner")
    learner = Learner(school.world, who, new_id(), school.course)
    await learner.opens("rays")
    await learner.spends("rays")
    await asyncio.sleep(1.5)
    await school.world.publish(
        LearnerEnrolled(
            registration=learner.registration, run=school.run, course=school.course.id, learner=who.person
        )
    )
    await school.world.quiet()
    live = await until(lambda: here(learner))
    assert live["object"] == str(school.course.at("rays"))


async def test_who_makes_up_registrations_takes_no_room_from_others(school: Class) -> None:
    """Of the same partition, where 500 registrations have room until their enrolment is told."""
    thief, late = await school.learner(), await school.world.someone("learner")
    while _partition(late) != _partition(thief.who):
        late = await school.world.someone("learner")
    before = aside("registration")
    made_up = [Learner(school.world, thief.who, new_id(), school.course) for _ in range(510)]
    await asyncio.gather(*(one.opens("rays") for one in made_up))
    learner = Learner(school.world, late, new_id(), school.course)
    await learner.opens("rays")

    async def refused() -> bool:
        return aside("registration") >= before + 500

    assert await until(refused)
    await school.world.publish(
        LearnerEnrolled(
            registration=learner.registration, run=school.run, course=school.course.id, learner=late.person
        )
    )
    await school.world.quiet()
    assert (await until(lambda: here(learner)))["object"] == str(school.course.at("rays"))


async def test_actions_beyond_the_consent_are_put_aside(school: Class) -> None:
    learner = await school.learner()
    before = aside("consent")
    told = learner.batch(learner.act(PageOpened, "mirrors"))
    await learner.send(msgspec.structs.replace(told, scope=ConsentScope.ESSENTIAL))
    declined = learner.batch(learner.act(DecisionDeclined, "rays", decision=new_id()))
    await learner.send(msgspec.structs.replace(declined, scope=ConsentScope.ESSENTIAL))
    await learner.opens("rays")
    assert (await until(lambda: here(learner)))["object"] == str(school.course.at("rays"))
    assert aside("consent") == before + 1


async def test_nothing_is_folded_after_the_enrolment_ended(school: Class) -> None:
    learner = await school.learner()
    await learner.opens("rays")
    await until(lambda: here(learner))
    ended = EnrolmentEnded(
        registration=learner.registration,
        run=school.run,
        course=school.course.id,
        learner=learner.who.person,
        change=2,
    )
    await school.world.publish(ended)
    await school.world.quiet()
    before = aside("ended")
    await learner.opens("mirrors")

    async def refused() -> bool:
        return aside("ended") > before

    assert await until(refused)
    live = await here(learner)
    assert live is not None
    assert live["object"] == str(school.course.at("rays"))


async def test_late_actions_do_not_move_the_present(school: Class) -> None:
    learner = await school.learner()
    await learner.opens("rays", ago_ms=0)
    first = await until(lambda: here(learner))
    await learner.opens("mirrors", ago_ms=600_000)
    await learner.opens("rays", ago_ms=0)

    async def newer() -> dict[str, Any] | None:
        live = await here(learner)
        return live if live and live["sequence"] >= first["sequence"] + 2 else None

    live = await until(newer)
    assert live["object"] == str(school.course.at("rays"))
    assert live["progress"] > first["progress"]


async def test_clock_of_a_browser_is_not_believed(school: Class) -> None:
    learner = await school.learner()
    spent = learner.act(TimeSpent, "rays", for_ms=1_000, visible_ms=1_000, active_ms=0)
    ahead = msgspec.structs.replace(spent, at=spent.at + 86_400_000)
    await learner.opens("rays")
    await learner.send(learner.batch(ahead))
    live = await until(lambda: here(learner))
    assert abs(_ms(live["seen_at"]) - spent.at) < 60_000


async def test_flood_is_stopped_and_told_of(school: Class) -> None:
    learner = await school.learner()
    before = aside("flood")
    for _ in range(22):
        spent = [learner.act(TimeSpent, "rays", for_ms=10, visible_ms=10, active_ms=10) for _ in range(200)]
        await learner.send(learner.batch(*spent))

    async def told() -> list[FloodNoticed]:
        return school.world.events(FloodNoticed)

    noticed = await until(told)
    assert noticed[0].session == learner.who.caller.session
    assert aside("flood") > before


async def test_flood_of_rubbish_is_told_of_too(school: Class) -> None:
    learner = await school.learner()
    await asyncio.gather(*(put_raw(learner, b"rubbish") for _ in range(110)))

    async def told() -> list[FloodNoticed]:
        return school.world.events(FloodNoticed)

    assert (await until(told))[0].learner == learner.who.person


async def test_beacon_is_kept_when_it_is_answered(school: Class) -> None:
    learner = await school.learner()
    batch = learner.batch(learner.act(PageOpened, "rays"))
    answer = await learner.who.post("/api/telemetry", content=msgspec.json.encode(batch))
    assert answer.status_code == 202, answer.text
    again = await learner.who.post("/api/telemetry", content=msgspec.json.encode(batch))
    assert again.status_code == 202
    assert await until(lambda: here(learner))


async def test_beacon_of_another_is_refused(school: Class) -> None:
    learner, thief = await school.learner(), await school.learner()
    batch = learner.batch(learner.act(PageOpened, "rays"))
    answer = await thief.who.post("/api/telemetry", content=msgspec.json.encode(batch))
    assert answer.status_code == 404
    assert answer.json()["code"] == "registration.missing"
    unreadable = await learner.who.post("/api/telemetry", json={"id": str(new_id())})
    assert unreadable.status_code == 422


async def test_made_up_items_and_films_are_told_to_nobody(school: Class) -> None:
    """News of an item go into every partition: one action would become many messages, for ever."""
    learner = await school.learner()
    answered, made_up = new_id(), [new_id() for _ in range(30)]
    begun = [learner.act(ItemBegun, "check", item=item, after_ms=600_000) for item in made_up]
    await learner.send(learner.batch(*begun))
    film = learner.act(VideoWatched, "rays", from_s=0, to_s=600, duration_s=600)
    await learner.send(learner.batch(msgspec.structs.replace(film, object=new_id())))
    for _ in range(6):
        await learner.answers(answered, 1.0)

    async def told() -> list[ItemCalibrated]:
        return school.world.events(ItemCalibrated)

    assert {one.item for one in await until(told, 90)} == {answered}
    seen = (await school.teacher.get(f"/api/adaptive/runs/{school.run}")).json()
    assert [part["films"] for part in seen if part["films"]] == []


async def test_flood_of_beacons_is_turned_away_and_harms_no_other(school: Class) -> None:
    learner, other = await school.learner(), await school.learner()

    async def beacon(one: Learner) -> httpx.Response:
        batch = one.batch(one.act(PageOpened, "rays"))
        return await one.who.post("/api/telemetry", content=msgspec.json.encode(batch))

    answers = await asyncio.gather(*(beacon(learner) for _ in range(120)))
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert refused[0].headers["retry-after"]
    assert refused[0].json()["code"] == "live.suspended"
    assert (await beacon(other)).status_code == 202


def _ms(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp() * 1000
