"""A text from who writes it to who reads it in another language, and back over a translator."""

import re
from collections.abc import AsyncIterator

import pytest

from stoa.compose.embedded import embedded
from stoa.compose.registry import SERVICES
from tests.conftest import ENGINES
from tests.flows.recorded import know
from tests.services.adaptive.learner import open_class
from tests.services.tracking.publishing import Course, enrol
from tests.services.tracking.test_announcements import Told
from tests.services.tracking.test_messages import Asking, paper, say
from tests.services.tracking.test_pages import page
from tests.world import Stage, World, open_stage

SPANISH = {"title": "El examen cambia", "text": "Será en el aula 4.\n\nTraed un lápiz.", "locale": "es"}
_SCRIPTED = {"hx-request": "true"}


@pytest.fixture(scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    folder = tmp_path_factory.mktemp("announcing")
    know(
        folder,
        ["El examen cambia", "Será en el aula 4.", "Traed un lápiz.", "Un prisma separa los colores."],
        {"en": ["The exam changes", "It will be in room 4.", "Bring a pencil.", "A prism parts colours."]},
    )
    async with embedded(folder, only=ENGINES) as settings, open_stage(settings, SERVICES) as stage:
        yield stage


@pytest.fixture
async def world(stage: Stage) -> AsyncIterator[World]:
    world = World(stage)
    yield world
    await world.close()


async def voucher_on(board: str) -> str:
    found = re.search(r'hx-get="/translated\?voucher=([^"]+)"', board)
    assert found is not None
    return found[1]


async def announced(world: World) -> tuple[Told, str]:
    """And the voucher that its learner finds on the page."""
    here = await Told.open(world)
    await here.tell(**SPANISH)
    return here, await voucher_on(await page(here.learner, f"/learn/{here.registration}/announcements"))


async def test_reader_translates_reports_and_the_next_one_reads_what_a_translator_wrote(world: World) -> None:
    here, voucher = await announced(world)
    offer = await here.learner.get("/translated", params={"voucher": voucher}, headers=_SCRIPTED)
    assert "This is in Spanish." in offer.text
    shown = await here.learner.post("/translated", data={"voucher": voucher}, headers=_SCRIPTED)
    assert "Machine translated by recorded-flow from Spanish." in shown.text
    assert "<p>It will be in room 4.</p><p>Bring a pencil.</p>" in shown.text
    form = {"voucher": voucher, "reason": "A pen is meant"}
    assert (await here.learner.post("/translated/problems", data=form, headers=_SCRIPTED)).is_success
    translator = await world.someone("translator")
    queue = await page(translator, "/translation")
    assert "El examen cambia" in queue
    assert "A pen is meant" in queue
    [waiting] = (await translator.get("/api/translation/problems")).json()
    path = f"/api/translation/problems/{waiting['id']}"
    problem = (await translator.get(path)).json()
    targets = {one["checksum"]: one["target"].replace("pencil", "pen") for one in problem["sentences"]}
    body = {"targets": targets, "version": problem["version"]}
    assert (await translator.post(f"{path}/settle", json=body)).status_code == 204
    second = await world.someone("learner")
    registration = await enrol(second, here.run)
    again = await voucher_on(await page(second, f"/learn/{registration}/announcements"))
    read = await second.post("/translated", data={"voucher": again}, headers=_SCRIPTED)
    assert "Translated by people from Spanish." in read.text
    assert "<p>It will be in room 4.</p><p>Bring a pen.</p>" in read.text


async def test_who_takes_another_run_or_teaches_gets_nothing_of_what_this_one_was_told(world: World) -> None:
    here, voucher = await announced(world)
    other = await Told.open(world)
    stranger = await world.someone("learner", tenant=world.new_tenant(), person=here.learner.person)
    for who in (other.learner, other.teacher, here.teacher, stranger, await world.someone("translator")):
        assert (await who.get("/translated", params={"voucher": voucher})).status_code == 422
        assert (await who.post("/translated", data={"voucher": voucher})).status_code == 422
        assert (await who.post("/api/translations", json={"voucher": voucher})).status_code == 422
        assert (await who.post("/translated/problems", data={"voucher": voucher})).status_code == 422
    assert (await (await world.someone("translator")).get("/api/translation/problems")).json() == []


async def test_in_the_readers_own_language_nothing_is_offered(world: World) -> None:
    here = await Told.open(world)
    await here.tell(locale="en-GB")
    assert "/translated" not in await page(here.learner, f"/learn/{here.registration}/announcements")


async def test_message_is_translated_for_the_other_side_which_may_say_that_it_is_wrong(world: World) -> None:
    here = await Asking.open(world)
    talk = await here.ask(subject=SPANISH["title"], text=SPANISH["text"], locale="es")
    assert "/translated" not in await page(here.learner, paper(talk)), "it is one's own"
    voucher = await voucher_on(await page(here.teacher, paper(talk)))
    asked = {"voucher": voucher}
    shown = await here.teacher.post("/translated", data=asked, headers=_SCRIPTED)
    assert "Machine translated by recorded-flow from Spanish." in shown.text
    assert "The exam changes</h2>" in shown.text
    assert "<p>It will be in room 4.</p><p>Bring a pencil.</p>" in shown.text
    assert "Translators will then read this message" in shown.text
    for who in (here.learner, await world.someone("translator"), await world.someone("administrator")):
        assert (await who.post("/translated", data=asked)).status_code == 422
    translator = await world.someone("translator")
    assert "El examen cambia" not in await page(translator, "/translation")
    form = {**asked, "reason": "A pen is meant"}
    assert (await here.teacher.post("/translated/problems", data=form, headers=_SCRIPTED)).is_success
    assert "El examen cambia" in await page(translator, "/translation")
    [waiting] = (await translator.get("/api/translation/problems")).json()
    assert waiting["kind"] == "message"
    assert (await translator.get(talk)).status_code == 404
    await say(here.teacher, talk, "Traed un lápiz.", locale="es")
    answer = await voucher_on(await page(here.learner, paper(talk)))
    again = await here.learner.post("/translated", data={"voucher": answer}, headers=_SCRIPTED)
    assert "<p>Bring a pencil.</p>" in again.text


async def test_passage_that_helps_is_translated_for_who_was_shown_it(world: World) -> None:
    course = Course(locale="es").text("rays").items("check")
    course.pages["rays/standard.html"] = b'<p id="p-1">Un prisma separa los colores.</p>'
    school = await open_class(world, course)
    learner, other = await school.learner(), await school.learner()
    address = f"/api/adaptive/registrations/{learner.registration}/passages"
    [passage] = (await learner.who.get(address, params={"object": str(course.at("rays"))})).json()
    asked = {"voucher": passage["voucher"]}
    shown = await learner.who.post("/translated", data=asked, headers=_SCRIPTED)
    assert "<p>A prism parts colours.</p>" in shown.text
    assert (await other.who.post("/translated", data=asked, headers=_SCRIPTED)).status_code == 422
