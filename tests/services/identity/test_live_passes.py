"""Passes of pages: short, for those who are signed in, and gone when their right is."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from stoa.contracts.adaptive import FloodNoticed
from stoa.contracts.identity import RolesChanged
from stoa.contracts.tracking import RunScheduled
from stoa.kernel.event import type_name
from stoa.kernel.ids import SessionId, new_id, new_secret_id
from stoa.runtime.live import subjects, warden
from stoa.runtime.live.passes import LIFETIME, key_of
from stoa.runtime.live.tokens import body_of
from stoa.services.identity.commands.people import Changes, change_person
from tests.line import head_of
from tests.services.identity.live import Pages
from tests.world import World

_PAGES = 20
"""As many subscriptions as pages would have; the server ends connections with more than 40."""


async def test_a_pass_lasts_five_minutes_at_most(pages: Pages) -> None:
    given = await pages.granted(await pages.school.someone())
    body = body_of(given["token"])
    assert body["exp"] - body["iat"] == LIFETIME.total_seconds()
    assert datetime.fromisoformat(given["expires_at"]) <= datetime.now(UTC) + LIFETIME
    assert given["address"] == f"ws://{World.host(pages.school.world.tenant)}/live"


async def test_nobody_unknown_gets_a_pass(pages: Pages) -> None:
    anyone = await pages.school.browser()
    answer = await anyone.post("/api/live/credentials", json={})
    assert answer.status_code == 401
    assert (await anyone.get("/api/live/stream")).status_code == 401


async def test_a_page_tells_and_is_told(pages: Pages) -> None:
    browser = await pages.school.someone()
    given = await pages.granted(browser)
    push = pages.school.world.process.given["identity"]["push"]
    async with pages.line(given["token"]) as line:
        assert all([await line.subscribe(subject) for subject in given["subscribe"]])
        reply, head = f"{given['inbox']}.1", head_of(Nats_Msg_Id="batch-1")
        assert await line.publish(given["publish"], b"{}", reply=reply, head=head)
        kept = msgspec.json.decode(await line.hears(reply))
        assert kept["stream"] == "tel"
        again = f"{given['inbox']}.2"
        assert await line.publish(given["publish"], b"{}", reply=again, head=head)
        assert msgspec.json.decode(await line.hears(again))["duplicate"] is True
        await push.consent(pages.school.world.tenant, browser.person, {"scope": "essential"})
        said = await line.hears(subjects.consent(pages.school.world.tenant, browser.person))
        assert msgspec.json.decode(said) == {"scope": "essential"}


async def test_a_page_that_opens_while_others_are_refused_is_told_all_the_same(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server takes the account of pages anew at every refusal, with whatever it gets from others."""
    monkeypatch.setattr(warden, "_REST", 0)
    platform, someone = pages.school.world.process.platform, await pages.school.someone()
    given, push = await pages.granted(someone), pages.school.world.process.given["identity"]["push"]
    subject = subjects.consent(pages.school.world.tenant, someone.person)
    async with _refusing(warden.Warden(platform.settings.live.authority, platform.settings.bus.url)):
        for _ in range(40):
            async with pages.line(given["token"]) as line:
                await line.subscribe_often(subject, _PAGES)
                await push.consent(pages.school.world.tenant, someone.person, {"scope": "essential"})
                await line.hears(subject)
                await line.settle()
                assert len(line.told) == _PAGES


@asynccontextmanager
async def _refusing(at_work: warden.Warden) -> AsyncIterator[None]:
    """One session after the other, as fast as the server takes them."""

    async def refuse() -> None:
        while True:
            at_work.refuse({key_of(SessionId(new_secret_id())): datetime.now(UTC)})
            await asyncio.sleep(0.001)

    tasks = [asyncio.create_task(refuse()), asyncio.create_task(at_work.run())]
    try:
        yield
    finally:
        # Before Python 3.12 a wait that ends just then forgets that it was cancelled.
        while not all(task.done() for task in tasks):
            for task in tasks:
                task.cancel()
            await asyncio.sleep(0.05)


async def test_a_new_pass_takes_over_before_the_old_one_ends(pages: Pages) -> None:
    browser = await pages.school.someone()
    first = await pages.granted(browser)
    async with pages.line(first["token"]) as before:
        second = await pages.granted(browser)
        async with pages.line(second["token"]) as after:
            assert before.open
            assert after.open
            assert await after.publish(second["publish"], b"{}")


async def test_a_pass_is_refused_after_its_end(pages: Pages) -> None:
    browser = await pages.school.someone()
    passes = pages.school.world.process.given["identity"]["passes"]
    old = passes.issue(
        pages.school.world.tenant,
        browser.person,
        new_id(),
        issued_at=datetime.now(UTC) - LIFETIME + timedelta(seconds=15),
    )
    async with pages.line(old.token) as line:
        assert line.open
        assert await line.ends() == "Authentication Expired"
    async with pages.line(old.token) as line:
        assert not line.open


async def test_who_signs_out_is_cut_off_and_stays_out(pages: Pages) -> None:
    browser = await pages.school.someone()
    given = await pages.granted(browser)
    async with pages.line(given["token"]) as line:
        await browser.post("/sign-out")
        assert await line.ends() == "Credentials Revoked"
    async with pages.line(given["token"]) as line:
        assert not line.open
    assert (await browser.post("/api/live/credentials", json={})).status_code == 401


