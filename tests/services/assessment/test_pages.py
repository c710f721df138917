"""Items in the player: begun, answered in place, handed in, looked at again; no key before it may be told."""

import re
from typing import Any
from uuid import UUID

import httpx
import pytest

from stoa.contracts import content
from stoa.kernel.ids import new_id
from tests.services.assessment.school import SECRET, School, choices, common, item_set
from tests.world import Someone, World

HX = {"hx-request": "true"}

RIGHT: dict[str, dict[str, Any]] = {
    "true_false": {"given": "true"},
    "numeric": {"given": "25"},
    "short_text": {"given": f"{SECRET} word"},
}
WRONG: dict[str, dict[str, Any]] = {
    "choice": {"given": "9"},
    "numeric": {"given": "many"},
    "order": {"given": ["1", "1"]},
}
TRIED: dict[str, dict[str, Any]] = {
    "choice": {"given": "1"},
    "multiple": {"given": ["1", "2"]},
    "true_false": {"given": "false"},
    "numeric": {"given": "1"},
    "short_text": {"given": "nothing <b>"},
    "match": {"given.1": "1", "given.2": "2", "given.3": ""},
    "order": {"given": ["4", "3", "2", "1"]},
    "cloze": {"given.1": "1", "given.2": "12"},
}


class Player:
    """A learner's browser: HTMX requests, and the forms that the fragments hold."""

    def __init__(self, school: School, learner: Someone, registration: UUID) -> None:
        self.school, self.learner, self.registration = school, learner, registration
        self.address = f"/assess/{registration}/{school.set_id}"

    async def get(self, path: str = "") -> httpx.Response:
        return await self.learner.get(self.address + path, headers=HX)

    async def begin(self) -> str:
        answer = await self.learner.post(f"{self.address}/attempts", headers=HX)
        assert answer.status_code == 200, answer.text
        return answer.text

    async def attempt(self) -> str:
        found = re.search(r"/assess/attempts/([0-9a-f-]{36})/", await self.begin())
        assert found is not None
        return found[1]

    async def respond(self, attempt: str, kind: str, form: dict[str, Any]) -> httpx.Response:
        there = f"/assess/attempts/{attempt}/items/{self.school.item(kind)}/responses"
        return await self.learner.post(there, data={**form, "think_time_s": "3.5"}, headers=HX)


async def player(school: School, world: World) -> Player:
    learner = await world.someone("learner")
    return Player(school, learner, await school.enrol(learner))


async def test_where_attempts_are_without_number_it_begins_by_itself(school: School, world: World) -> None:
    one = await player(school, world)
    assert 'hx-trigger="load"' in (await one.get()).text
    begun = await one.begin()
    for n, item in enumerate(school.items):
        assert f'id="item-{item.id}"' in begun, n
    assert (await one.get()).text.count("data-item") == len(school.items)


async def test_where_attempts_are_counted_the_learner_begins(school: School, world: World) -> None:
    await school.publish(item_set(attempts=2), revision=2, activation=2)
    told = (await (await player(school, world)).get()).text
    assert 'hx-trigger="load"' not in told
    assert "2 attempts" in told


async def test_no_key_is_in_the_page_before_a_response(school: School, world: World) -> None:
    one = await player(school, world)
    told = (await one.get()).text + await one.begin() + (await one.get()).text
    assert SECRET not in told


async def test_pictures_and_links_have_real_addresses(school: School, world: World) -> None:
    told = await (await player(school, world)).begin()
    assert 'src="http://content.test/content/x/v1/en/media/eye.png"' in told
    assert "media:" not in told


@pytest.mark.parametrize("kind", sorted(TRIED))
async def test_every_kind_is_answered_in_place_and_told(school: School, world: World, kind: str) -> None:
    one = await player(school, world)
    answer = await one.respond(await one.attempt(), kind, TRIED[kind])
    assert answer.status_code == 200, answer.text
    assert answer.text.strip().startswith(f'<article class="item" id="item-{school.item(kind)}"')
    assert "data-takes-focus" in answer.text
    assert "item-verdict" in answer.text
    assert 'hx-swap-oob="true"' in answer.text
    assert "<b>" not in answer.text
    # Places are shuffled, so a try may be right by chance; then, or without a try left, the item is over.
    over = kind == "true_false" or "item-correct" in answer.text
    assert (f"{SECRET} solution" in answer.text) == over


@pytest.mark.parametrize("kind", sorted(RIGHT))
async def test_what_is_right_is_said_to_be(school: School, world: World, kind: str) -> None:
    one = await player(school, world)
    answer = await one.respond(await one.attempt(), kind, RIGHT[kind])
    assert "item-correct" in answer.text
    assert f"{SECRET} yes" in answer.text


@pytest.mark.parametrize("kind", sorted(WRONG))
async def test_what_is_no_response_comes_back_with_its_words(school: School, world: World, kind: str) -> None:
    one = await player(school, world)
    answer = await one.respond(await one.attempt(), kind, WRONG[kind])
    assert answer.status_code == 200
    assert "Something is not right with this request" not in answer.text
    assert "item-verdict" not in answer.text
    if kind == "numeric":
        assert 'value="many"' in answer.text
        assert "Write a number" in answer.text


