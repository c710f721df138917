"""A locale goes to the learners of one course run first: others see what they saw before."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from stoa.contracts.delivery import ManifestActivated, PilotActivated, PilotEnded
from stoa.contracts.identity import PersonRegistered, Role
from stoa.contracts.localization import AudienceChosen
from tests.services.localization.courses import (
    Draft,
    accept,
    publish,
    translate_all,
    want,
    whole_course,
)
from tests.world import Someone, Stage, World


@pytest.fixture
async def world(stage: Stage) -> World:
    return World(stage)


@dataclass
class Class:
    """A run with one learner, whose page is read in Spanish."""

    run: UUID
    learner: Someone
    registration: UUID
    item_set: UUID

    async def page(self) -> str:
        answer = await self.learner.get(
            f"/learn/{self.registration}?locale=es", headers={"accept": "text/html"}, follow_redirects=True
        )
        assert answer.status_code == 200, answer.text
        return answer.text

    async def paper(self) -> str:
        """The locale and first prompt of a new attempt."""
        asked = {"registration": str(self.registration), "item_set": str(self.item_set), "locale": "es"}
        begun = await self.learner.post("/api/attempts", json=asked)
        assert begun.status_code == 201, begun.text
        return (await self.learner.get(f"/api/attempts/{begun.json()['attempt']}")).text


async def enrol(world: World, draft: Draft) -> Class:
    instructor, learner = await world.someone("instructor"), await world.someone("learner")
    await world.publish(
        *(
            PersonRegistered(person=one.person, locale="en", roles=[role])
            for one, role in ((instructor, Role.INSTRUCTOR), (learner, Role.LEARNER))
        )
    )
    made = await instructor.post("/api/runs", json={"course": str(draft.document.course)})
    assert made.status_code == 201, made.text
    run = made.json()["run"]
    enrolled = await learner.post("/api/enrolments", json={"run": run})
    assert enrolled.is_success, enrolled.text
    await world.quiet()
    item_set = next(one.id for one in draft.document.objects if one.key == "q")
    return Class(UUID(run), learner, UUID(enrolled.json()["registration"]), item_set)


async def choose(world: World, editor: Someone, draft: Draft, audience: str, *classes: Class) -> None:
    path = f"/api/courses/{draft.document.course}/locales/es/audience"
    runs = [str(one.run) for one in classes]
    answer = await editor.put(path, json={"audience": audience, "runs": runs})
    assert answer.status_code == 200, answer.text
    await world.quiet()


async def piloted(world: World) -> tuple[Someone, Draft, Class, Class]:
    """Wanted in Spanish for one class first, translated, and a second class beside it."""
    await publish(world, draft := course())
    first, second = await enrol(world, draft), await enrol(world, draft)
    editor = await want(world, draft, "es")
    await choose(world, editor, draft, "runs", first)
    await translate_all(world)
    return editor, draft, first, second


def course() -> Draft:
    """Without its film, which is not a real one."""
    draft = whole_course()
    things = [one for one in draft.document.objects if one.key != "film"]
    return Draft(Draft(draft.document, {}).next(objects=things).document, {})


async def test_learners_of_the_run_have_it_and_others_what_they_had(world: World) -> None:
    _, _, first, second = await piloted(world)
    assert "LIGHT IS" in await first.page()
    assert "Light is" in await second.page()
    assert "HOW FAST IS IT?" in await first.paper()
    assert "How fast is it?" in await second.paper()
    assert [fact.locale for fact in world.events(ManifestActivated)] == ["en"]
    [pilot] = world.events(PilotActivated)
    assert (pilot.locale, pilot.runs, pilot.turn) == ("es", [first.run], 1)


async def test_what_the_run_has_is_everyones_at_once_when_it_is_made_general(world: World) -> None:
    editor, draft, first, second = await piloted(world)
    [pilot] = world.events(PilotActivated)
    await choose(world, editor, draft, "everyone")
    general = world.events(ManifestActivated)[-1]
    assert (general.locale, general.version, general.key) == ("es", pilot.version, pilot.key)
    assert "LIGHT IS" in await second.page()
    assert "LIGHT IS" in await first.page()
    assert "HOW FAST IS IT?" in await second.paper()
    assert (await editor.post("/api/translation/findings/looks", json={})).json()["found"] == []


async def test_what_is_taken_back_leaves_everyone_with_what_they_had(world: World) -> None:
    editor, draft, first, second = await piloted(world)
    await choose(world, editor, draft, "nobody")
    assert [fact.turn for fact in world.events(PilotEnded)] == [2]
    assert "Light is" in await first.page()
    assert "Light is" in await second.page()
    await mend(world, draft, "It bends.", "SE CURVA.")
    assert [fact.locale for fact in world.events(ManifestActivated)] == ["en"]
    await choose(world, editor, draft, "everyone")
    assert "SE CURVA." in await second.page()


async def test_earlier_version_stays_with_others_while_a_later_one_is_tried(world: World) -> None:
    await publish(world, draft := course())
    first, second = await enrol(world, draft), await enrol(world, draft)
    editor = await want(world, draft, "es")
    await translate_all(world)
    await choose(world, editor, draft, "runs", first)
    await mend(world, draft, "It bends.", "SE CURVA.")
    assert "SE CURVA." in await first.page()
    assert "IT BENDS." in await second.page()
    await choose(world, editor, draft, "runs", second)
    assert "IT BENDS." in await first.page()
    assert "SE CURVA." in await second.page()
    await choose(world, editor, draft, "everyone")
    assert "SE CURVA." in await first.page()
    assert (await editor.post("/api/translation/findings/looks", json={})).json()["found"] == []


async def test_removed_locale_is_taken_from_the_pilot_too(world: World) -> None:
    editor, draft, first, _ = await piloted(world)
    assert (await editor.delete(f"/api/courses/{draft.document.course}/locales/es")).status_code == 204
    await world.quiet()
    assert "Light is" in await first.page()


async def test_words_that_come_twice_and_late_change_nothing(world: World) -> None:
    editor, draft, first, second = await piloted(world)
    await choose(world, editor, draft, "everyone")
    for fact in (*world.events(PilotActivated), *world.events(AudienceChosen)[:1]):
        await world.publish(fact)
    await world.quiet()
    await mend(world, draft, "It bends.", "SE CURVA.")
    assert "SE CURVA." in await first.page()
    assert "SE CURVA." in await second.page()


async def test_only_editors_choose_and_only_runs_of_the_course(world: World) -> None:
    editor, draft, first, _ = await piloted(world)
    await publish(world, other := course())
    stranger = await enrol(world, other)
    path = f"/api/courses/{draft.document.course}/locales/es/audience"
    for chosen, code in (([str(stranger.run)], "locale.run_unknown"), ([], "locale.runs")):
        refused = await editor.put(path, json={"audience": "runs", "runs": chosen})
        assert refused.json()["code"] == code
    translator = await world.someone("translator")
    assert (await translator.put(path, json={"audience": "everyone"})).status_code == 403
    page = await editor.get(
        f"/editor/courses/{draft.document.course}/languages/es", headers={"accept": "text/html"}
    )
    assert f'value="{first.run}" checked' in page.text
    listed = await editor.get(
        f"/editor/courses/{draft.document.course}/languages", headers={"accept": "text/html"}
    )
    assert "1 course run has it first" in listed.text
    assert "what they had before" in listed.text
    assert "Up to date" not in listed.text


async def mend(world: World, draft: Draft, source: str, target: str) -> None:
    translator = await world.someone("translator")
    found: list[dict[str, Any]] = (
        await translator.get(f"/api/courses/{draft.document.course}/units", params={"locale": "es"})
    ).json()
    await accept(translator, next(one for one in found if one["source"]["text"] == source), target)
    await world.quiet()
