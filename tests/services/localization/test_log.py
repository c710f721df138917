"""The log of units: nobody writes it over, a change to it is seen, and units are rebuilt from it equal."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import create_async_engine

from tests.services.localization.courses import publish, text_course, translate_all, want
from tests.world import World


@pytest.fixture
async def course(world: World) -> str:
    """Translated into Spanish by a person."""
    await publish(world, draft := text_course())
    await want(world, draft, "es")
    await translate_all(world)
    return str(draft.document.course)


async def verified(world: World, course: str) -> dict[str, Any]:
    administrator = await world.someone("administrator")
    answer = await administrator.get(f"/api/courses/{course}/locales/es/log")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def spoil(world: World, statement: str) -> None:
    engine = create_async_engine(world.process.platform.settings.database.admin_url.reveal())
    async with engine.begin() as connection:
        await connection.execute(text(statement), {"tenant": world.tenant})
    await engine.dispose()


async def test_log_of_a_translated_course_is_sound_and_says_what_the_units_say(
    world: World, course: str
) -> None:
    assert await verified(world, course) == {
        "course": course,
        "locale": "es",
        "entries": 10,
        "fault": None,
        "differing": [],
    }


async def test_entry_that_somebody_changed_is_found(world: World, course: str) -> None:
    changed = "UPDATE localization.changes SET entry = replace(entry, 'BENDS', 'BREAKS')"
    await spoil(world, f"{changed} WHERE tenant_id = :tenant AND entry LIKE '%BENDS%'")
    found = await verified(world, course)
    assert found["fault"] is not None
    rebuilt = await (await world.someone("administrator")).post(
        f"/api/courses/{course}/locales/es/log/rebuild"
    )
    assert (rebuilt.status_code, rebuilt.json()["code"]) == (409, "localization.log_broken")


@pytest.mark.parametrize("number", [4, 10])
async def test_entry_that_somebody_took_away_is_missed(world: World, course: str, number: int) -> None:
    await spoil(world, f"DELETE FROM localization.changes WHERE tenant_id = :tenant AND number = {number}")
    assert (await verified(world, course))["fault"] == number


async def test_units_that_were_lost_or_changed_are_rebuilt_from_the_log_equal(
    world: World, course: str
) -> None:
    await spoil(
        world,
        "UPDATE localization.units SET target = 'x', state = 3 WHERE tenant_id = :tenant AND target > 'L'",
    )
    await spoil(world, "DELETE FROM localization.units WHERE tenant_id = :tenant AND target LIKE 'IT BENDS%'")
    assert len((await verified(world, course))["differing"]) >= 3
    administrator = await world.someone("administrator")
    rebuilt = await administrator.post(f"/api/courses/{course}/locales/es/log/rebuild")
    assert rebuilt.status_code == 200
    assert (await verified(world, course))["differing"] == []
    said = (await administrator.get(f"/api/courses/{course}/units", params={"locale": "es"})).json()
    assert {one["unit"]["target"].strip() for one in said} >= {"OPTICS", "IT BENDS."}


@pytest.mark.parametrize(
    "statement", ["UPDATE localization.changes SET entry = ''", "DELETE FROM localization.changes"]
)
async def test_service_itself_may_not_rewrite_its_log(world: World, course: str, statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        async with world.db("localization").work(world.caller()) as work:
            await work.run(text(statement))


async def test_nobody_else_may_look_into_the_log(world: World, course: str) -> None:
    for role in ("translator", "editor"):
        someone = await world.someone(role)
        assert (await someone.get(f"/api/courses/{course}/locales/es/log")).status_code == 403
