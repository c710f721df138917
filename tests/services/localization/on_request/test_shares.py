"""What one person may have machines translate on request: reserved before they are asked."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from stoa.services.localization import jobs
from stoa.services.localization.commands import on_request as asking
from stoa.services.localization.domain import on_request, pace
from stoa.services.localization.domain.providers.answer import Failed, Reason
from stoa.services.localization.store import shares
from stoa.services.localization.tables import METADATA
from tests.services.localization.courses import publish, text_course
from tests.services.localization.on_request.shown import asked, refused, said, show
from tests.services.localization.test_machines import Shouting
from tests.world import Someone, World


async def test_one_person_cannot_have_the_machines_work_without_end(
    world: World, engine: Shouting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_request, "MOST_AN_HOUR", 60)
    reader, other, text = await world.someone("learner"), await world.someone("learner"), await show(world)
    more = await show(world, "<p>Another thing to say.</p>")
    await asked(reader, text.to(reader))
    assert await refused(reader, more.to(reader)) == (429, "translation.too_often")
    assert said(await asked(reader, text.to(reader)))[0] == "THE EXAM"
    assert said(await asked(other, more.to(other)))[1] == "<p>ANOTHER THING TO SAY.</p>"


async def test_one_person_does_not_ask_without_end_for_what_is_known_either(
    world: World, engine: Shouting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "MOST_AN_HOUR", 2)
    reader, other, text = await world.someone("learner"), await world.someone("learner"), await show(world)
    page = {"voucher": text.to(reader)}
    await asked(reader, text.to(reader))
    assert (await reader.post("/translated", data=page)).status_code == 200
    answer = await reader.post("/api/translations", json={"voucher": text.to(reader), "locale": "es"})
    assert (answer.status_code, answer.json()["code"]) == (429, "translation.too_often")
    assert 1_700 <= int(answer.headers["retry-after"]) <= 1_800
    assert (await reader.post("/translated", data=page)).status_code == 429
    assert said(await asked(other, text.to(other)))[0] == "THE EXAM"


async def test_requests_at_the_same_time_share_what_one_person_may_have_translated(
    world: World, engine: Shouting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_request, "MOST_AN_HOUR", 60)
    reader, text = await world.someone("learner"), await show(world)
    more = await show(world, "<p>Another thing to say.</p>")
    at_work, go_on = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        at_work.set()
        await go_on.wait()

    engine.before = hold
    first = asyncio.create_task(asked(reader, text.to(reader)))
    await at_work.wait()
    assert await refused(reader, more.to(reader)) == (429, "translation.too_often")
    go_on.set()
    assert said(await first)[0] == "THE EXAM"


async def test_machines_that_take_too_long_have_cost_and_those_never_asked_have_not(
    world: World, engine: Shouting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_request, "MOST_AN_HOUR", 60)
    monkeypatch.setattr(asking, "PATIENCE_S", 0.05)
    reader, text = await world.someone("learner"), await show(world)
    more, arabic = await show(world, "<p>Another thing to say.</p>"), await show(world, locale="ar")
    assert (await refused(reader, arabic.to(reader)))[0] == 409
    with monkeypatch.context() as full:
        full.setattr(engine, "_say", lambda _: Failed(Reason.UNAVAILABLE))
        assert await refused(reader, text.to(reader)) == (503, "translation.not_now")
    engine.before = partial(asyncio.sleep, 5)
    assert await refused(reader, text.to(reader)) == (503, "translation.not_now")
    engine.before = None
    assert await refused(reader, more.to(reader)) == (429, "translation.too_often")


async def _naming(world: World, someone: Someone) -> set[str]:
    """Tables that name the person."""
    mine = set()
    async with world.db("localization").read(world.caller()) as read:
        for table in METADATA.sorted_tables:
            rows = await read.all(select(table))
            if any(str(someone.person) in str(row) for row in rows):
                mine.add(table.name)
    return mine


async def test_nothing_says_who_asked_once_the_hour_is_over(
    world: World, engine: Shouting, monkeypatch: pytest.MonkeyPatch
) -> None:
    await publish(world, text_course())
    reader, text = await world.someone("learner"), await show(world)
    await asked(reader, text.to(reader))
    db = world.db("localization")
    await jobs.forget_shares(db)
    assert await _naming(world, reader) == {"shares"}
    monkeypatch.setattr(shares, "WINDOW", timedelta(0))
    await jobs.forget_shares(db)
    assert await _naming(world, reader) == set()
