"""A learner changes the language in the middle of an attempt: what was given stays given."""

from typing import Any
from uuid import UUID

import msgspec
import pytest
from msgspec.structs import replace

from stoa.contracts import content
from stoa.contracts.delivery import ManifestWithdrawn
from tests.services.assessment.school import SECRET, School, item_set, open_school
from tests.world import Someone, World

HX = {"hx-request": "true"}


def in_spanish(asked: content.ItemSet) -> content.ItemSet:
    """Other words, the same ids and keys; a short text is right by another word."""
    items: list[content.Item] = []
    for item in asked.items:
        said = replace(item, prompt=f"<p>En español: {item.key}</p>")
        if isinstance(said, content.ShortTextItem):
            said = replace(said, patterns=[content.Pattern(text="palabra")])
        items.append(said)
    return replace(asked, items=items)


async def bilingual(world: World) -> School:
    school = await open_school(world, asked := item_set())
    await school.translate(in_spanish(asked), "es")
    return school


async def respond(school: School, learner: Someone, attempt: UUID, kind: str, given: Any, locale: str) -> Any:
    body = {"item": str(school.item(kind)), "given": given, "locale": locale}
    answer = await learner.post(f"/api/attempts/{attempt}/responses", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def shown(school: School, learner: Someone, attempt: UUID, kind: str, locale: str | None) -> Any:
    asked = {"locale": locale} if locale else {}
    answer = await learner.get(f"/api/attempts/{attempt}", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"][str(school.item(kind))]


async def test_attempt_goes_on_in_another_language_with_what_was_given(world: World) -> None:
    school = await bilingual(world)
    learner, registration, attempt = await school.learner_with_attempt()
    before = await respond(school, learner, attempt, "choice", "1", "en")
    there = await shown(school, learner, attempt, "choice", "es")
    assert "En español" in there["face"]["prompt"]
    assert (there["given"], there["tries"]) == ("1", 1)
    assert there["told"]["verdict"] == before["item"]["told"]["verdict"]
    page = await learner.get(f"/assess/{registration}/{school.set_id}?locale=es", headers=HX)
    assert str(attempt) in page.text
    assert 'lang="es" dir="ltr"' in page.text


async def test_response_is_scored_by_the_words_of_the_language_it_was_asked_in(world: World) -> None:
    school = await bilingual(world)
    learner, _, attempt = await school.learner_with_attempt()
    found = await respond(school, learner, attempt, "short_text", "palabra", "es")
    assert found["item"]["told"]["verdict"] == "correct"


async def test_what_was_right_in_one_language_stays_right_in_another(world: World) -> None:
    school = await bilingual(world)
    learner, _, attempt = await school.learner_with_attempt()
    await respond(school, learner, attempt, "short_text", "palabra", "es")
    there = await shown(school, learner, attempt, "short_text", "en")
    assert (there["given"], there["told"]["verdict"], there["told"]["share"]) == ("palabra", "correct", 1)


async def test_number_that_another_language_reads_otherwise_keeps_what_it_was_worth(world: World) -> None:
    school = await bilingual(world)
    learner, _, attempt = await school.learner_with_attempt()
    given = await respond(school, learner, attempt, "numeric", "25,000", "es")
    assert given["item"]["told"]["verdict"] == "correct"
    there = await shown(school, learner, attempt, "numeric", "en")
    assert (there["given"], there["told"]["verdict"]) == ("25,000", "correct")


async def test_hidden_keys_stay_hidden_in_every_language(world: World) -> None:
    school = await bilingual(world)
    learner, registration, _ = await school.learner_with_attempt()
    page = await learner.get(f"/assess/{registration}/{school.set_id}?locale=es", headers=HX)
    assert page.status_code == 200
    assert SECRET not in page.text
    assert "palabra" not in page.text


async def test_attempt_stays_in_its_language_where_the_other_asks_something_else(world: World) -> None:
    asked = item_set()
    school = await open_school(world, asked)
    other = in_spanish(asked)
    first = replace(other.items[0], points=5.0)
    await school.translate(replace(other, items=[first, *other.items[1:]]), "es")
    learner, _, attempt = await school.learner_with_attempt()
    answer = await learner.get(f"/api/attempts/{attempt}", params={"locale": "es"})
    assert answer.json()["locale"] == "en"
    assert "En español" not in msgspec.json.encode(answer.json()).decode()


async def test_result_is_read_in_the_language_that_is_asked_for(world: World) -> None:
    school = await bilingual(world)
    learner, _, attempt = await school.learner_with_attempt()
    await respond(school, learner, attempt, "true_false", True, "en")
    page = await learner.post(f"/assess/attempts/{attempt}/submit?locale=es", headers=HX)
    assert page.status_code == 200, page.text
    assert "En español" in page.text


@pytest.mark.parametrize(("activation", "spanish"), [(2, False), (1, True)])
async def test_locale_that_was_taken_back_is_asked_in_no_longer(
    world: World, activation: int, spanish: bool
) -> None:
    """A withdrawal from before what is active now changes nothing."""
    school = await bilingual(world)
    gone = ManifestWithdrawn(content=school.course, course=school.course, locale="es", activation=activation)
    await world.publish(gone)
    await world.quiet()
    learner = await world.someone("learner")
    begun = {"registration": str(await school.enrol(learner)), "item_set": str(school.set_id), "locale": "es"}
    attempt = (await learner.post("/api/attempts", json=begun)).json()["attempt"]
    there = await shown(school, learner, UUID(attempt), "choice", "es")
    assert ("En español" in there["face"]["prompt"]) is spanish