async def test_another_session_of_the_same_person_goes_on(pages: Pages) -> None:
    member = await pages.school.register()
    leaving, staying = await pages.school.sign_in(member), await pages.school.sign_in(member)
    left, stayed = await pages.granted(leaving), await pages.granted(staying)
    async with pages.line(left["token"]) as one, pages.line(stayed["token"]) as other:
        await leaving.post("/sign-out")
        await one.ends()
        assert other.open


async def test_who_is_deactivated_is_cut_off(pages: Pages) -> None:
    browser = await pages.school.someone()
    given = await pages.granted(browser)
    db = pages.school.world.db("identity")
    async with pages.line(given["token"]) as line:
        await change_person(db, pages.school.operator(), browser.person, Changes(active=False))
        assert await line.ends() == "Credentials Revoked"
    assert (await browser.post("/api/live/credentials", json={})).status_code == 401


async def test_instructors_watch_the_runs_that_they_teach(pages: Pages) -> None:
    instructor = await pages.school.someone("instructor")
    colleague = await pages.school.someone("instructor")
    administrator = await pages.school.someone("administrator")
    learner = await pages.school.someone("learner")
    run = await pages.run_taught_by(instructor.person)
    watched = subjects.run(pages.school.world.tenant, run)
    for browser, status in ((instructor, 200), (administrator, 200), (colleague, 404), (learner, 404)):
        answer = await browser.post("/api/live/credentials", json={"runs": [str(run)]})
        assert answer.status_code == status
        if status == 200:
            async with pages.line(answer.json()["token"]) as line:
                assert await line.subscribe(watched)
    unknown = await administrator.post("/api/live/credentials", json={"runs": [str(new_id())]})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "run.unknown")
    many = await administrator.post("/api/live/credentials", json={"runs": [str(new_id())] * 21})
    assert many.status_code == 422


async def test_who_ceases_to_teach_a_run_is_cut_off(pages: Pages) -> None:
    instructor = await pages.school.someone("instructor")
    run = await pages.run_taught_by(instructor.person)
    given = await pages.granted(instructor, run)
    async with pages.line(given["token"]) as line:
        await pages.run_taught_by(run=run, change=2)
        assert await line.ends() == "Credentials Revoked"
    assert (await instructor.post("/api/live/credentials", json={"runs": [str(run)]})).status_code == 404
    # An older fact that comes late gives nothing back.
    await pages.run_taught_by(instructor.person, run=run, change=1)
    assert (await instructor.post("/api/live/credentials", json={"runs": [str(run)]})).status_code == 404


async def test_who_loses_the_role_is_cut_off_before_the_access_token_ends(pages: Pages) -> None:
    instructor = await pages.school.someone("instructor", "learner")
    run = await pages.run_taught_by(instructor.person)
    given = await pages.granted(instructor, run)
    db = pages.school.world.db("identity")
    async with pages.line(given["token"]) as line:
        await change_person(db, pages.school.operator(), instructor.person, Changes(roles=["learner"]))
        assert await line.ends() == "Credentials Revoked"
    assert (await instructor.post("/api/live/credentials", json={"runs": [str(run)]})).status_code == 404
    await asyncio.sleep(1.1)  # the server compares whole seconds
    async with pages.line((await pages.granted(instructor))["token"]) as line:
        assert line.open
        assert not await line.subscribe(subjects.run(pages.school.world.tenant, run))


async def test_a_session_that_floods_rests_and_others_do_not(pages: Pages) -> None:
    member = await pages.school.register()
    flooding, calm = await pages.school.sign_in(member), await pages.school.sign_in(member)
    given, other = await pages.granted(flooding), await pages.granted(calm)
    session = given["publish"].rpartition(".")[2]
    async with pages.line(given["token"]) as line, pages.line(other["token"]) as quiet:
        await pages.school.world.publish(
            FloodNoticed(session=session, learner=member.id, actions=9000, seconds=10)
        )
        assert await line.ends() == "Credentials Revoked"
        assert quiet.open
    answer = await flooding.post("/api/live/credentials", json={})
    assert (answer.status_code, answer.json()["code"]) == (429, "live.suspended")
    assert (await calm.post("/api/live/credentials", json={})).status_code == 200


async def test_a_session_is_suspended_for_its_own_person_only(pages: Pages) -> None:
    browser = await pages.school.someone()
    given = await pages.granted(browser)
    session = given["publish"].rpartition(".")[2]
    await pages.school.world.publish(
        FloodNoticed(session=session, learner=new_id(), actions=9000, seconds=10),
        FloodNoticed(session=new_id(), learner=browser.person, actions=9000, seconds=10),
    )
    await pages.school.world.quiet()
    async with pages.line(given["token"]) as line:
        assert line.open
    assert (await browser.post("/api/live/credentials", json={})).status_code == 200


async def test_the_same_facts_again_take_nothing_from_newer_passes(pages: Pages) -> None:
    instructor = await pages.school.someone("instructor", "learner")
    run = await pages.run_taught_by(instructor.person)
    await pages.run_taught_by(run=run, change=2)
    db = pages.school.world.db("identity")
    await change_person(db, pages.school.operator(), instructor.person, Changes(roles=["learner"]))
    await pages.school.world.quiet()
    await asyncio.sleep(1.1)  # the server compares whole seconds
    given = await pages.granted(instructor)
    async with pages.line(given["token"]) as line:
        for envelope, _ in pages.school.world.heard():
            for kind in (RolesChanged, RunScheduled):
                if envelope.type == type_name(kind):
                    await pages.school.world.publish_again(kind, envelope)
        await pages.school.world.quiet()
        await asyncio.sleep(0.2)
        assert line.open
