"""Machines translate what the memory does not know: once, and late rather than never."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from stoa.compose.embedded import embedded
from stoa.contracts.localization import LocaleReady, PostEditRequested, UnitsTranslated
from stoa.kernel.locale import Locale
from stoa.runtime.service import Platform
from stoa.services.identity.service import SERVICE as IDENTITY
from stoa.services.localization.adapters.nobody import NoIndex
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.providers.answer import Answer, Failed, Reason, Translated
from stoa.services.localization.domain.providers.budget import Budget
from stoa.services.localization.domain.terms.term import Term
from stoa.services.localization.ports import Outside
from stoa.services.localization.service import SERVICE as LOCALIZATION
from stoa.services.localization.tables import units
from tests.conftest import ENGINES
from tests.services.localization.courses import publish, ready_document, text_course, want
from tests.services.localization.test_terms import add
from tests.services.localization.told_apart import calibration, told_apart
from tests.world import Stage, World, open_stage

SOUND = "<p>Sound needs air to travel.</p><p>Light does not need any.</p>"


class Shouting:
    """An engine in another building: it says everything in capitals, and goes away at times."""

    def __init__(self) -> None:
        self.answers = True
        self.sure = 1.0
        self.asked: list[str] = []
        self.told: list[str] = []
        self.before: Callable[[], Awaitable[None]] | None = None

    def translates(self, source: Locale, target: Locale) -> bool:
        return source == "en"

    def prices(self) -> Mapping[str, float]:
        return {"shouting": 20.0}

    def budgets(self) -> Mapping[str, Budget]:
        return {}

    async def translate(
        self, texts: Sequence[CodedText], source: Locale, target: Locale, terms: Sequence[Term] = ()
    ) -> list[Answer]:
        if self.before is not None:
            await self.before()
        self.asked += [text.text for text in texts]
        self.told += [term.source for term in terms]
        return [self._say(text) for text in texts]

    def _say(self, text: CodedText) -> Answer:
        if "air" in text.text and not self.answers:
            return Failed(Reason.UNAVAILABLE, "shouting")
        return Translated(text.text.upper(), "shouting", "1", likelihood=0.0 if self.sure >= 1 else -5.0)


@pytest.fixture(scope="module")
async def machine_stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Stage, Shouting]]:
    engine = Shouting()

    def provide(platform: Platform) -> Mapping[str, Any]:
        return {**LOCALIZATION.provide(platform), "outside": Outside(NoIndex(), engine)}

    async with (
        embedded(tmp_path_factory.mktemp("machines"), only=ENGINES) as settings,
        open_stage(settings, [IDENTITY, replace(LOCALIZATION, provide=provide)]) as stage,
    ):
        yield stage, engine


@pytest.fixture
async def world(machine_stage: tuple[Stage, Shouting]) -> AsyncIterator[World]:
    """A tenant that knows from post-edits that the engine is right where it is sure."""
    world = World(machine_stage[0])
    await told_apart(world, calibration(), calibration(provider="shouting"))
    yield world
    await world.close()


@pytest.fixture
def engine(machine_stage: tuple[Stage, Shouting]) -> Shouting:
    engine = machine_stage[1]
    engine.answers, engine.sure, engine.before = True, 1.0, None
    engine.asked.clear()
    engine.told.clear()
    return engine


async def test_course_goes_to_readers_without_anybody_where_the_engine_is_sure(
    world: World, engine: Shouting
) -> None:
    await publish(world, draft := text_course(SOUND))
    await want(world, draft, "es")
    assert len(world.events(LocaleReady)) == 1
    assert (await ready_document(world)).title == "OPTICS"
    assert not world.events(PostEditRequested)


async def test_what_the_engine_is_not_sure_of_waits_for_a_person_with_its_proposal(
    world: World, engine: Shouting
) -> None:
    engine.sure = 0.1
    await publish(world, draft := text_course(SOUND))
    editor = await want(world, draft, "es")
    assert not world.events(LocaleReady)
    waiting = (await editor.get("/api/post-edits", params={"locale": "es"})).json()
    assert {(one["unit"]["target"], one["unit"]["state"]) for one in waiting} == {
        ("OPTICS", "initial"),
        ("LIGHT", "initial"),
        ("SOUND NEEDS AIR TO TRAVEL.", "initial"),
        ("LIGHT DOES NOT NEED ANY.", "initial"),
    }


async def test_sure_engine_without_a_term_of_the_glossary_has_a_person_look(
    world: World, engine: Shouting
) -> None:
    translator = await world.someone("translator")
    await add(translator, source="air", target="atmósfera")
    await add(translator, source="course", target="curso")
    await publish(world, draft := text_course(SOUND))
    editor = await want(world, draft, "es")
    assert engine.told == ["air"]
    [waiting] = (await editor.get("/api/post-edits", params={"locale": "es"})).json()
    assert waiting["unit"]["target"] == "SOUND NEEDS AIR TO TRAVEL."
    assert [one["check"] for one in waiting["unit"]["checks"]] == ["term_missing"]


async def test_outage_delays_what_it_touches_and_loses_nothing(world: World, engine: Shouting) -> None:
    engine.answers = False
    await publish(world, draft := text_course(SOUND))
    editor = await world.someone("editor")
    await editor.put(f"/api/courses/{draft.document.course}/locales/es", json={})
    await reached(world, 3)
    assert not world.events(LocaleReady)
    assert not world.events(PostEditRequested)
    engine.answers = True
    await world.quiet()
    assert len(world.events(LocaleReady)) == 1
    assert engine.asked.count("Light does not need any.") == 1


async def test_what_an_engine_said_is_kept_before_it_is_asked_more(world: World, engine: Shouting) -> None:
    kept: list[int] = []

    async def look() -> None:
        async with world.db("localization").read(world.caller()) as read:
            kept.append(await read.value(select(func.count()).select_from(units)))

    engine.before = look
    await publish(world, draft := text_course("".join(f"<p>It is {n} o'clock now.</p>" for n in range(130))))
    await want(world, draft, "es")
    assert len(engine.asked) == 132
    assert kept == [0, 64, 128]


async def reached(world: World, count: int) -> None:
    """Until so many units are translated."""
    async with asyncio.timeout(60):
        while sum(len(fact.units) for fact in world.events(UnitsTranslated)) < count:
            await world.process.bus.client.flush()


async def test_same_content_is_paid_for_once_in_a_tenant(world: World, engine: Shouting) -> None:
    await publish(world, first := text_course(SOUND + SOUND))
    await want(world, first, "es")
    assert sorted(engine.asked) == sorted(
        ["Optics", "Light", "Sound needs air to travel.", "Light does not need any."]
    )
    await publish(world, second := text_course(SOUND))
    await want(world, second, "es")
    assert len(engine.asked) == 4
    assert len(world.events(LocaleReady)) == 2


async def test_revision_that_changed_one_sentence_asks_for_that_one_alone(
    world: World, engine: Shouting
) -> None:
    await publish(world, draft := text_course(SOUND))
    await want(world, draft, "es")
    engine.asked.clear()
    await publish(world, draft.with_text(SOUND.replace("any", "air")))
    assert engine.asked == ["Light does not need air."]
    assert [fact.source_revision for fact in world.events(LocaleReady)] == [1, 2]


async def test_facts_told_twice_change_nothing(world: World, engine: Shouting) -> None:
    fact = await publish(world, draft := text_course(SOUND))
    await want(world, draft, "es")
    for envelope, route in list(world.heard()):
        if ".localization." in route or route.startswith("evt.content"):
            await world.process.bus.stream.publish(route, envelope.data, headers=envelope.headers())
    await world.publish(fact)
    await world.quiet()
    assert len({ready.publication for ready in world.events(LocaleReady)}) == 1
    assert len(engine.asked) == 4
