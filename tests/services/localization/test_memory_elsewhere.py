"""One process has the fuzzy index; the desk is laid by another, with connections of its own."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import pytest

from stoa.compose.build import open_process
from stoa.runtime.surroundings import TenantCard
from stoa.services.localization.adapters import asked_memory
from tests.services.localization.courses import claim, publish, text_course, translate_all, want
from tests.services.localization.test_memory import found
from tests.world import Someone, Stage, World

EIGHT = "<p>The light of the sun reaches us in eight minutes.</p>"
NINE = "<p>The bright light of the sun reaches us in nine minutes.</p>"


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine, a holder that lives is heard."""
    monkeypatch.setattr(asked_memory, "_WITHIN_S", 30.0)


@asynccontextmanager
async def elsewhere(stage: Stage, world: World) -> AsyncIterator[World]:
    """The same tenant, seen from a process that only opens doors."""

    async def tenant_of(host: str) -> TenantCard | None:
        return stage.tenants.get(host)

    settings, services = stage.process.platform.settings, stage.process.services
    process = await open_process(settings, services, lambda _: tenant_of, name="doors")
    other = World(Stage(process, stage.tenants))
    other.tenant = world.tenant
    try:
        yield other
    finally:
        await other.close()
        await process.close()


async def wanted_alike(world: World) -> tuple[str, Someone, UUID]:
    """A sentence was approved, and one like it waits: its unit, who approved the other, and its course."""
    await publish(world, first := text_course(EIGHT))
    await want(world, first, "es")
    translator = await translate_all(world, lambda text: f"{text} (es)")
    async with asyncio.timeout(60):
        while not await found(world):
            await asyncio.sleep(0.1)
    await publish(world, second := text_course(NINE))
    await want(world, second, "es")
    claimed = await claim(translator, count=10, course=str(second.document.course))
    [unit] = [one["unit"]["id"] for one in claimed if "nine" in one["source"]["text"]]
    return unit, translator, first.document.course


async def test_desk_of_another_process_offers_what_is_alike_with_its_differences(
    localization_stage: Stage, world: World
) -> None:
    unit, translator, _ = await wanted_alike(world)
    async with elsewhere(localization_stage, world) as other:
        someone = await other.someone("translator", person=translator.person)
        desk = (await someone.get(f"/api/units/{unit}")).json()
        page = await page_of(someone, unit)
    assert desk["searched"]
    assert [one["origin"] for one in desk["offers"]] == ["fuzzy"]
    assert desk["offers"][0]["target"].startswith("The light of the sun reaches us in")
    assert 0.75 <= desk["offers"][0]["score"] < 1
    assert "Memory, alike" in page
    assert re.search(r"<ins>\s?bright\s?</ins>", page)


async def test_what_another_tenant_approved_is_not_offered(localization_stage: Stage, world: World) -> None:
    await wanted_alike(world)
    other_school = World(localization_stage)
    await publish(other_school, draft := text_course(NINE))
    await want(other_school, draft, "es")
    async with elsewhere(localization_stage, other_school) as other:
        someone = await other.someone("translator")
        units = [one["unit"]["id"] for one in await claim(someone, count=10)]
        desks = [(await someone.get(f"/api/units/{unit}")).json() for unit in units]
    assert [(desk["searched"], desk["offers"]) for desk in desks] == [(True, [])] * 3


async def test_what_was_taken_back_in_a_process_without_the_index_is_not_offered(
    localization_stage: Stage, world: World
) -> None:
    unit, translator, first = await wanted_alike(world)
    desk = (await translator.get(f"/api/units/{unit}")).json()
    assert desk["offers"]
    async with elsewhere(localization_stage, world) as other:
        someone = await other.someone("translator", person=translator.person)
        [approved] = [
            one["unit"]
            for one in (await someone.get(f"/api/courses/{first}/units?locale=es")).json()
            if "eight" in one["source"]["text"]
        ]
        said = {"version": approved["version"], "why": "It is not minutes."}
        assert (await someone.post(f"/api/units/{approved['id']}/reject", json=said)).status_code == 200
        assert (await someone.get(f"/api/units/{unit}")).json()["offers"] == []
    assert (await translator.get(f"/api/units/{unit}")).json()["offers"] == []


@pytest.mark.parametrize("silent", [False, True])
async def test_desk_is_laid_and_says_so_when_nobody_answers_for_the_memory(
    localization_stage: Stage, world: World, monkeypatch: pytest.MonkeyPatch, silent: bool
) -> None:
    unit, translator, _ = await wanted_alike(world)
    monkeypatch.setattr(asked_memory, "_SUBJECT", f"ask.localization.nobody.{silent}")
    monkeypatch.setattr(asked_memory, "_WITHIN_S", 0.2)
    async with elsewhere(localization_stage, world) as other:
        if silent:
            await other.process.bus.client.subscribe(asked_memory._SUBJECT)
        someone = await other.someone("translator", person=translator.person)
        desk = (await someone.get(f"/api/units/{unit}")).json()
        page = await page_of(someone, unit)
    assert (desk["searched"], desk["offers"]) == (False, [])
    assert "cannot be looked up just now" in page
    assert "knows nothing like it" not in page


async def page_of(someone: Someone, unit: str) -> str:
    answer = await someone.get(f"/translation/units/{unit}", headers={"accept": "text/html"})
    assert answer.status_code == 200, answer.text
    return answer.text
