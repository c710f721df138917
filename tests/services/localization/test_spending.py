"""What machines have cost is kept: over processes and restarts, and never beyond what was budgeted."""

import asyncio
import gzip
import re
from collections.abc import AsyncIterator
from functools import partial
from importlib import import_module
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace
from sqlalchemy import delete, text
from sqlalchemy.ext.asyncio import create_async_engine

from stoa.compose.embedded import embedded
from stoa.kernel.clock import utc_now
from stoa.kernel.ids import EVERY_TENANT
from stoa.kernel.locale import Locale
from stoa.runtime.config import Secret
from stoa.runtime.db import Database, connect
from stoa.services.identity.service import SERVICE as IDENTITY
from stoa.services.localization.adapters.machines import FILE, machines_of
from stoa.services.localization.commands.spending import KeptLedger
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.providers.answer import Failed, Reason
from stoa.services.localization.domain.providers.budget import Budget, MonthSpent, costs, month_of
from stoa.services.localization.service import SERVICE as LOCALIZATION
from stoa.services.localization.store.spending import list_spent
from stoa.services.localization.tables import METADATA, spending
from tests.conftest import ENGINES
from tests.services.localization.courses import publish, text_course, want
from tests.services.localization.on_request.shown import asked, said, show
from tests.world import Someone, Stage, World, open_stage

KNOWN = {
    "Optics": "Óptica",
    "Light": "Luz",
    "Sound needs air to travel.": "El sonido necesita aire para viajar.",
    "Light does not need any at all.": "La luz no lo necesita en absoluto.",
}
HTML = "<p>Sound needs air to travel.</p><p>Light does not need any at all.</p>"
BUDGET = 60
"""Characters a month: all but the longest sentence."""
MACHINES = f"""
routes = ["en>es recorded-first recorded-second"]

[[providers]]
type = "recorded"
file = "{{file}}"
engine = "first"
microusd_per_character = 20.0
characters_a_month = {BUDGET}

[[providers]]
type = "recorded"
file = "{{file}}"
engine = "second"
"""


@pytest.fixture(scope="module")
async def budgeted_stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """Machines as their settings name them, with a bound on the first."""
    folder = tmp_path_factory.mktemp("budgeted")
    answers = folder / "answers.json.gz"
    targets = list(KNOWN.values())
    kept = {"en": list(KNOWN), "es": {"mt": {"first": targets, "second": [one.upper() for one in targets]}}}
    answers.write_bytes(gzip.compress(msgspec.json.encode(kept)))
    (folder / FILE).write_text(MACHINES.format(file=answers))

    async with (
        embedded(folder, only=ENGINES) as settings,
        open_stage(settings, [IDENTITY, LOCALIZATION]) as stage,
    ):
        yield stage


@pytest.fixture
async def world(budgeted_stage: Stage) -> AsyncIterator[World]:
    """A month in which nothing was spent yet."""
    world = World(budgeted_stage)
    async with world.db("localization").work(world.caller(tenant=EVERY_TENANT)) as work:
        await work.run(delete(spending))
    yield world
    await world.close()


def ledger(world: World, **budget: int) -> KeptLedger:
    """As another process would open it."""
    return KeptLedger(world.db("localization"), {"deepl": Budget(**budget)})


async def kept(world: World) -> dict[str, MonthSpent]:
    async with world.db("localization").read(world.caller(tenant=EVERY_TENANT)) as read:
        return {one.provider: one for one in await list_spent(read)}


async def figures(someone: Someone) -> dict[str, dict[str, Any]]:
    answer = await someone.get("/api/translation/figures")
    assert answer.status_code == 200, answer.text
    return {one["spent"]["provider"]: one for one in answer.json()["costs"]}


async def test_course_spends_up_to_the_budget_and_goes_on_to_the_next_machine(world: World) -> None:
    await publish(world, draft := text_course(HTML))
    editor = await want(world, draft, "es")
    waiting = (await editor.get("/api/post-edits", params={"locale": "es"})).json()
    assert len(waiting) == 4
    told = await figures(editor)
    first, second = told["recorded-first"], told["recorded-second"]
    assert first["used_up"]
    assert first["budget"]["characters"] == BUDGET
    assert first["spent"]["characters"] <= BUDGET
    assert first["spent"]["microusd"] == 20 * first["spent"]["characters"]
    assert not second["used_up"]
    assert first["spent"]["characters"] + second["spent"]["characters"] == sum(map(len, KNOWN))
    page = await editor.get("/translation/figures", headers={"accept": "text/html", "accept-language": "en"})
    assert "What machines have cost" in page.text
    assert "recorded-first\u2069 for this month is used up" in page.text
    refused_at = (await kept(world))["recorded-first"].refused_at
    assert refused_at is not None
    moment = re.escape(refused_at.isoformat())
    assert re.search(rf'since <stoa-time [^>]*><time datetime="{moment}">', page.text)
    assert "nothing that was asked fits into what is left of the month" in page.text