async def test_another_try_keeps_what_was_typed(school: School, world: World) -> None:
    one = await player(school, world)
    attempt = await one.attempt()
    await one.respond(attempt, "numeric", {"given": "24"})
    again = await one.learner.get(f"/assess/attempts/{attempt}/items/{school.item('numeric')}", headers=HX)
    assert 'value="24"' in again.text
    assert "2 of 3 tries left" in again.text
    assert "item-verdict" not in again.text


async def test_hints_come_without_touching_the_form(school: School, world: World) -> None:
    one = await player(school, world)
    attempt = await one.attempt()
    there = f"/assess/attempts/{attempt}/items/{school.item('numeric')}/hints"
    first = await one.learner.post(f"{there}/1", headers=HX)
    assert f"{SECRET} nudge" in first.text
    assert f"{SECRET} more" not in first.text
    assert "<article" not in first.text
    assert f"{SECRET} more" in (await one.learner.post(f"{there}/2", headers=HX)).text


async def test_showing_what_is_right_ends_the_item(school: School, world: World) -> None:
    one = await player(school, world)
    attempt = await one.attempt()
    await one.respond(attempt, "match", TRIED["match"])
    there = f"/assess/attempts/{attempt}/items/{school.item('match')}/answer"
    shown = (await one.learner.post(there, headers=HX)).text
    assert f"{SECRET} solution" in shown
    assert "Try again" not in shown


async def test_handing_in_tells_the_page_around(school: School, world: World) -> None:
    one = await player(school, world)
    attempt = await one.attempt()
    answer = await one.learner.post(f"/assess/attempts/{attempt}/submit", headers=HX)
    assert "assess-result" in answer.text
    assert "stoa:attempt-submitted" in answer.headers["hx-trigger"]
    assert "stoa:checkpoint-done" not in answer.headers["hx-trigger"]
    assert "assess-result" in (await one.get()).text


async def test_a_checkpoint_lets_the_film_go_on(school: School, world: World) -> None:
    await school.publish(item_set(), revision=2, activation=2, in_video=True)
    one = await player(school, world)
    begun = await one.begin()
    assert "assess-compact" in begun
    found = re.search(r"/assess/attempts/([0-9a-f-]{36})/", begun)
    assert found is not None
    answer = await one.learner.post(f"/assess/attempts/{found[1]}/submit", headers=HX)
    assert "stoa:checkpoint-done" in answer.headers["hx-trigger"]


async def test_where_nothing_is_told_before_the_end_it_says_saved(school: School, world: World) -> None:
    items: list[content.Item] = [content.ChoiceItem(choices=choices(), **common("choice"))]
    await school.publish(item_set(items, reveal=content.Reveal.NEVER), revision=2, activation=2)
    one = await player(school, world)
    attempt = await one.attempt()
    saved = await one.respond(attempt, "choice", {"given": "2"})
    assert "Saved" in saved.text
    assert "Save again" in saved.text
    over = await one.learner.post(f"/assess/attempts/{attempt}/submit", headers=HX)
    assert SECRET not in saved.text + over.text


async def test_pages_of_questions_are_turned_and_the_first_open_one_comes(
    school: School, world: World
) -> None:
    items: list[content.Item] = [
        content.TrueFalseItem(answer=True, **common("first")),
        content.NumericItem(value=2, **common("second")),
    ]
    asked = content.ItemSet(items=items, pages=[[items[0].id], [items[1].id]])
    await school.publish(asked, revision=2, activation=2)
    one = await player(school, world)
    attempt = await one.attempt()
    assert "first?" in (await one.get()).text
    await one.respond(attempt, "true_false", {"given": "true"})
    assert "second?" in (await one.get()).text
    assert "first?" in (await one.get("?page=0")).text


async def test_an_enrolment_on_its_way_is_waited_for(school: School, world: World) -> None:
    learner = await world.someone("learner")
    told = await learner.get(f"/assess/{new_id()}/{school.set_id}", headers=HX)
    assert told.status_code == 200
    assert "load delay:1s" in told.text


async def test_without_scripts_it_is_a_page_and_forms_lead_back_to_it(school: School, world: World) -> None:
    one = await player(school, world)
    page = await one.learner.get(one.address, headers={"accept": "text/html"})
    assert page.text.lstrip().startswith("<!doctype html>")
    begun = await one.learner.post(f"{one.address}/attempts", data={"_once": str(new_id())})
    assert (begun.status_code, begun.headers["location"]) == (303, one.address)
    attempt = await one.attempt()
    there = f"/assess/attempts/{attempt}/items/{school.item('numeric')}/responses"
    answered = await one.learner.post(there, data={"given": "25", "_once": str(new_id())})
    assert answered.status_code == 303
    assert answered.headers["location"].startswith(one.address)


async def test_pages_of_an_attempt_are_its_learners_alone(school: School, world: World) -> None:
    one = await player(school, world)
    attempt = await one.attempt()
    item = school.item("numeric")
    for other in (await world.someone("learner"), school.instructor, await world.someone("administrator")):
        for method, path in [
            ("GET", one.address),
            ("POST", f"{one.address}/attempts"),
            ("POST", f"/assess/attempts/{attempt}/submit"),
            ("GET", f"/assess/attempts/{attempt}/items/{item}"),
            ("POST", f"/assess/attempts/{attempt}/items/{item}/responses"),
            ("POST", f"/assess/attempts/{attempt}/items/{item}/hints/1"),
            ("POST", f"/assess/attempts/{attempt}/items/{item}/answer"),
        ]:
            assert (await other.request(method, path, headers=HX)).status_code == 404, path
