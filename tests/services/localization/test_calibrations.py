"""How likely a machine's proposal needs no change is learned from what people do, and told where it holds."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from stoa.compose.embedded import embedded
from stoa.kernel.locale import Locale
from stoa.runtime.service import Platform
from stoa.services.identity.service import SERVICE as IDENTITY
from stoa.services.localization import tables
from stoa.services.localization.adapters.nobody import NoIndex
from stoa.services.localization.commands.calibrating import calibrate
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.providers.answer import Answer, Translated
from stoa.services.localization.domain.providers.budget import Budget
from stoa.services.localization.domain.quality.calibration import (
    EVERY_PROVIDER,
    LEAST,
    MOST_ERROR,
    RESTS,
    Calibration,
)
from stoa.services.localization.domain.terms.term import Term
from stoa.services.localization.jobs import fit_chances
from stoa.services.localization.ports import Outside
from stoa.services.localization.service import SERVICE as LOCALIZATION
from stoa.services.localization.store import calibrations
from stoa.services.localization.tables import changes
from tests.conftest import ENGINES
from tests.services.counting import statements
from tests.services.localization.courses import accept, claim, publish, text_course, want
from tests.services.localization.told_apart import calibration, told_apart
from tests.world import Someone, Stage, World, open_stage

PAIR = LocalePair("en", "es")


class Guessing:
    """An engine that does not know the words of the night, and says so."""

    def __init__(self) -> None:
        self.name = "guessing"

    def translates(self, source: Locale, target: Locale) -> bool:
        return source == "en"

    def prices(self) -> Mapping[str, float]:
        return {}

    def budgets(self) -> Mapping[str, Budget]:
        return {}

    async def translate(
        self, texts: Sequence[CodedText], source: Locale, target: Locale, terms: Sequence[Term] = ()
    ) -> list[Answer]:
        return [
            Translated(text.text.upper(), self.name, "1", known_share=0.5 if "night" in text.text else 1.0)
            for text in texts
        ]


@pytest.fixture(scope="module")
async def guessing_stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    def provide(platform: Platform) -> Mapping[str, Any]:
        return {**LOCALIZATION.provide(platform), "outside": Outside(NoIndex(), Guessing())}

    async with (
        embedded(tmp_path_factory.mktemp("guessing"), only=ENGINES) as settings,
        open_stage(settings, [IDENTITY, replace(LOCALIZATION, provide=provide)]) as stage,
    ):
        yield stage


@pytest.fixture
async def world(guessing_stage: Stage) -> AsyncIterator[World]:
    world = World(guessing_stage)
    yield world
    await world.close()


@pytest.fixture(scope="module")
async def experienced(guessing_stage: Stage) -> AsyncIterator[World]:
    """A school whose translators have corrected the engine hundreds of times."""
    world = World(guessing_stage)
    await publish(world, draft := text_course(sentences("first", LEAST)))
    await want(world, draft, "es")
    await correct_all(world)
    await fit_chances(world.db("localization"))
    yield world
    await world.close()


def letters(number: int) -> str:
    """A word of its own."""
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:03}")


def sentences(what: str, count: int) -> str:
    """Every third one is about the night."""
    return "".join(
        f"<p>The {what} {letters(number)} {'sleeps at night' if number % 3 == 0 else 'shines by day'}.</p>"
        for number in range(count)
    )


async def correct_all(world: World) -> None:
    """A translator rewrites what is about the night, and one in twenty of the rest."""
    translator, seen = await world.someone("translator"), 0
    while claimed := await claim(translator, count=50):
        for one in claimed:
            seen += 1
            text = one["source"]["text"]
            wrong = "night" in text or seen % 20 == 0
            await accept(translator, one, f"Otra cosa: {text[::-1]}" if wrong else one["unit"]["target"])
    await world.quiet()


async def known(world: World) -> dict[str, Calibration]:
    async with world.db("localization").read(world.caller()) as read:
        return await calibrations.of_pair(read, PAIR)


async def fitted_anew(world: World) -> bool:
    before = await known(world)
    await fit_chances(world.db("localization"))
    return await known(world) != before


async def aged(world: World, by: timedelta) -> None:
    """As if what is known of chances had been fitted so much earlier."""
    async with world.db("localization").work(world.caller()) as work:
        await work.run(update(tables.calibrations).values(fitted_at=tables.calibrations.c.fitted_at - by))
        await work.run(update(tables.fittings).values(begun_at=tables.fittings.c.begun_at - by))


async def units_of(someone: Someone, course: object) -> dict[str, dict[str, Any]]:
    found = await someone.get(f"/api/courses/{course}/units?locale=es")
    assert found.status_code == 200, found.text
    return {one["source"]["text"]: one["unit"] for one in found.json()}


async def test_chances_are_learned_from_what_people_did(experienced: World) -> None:
    told = (await known(experienced))[EVERY_PROVIDER]
    assert told.n >= LEAST
    assert told.standing == "tells"
    assert told.error is not None
    assert told.error <= MOST_ERROR
    assert told.auroc is not None
    assert told.auroc > 0.8
    assert [route.threshold for route in told.routes] == [0.7, 0.8, 0.9]
    assert all(0 < route.good <= route.passed < told.n for route in told.routes[:2])


async def test_what_is_probably_right_stands_and_the_rest_waits_for_a_person(experienced: World) -> None:
    world = experienced
    version = (await known(world))[EVERY_PROVIDER].version
    await publish(world, draft := text_course(sentences("second", 6)))
    editor = await want(world, draft, "es", threshold=0.8)
    units = await units_of(editor, draft.document.course)
    by_day = {text: unit for text, unit in units.items() if "day" in text}
    by_night = {text: unit for text, unit in units.items() if "night" in text}
    assert len(by_day) == 4
    assert {unit["state"] for unit in by_day.values()} == {"translated"}
    assert all(unit["score"] >= 0.8 for unit in by_day.values())
    assert {unit["state"] for unit in by_night.values()} == {"initial"}
    assert all(unit["score"] < 0.5 for unit in by_night.values())
    assert {unit["calibration"] for unit in (*by_day.values(), *by_night.values())} == {version}
    async with world.db("localization").read(world.caller()) as read:
        rows = await read.all(select(changes.c.action).where(changes.c.course == draft.document.course))
    said = [row.action for row in rows]
    assert said.count("stood") == len(by_day)
    administrator = await world.someone("administrator")
    log = await administrator.get(f"/api/courses/{draft.document.course}/locales/es/log")
    assert (log.json()["fault"], log.json()["differing"]) == (None, [])


async def test_where_nobody_has_corrected_a_machine_everything_of_it_waits(world: World) -> None:
    await publish(world, draft := text_course(sentences("other", 3)))
    editor = await want(world, draft, "es", threshold=0.0)
    units = await units_of(editor, draft.document.course)
    assert {(unit["state"], unit["score"], unit["calibration"]) for unit in units.values()} == {
        ("initial", None, None)
    }
    figures = (await editor.get("/api/translation/figures")).json()
    assert [(one["origin"], one["bin"]) for one in figures["tallies"]] == [("machine", None)]
    assert "segments that machines translated nobody can tell yet" in await page_of(
        editor, "/translation/figures"
    )


async def test_few_post_edits_tell_no_chance(world: World) -> None:
    await publish(world, draft := text_course(sentences("few", 10)))
    await want(world, draft, "es")
    await correct_all(world)
    await fit_chances(world.db("localization"))
    told = (await known(world))[EVERY_PROVIDER]
    assert (told.standing, told.n, told.auroc, told.error) == ("few", 12, None, None)


async def test_chances_that_are_off_let_nothing_stand(world: World) -> None:
    await told_apart(world, calibration(error=MOST_ERROR + 0.001))
    await publish(world, draft := text_course(sentences("off", 3)))
    editor = await want(world, draft, "es", threshold=0.0)
    units = await units_of(editor, draft.document.course)
    assert {(unit["state"], unit["score"]) for unit in units.values()} == {("initial", None)}


async def test_engine_with_enough_of_its_own_is_judged_by_that_alone(world: World) -> None:
    await told_apart(world, calibration(), calibration(provider="guessing", error=0.3))
    await publish(world, draft := text_course(sentences("own", 3)))
    editor = await want(world, draft, "es", threshold=0.0)
    units = await units_of(editor, draft.document.course)
    assert {(unit["state"], unit["score"]) for unit in units.values()} == {("initial", None)}


async def chances_of(someone: Someone, course: object) -> dict[str, Any]:
    answer = await someone.get("/api/translation/figures", params={"course": str(course)})
    assert answer.status_code == 200, answer.text
    [found] = answer.json()["chances"]
    told: dict[str, Any] = found
    return told


async def page_of(someone: Someone, path: str) -> str:
    answer = await someone.get(path, headers={"accept": "text/html", "accept-language": "en"})
    assert answer.status_code == 200, answer.text
    return " ".join(answer.text.split())


async def test_figures_tell_what_stood_and_what_people_changed_of_it(experienced: World) -> None:
    await publish(experienced, draft := text_course(sentences("third", 6)))
    editor = await want(experienced, draft, "es", threshold=0.8)
    before = await chances_of(editor, draft.document.course)
    assert (before["standing"], before["source"], before["locale"]) == ("tells", "en", "es")
    assert (before["given"], before["stood"], before["looked"], before["changed"]) == (6, 4, 0, 0)
    assert before["fitted"][0]["error"] <= before["most_error"] == MOST_ERROR
    translator = await experienced.someone("translator")
    found = await translator.get(f"/api/courses/{draft.document.course}/units?locale=es")
    first, second = [one for one in found.json() if one["unit"]["score"] and "day" in one["source"]["text"]][
        :2
    ]
    await accept(translator, first, first["unit"]["target"])
    await accept(translator, second, "Todo lo contrario.")
    after = await chances_of(editor, draft.document.course)
    assert (after["given"], after["stood"], after["looked"], after["changed"]) == (6, 4, 2, 1)
    page = await page_of(editor, f"/translation/figures?course={draft.document.course}")
    for words in ("How well machines are judged", "English into Spanish", "Judged", "67 %", "1 of 2"):
        assert words in page, words


async def test_form_of_a_language_tells_what_each_threshold_would_have_let_by(experienced: World) -> None:
    await publish(experienced, draft := text_course(sentences("fourth", 3)))
    editor = await want(experienced, draft, "es")
    told = (await known(experienced))[EVERY_PROVIDER]
    page = await page_of(editor, f"/editor/courses/{draft.document.course}/languages/es")
    assert "What each choice would have let by" in page
    for route in told.routes:
        assert f"({route.threshold * 100:.0f} %)" in page
        assert f"{route.passed / told.n * 100:.0f} %" in page
    assert f"Of {told.n} proposals" in page


@pytest.mark.parametrize(
    ("which", "words"),
    [
        ((), "it takes 300 proposals that people looked at, and there are 0"),
        ((calibration(error=0.0612),), "chances are off by 6.1 %, and 5 % is the most"),
    ],
)
async def test_form_of_a_language_says_why_nothing_of_a_machine_stands(
    world: World, which: tuple[Calibration, ...], words: str
) -> None:
    if which:
        await told_apart(world, *which)
    await publish(world, draft := text_course(sentences("why", 3)))
    editor = await want(world, draft, "es")
    assert words in await page_of(editor, f"/editor/courses/{draft.document.course}/languages/es")


async def test_same_post_edits_fit_the_same_and_are_not_read_again(experienced: World) -> None:
    db = experienced.db("localization")
    await aged(experienced, RESTS)
    await fit_chances(db)
    before = await known(experienced)
    with statements(experienced, "localization") as looking:
        await fit_chances(db)
    assert await known(experienced) == before
    assert not [one for one in looking if "DELETE" in one], looking
    again = replace(before[EVERY_PROVIDER], read_until=before[EVERY_PROVIDER].read_until.replace(year=2020))
    await told_apart(experienced, again)
    await fit_chances(db)
    anew = (await known(experienced))[EVERY_PROVIDER]
    assert (anew.model, anew.auroc, anew.error) == (again.model, again.auroc, again.error)
    assert anew.version == again.version + 1


async def test_one_more_post_edit_is_fitted_to_after_a_day_only(world: World) -> None:
    await publish(world, draft := text_course(sentences("young", 20)))
    await want(world, draft, "es")
    await correct_all(world)
    assert await fitted_anew(world)
    await publish(world, draft := text_course(sentences("later", 1)))
    await want(world, draft, "es")
    await correct_all(world)
    assert not await fitted_anew(world)
    await aged(world, RESTS)
    assert await fitted_anew(world)
    assert not await fitted_anew(world)


async def test_one_process_at_a_time_fits_a_pair(world: World) -> None:
    await publish(world, draft := text_course(sentences("shared", 20)))
    await want(world, draft, "es")
    await correct_all(world)
    with statements(world, "localization") as asked:
        await asyncio.gather(*(calibrate(world.db("localization"), world.caller()) for _ in range(4)))
    assert len([one for one in asked if "DELETE FROM localization.calibrations" in one]) == 1
    assert (await known(world))[EVERY_PROVIDER].n > 20


async def test_pair_of_a_process_that_died_at_it_is_fitted_by_another_within_the_hour(world: World) -> None:
    await publish(world, draft := text_course(sentences("left", 20)))
    await want(world, draft, "es")
    await correct_all(world)
    async with world.db("localization").work(world.caller()) as work:
        assert await calibrations.begin(work, PAIR, 1)
    assert not await fitted_anew(world)
    await aged(world, timedelta(hours=1))
    assert await fitted_anew(world)


async def test_what_the_memory_settles_asks_for_no_chance(experienced: World) -> None:
    await publish(experienced, draft := text_course(sentences("first", 6)))
    with statements(experienced, "localization") as asked:
        editor = await want(experienced, draft, "es")
    units = await units_of(editor, draft.document.course)
    assert {unit["origin"] for unit in units.values()} <= {"context", "exact"}
    assert not [one for one in asked if "calibrations" in one]
    await publish(experienced, draft := text_course(sentences("unheard", 1)))
    with statements(experienced, "localization") as asked:
        await want(experienced, draft, "es")
    assert len([one for one in asked if "calibrations" in one]) == 1


async def test_what_one_school_learned_is_no_other_ones(experienced: World, world: World) -> None:
    assert await known(experienced)
    assert not await known(world)