async def test_what_comes_to_nothing_is_given_back(world: World) -> None:
    one = ledger(world, characters=100)
    taken = await one.take("deepl", 80, 1_600)
    assert taken is not None
    assert await one.take("deepl", 80, 1_600) is None
    await one.give_back(taken)
    spent = (await kept(world))["deepl"]
    assert (spent.characters, spent.microusd) == (0, 0)
    assert await one.take("deepl", 80, 1_600) is not None
    assert (await kept(world))["deepl"].refused_at is None


async def test_process_that_dies_before_the_answer_has_spent_it(world: World) -> None:
    assert await ledger(world, characters=100).take("deepl", 80, 0) is not None
    started_anew = ledger(world, characters=100)
    assert await started_anew.take("deepl", 30, 0) is None
    assert await started_anew.take("deepl", 20, 0) is not None
    assert (await kept(world))["deepl"].characters == 100


@pytest.mark.parametrize("budget", [{"characters": 100}, {"microusd": 2_000}])
async def test_many_at_once_never_spend_more_than_the_budget(world: World, budget: dict[str, int]) -> None:
    ledgers = [ledger(world, **budget) for _ in range(3)]
    taken = await asyncio.gather(*(ledgers[at % 3].take("deepl", 7, 140) for at in range(30)))
    assert sum(one is not None for one in taken) == 14
    assert (await kept(world))["deepl"].characters == 98


async def test_month_begins_at_nothing_and_the_one_before_is_still_told(world: World) -> None:
    now = utc_now()
    before = "2020-01"
    async with world.db("localization").work(world.caller(tenant=EVERY_TENANT)) as work:
        row = {"provider": "recorded-first", "month": before, "characters": BUDGET, "microusd": 1_200}
        await work.run(spending.insert().values(tenant_id=EVERY_TENANT, **row, refused_at=now))
    assert (await ledger(world).take("recorded-first", 5, 100)) is not None
    editor = await world.someone("editor")
    answer = (await editor.get("/api/translation/figures")).json()["costs"]
    told = [(one["spent"]["month"], one["spent"]["characters"], one["used_up"]) for one in answer]
    assert told == [(month_of(now), 5, False), (month_of(now), 0, False), (before, BUDGET, True)]


async def test_first_take_beyond_the_budget_is_refused_and_named(world: World) -> None:
    assert await ledger(world, characters=3).take("deepl", 4, 0) is None
    spent = (await kept(world))["deepl"]
    assert (spent.characters, spent.refused_at is not None) == (0, True)


async def test_what_readers_wish_for_counts_as_well(world: World) -> None:
    reader = await world.someone("learner")
    shown = await show(world, "<p>Sound needs air to travel.</p>", title="Light")
    assert "El sonido" in str(said(await asked(reader, shown.to(reader))))
    assert (await kept(world))["recorded-first"].characters == len("Light") + len(
        "Sound needs air to travel."
    )


async def test_nobody_is_asked_while_nothing_can_be_noted(budgeted_stage: Stage) -> None:
    settings = budgeted_stage.process.platform.settings
    gone = connect(replace(settings.database, url=Secret("postgresql+asyncpg://stoa@127.0.0.1:1/stoa")))
    ledger_of = partial(KeptLedger, Database(gone, METADATA))
    machines = machines_of(settings.data, utc_now, ledger_of)
    answers = await machines.translate([CodedText("Light")], Locale("en"), Locale("es"))
    assert answers == [Failed(Reason.UNAVAILABLE, "recorded-second")]
    await gone.dispose()


async def test_month_begins_with_what_was_made_in_it_before_it_was_counted(world: World) -> None:
    await publish(world, draft := text_course(HTML))
    await want(world, draft, "es")
    reader = await world.someone("learner")
    shown = await show(world, "<p>Light does not need any at all.</p>", title="Optics")
    await asked(reader, shown.to(reader))
    counted = {name: one.characters for name, one in (await kept(world)).items()}
    begun = import_module("stoa.services.localization.migrations.0015_spending").BEGUN
    engine = create_async_engine(world.process.platform.settings.database.admin_url.reveal())
    async with engine.begin() as connection:
        await connection.execute(text("TRUNCATE localization.spending"))
        mine = f"WHERE tenant_id = '{world.tenant}'"
        for table in ("units", "on_request"):
            await connection.execute(text(f"DELETE FROM localization.{table} {mine.replace('=', '<>')}"))
        await connection.execute(text(begun))
    await engine.dispose()
    assert {name: one.characters for name, one in (await kept(world)).items()} == counted


def test_every_machine_is_told_of_this_month() -> None:
    told = costs([], {"deepl": Budget(characters=9), "apertium": Budget()}, "2026-11")
    assert [(one.spent.provider, one.spent.month, one.used_up) for one in told] == [
        ("apertium", "2026-11", False),
        ("deepl", "2026-11", False),
    ]
