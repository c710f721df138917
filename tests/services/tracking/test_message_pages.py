"""Pages of messages as either side gets them, and what they cost."""

import re
from typing import Any

import pytest

from tests.services.counting import statements
from tests.services.tracking.test_messages import ASKED, Asking, listed, paper, say, seen
from tests.services.tracking.test_pages import page
from tests.world import World

_SCRIPTED = {"hx-request": "true"}


async def test_administrator_is_told_that_it_is_between_learners_and_who_teaches_them(world: World) -> None:
    here = await Asking.open(world)
    await here.ask()
    boss = await world.someone("administrator")
    shown = await page(boss, f"/teach/runs/{here.run}/messages")
    assert "Only who teaches this run reads" in shown
    assert "Why is it bent?" not in shown
    other = await Asking.open(world)
    assert (await other.teacher.get(f"/teach/runs/{here.run}/messages")).status_code == 404


async def test_question_names_what_it_is_about(world: World) -> None:
    here = await Asking.open(world)
    rays = here.course.at("rays")
    asking = await page(here.learner, f"/learn/{here.registration}/ask?about={rays}")
    assert f'name="about" value="{rays}"' in asking
    talk = await here.ask(object=str(rays))
    assert f'href="/learn/{here.registration}/{rays}"' in await page(here.learner, paper(talk))
    assert f'href="/courses/{here.course.id}"' in await page(here.teacher, paper(talk))
    form = {**ASKED, "about": "nonsense"}
    assert (await here.learner.post(f"/learn/{here.registration}/ask", data=form)).status_code == 404


async def test_twenty_conversations_are_on_a_page_the_newest_first(world: World) -> None:
    here = await Asking.open(world)
    for number in range(22):
        await here.ask(subject=f"Number {number}")
    assert [one for one, _ in await listed(here.teacher, here.inbox)][:2] == ["Number 21", "Number 20"]
    assert [one for one, _ in await listed(here.teacher, here.inbox, 2)] == ["Number 1", "Number 0"]
    assert [one for one, _ in await listed(here.learner, "/api/conversations", 2)] == ["Number 1", "Number 0"]
    inbox = f"/teach/runs/{here.run}/messages"
    assert "Number 1<" in await page(here.teacher, f"{inbox}?page=2")
    assert "Nothing more" in await page(here.teacher, f"{inbox}?page=9")
    assert "Nothing more" in await page(here.learner, "/messages?page=9")


async def test_pages_ask_answer_withdraw_and_mark_as_read(world: World) -> None:
    here = await Asking.open(world)
    assert "You have asked nothing yet" in await page(here.learner, "/messages")
    inbox = f"/teach/runs/{here.run}/messages"
    assert "No questions yet" in await page(here.teacher, inbox)
    sent = await here.learner.post(f"/learn/{here.registration}/ask", data=ASKED)
    assert sent.status_code == 303
    at = sent.headers["location"]
    assert f'href="{at}"' in await page(here.teacher, inbox)
    shown = await page(here.teacher, at)
    assert "<p>The straw.<br>In the glass.</p><p>Is it?</p>" in shown
    assert "data-unread" in shown
    assert 'name="number" value="1"' in shown
    assert (await here.teacher.post(f"{at}/seen", data={"number": "1"})).status_code == 303
    assert "data-unread" not in await page(here.teacher, at)
    assert (await here.teacher.post(at, data={"text": "Look.", "locale": "en"})).status_code == 303
    assert "data-unread" in await page(here.learner, at)
    gone = await here.teacher.post(f"{at}/2/withdraw", headers=_SCRIPTED)
    assert "Message withdrawn" in gone.text
    assert f"{at}/2/restore" in gone.headers["hx-trigger"]
    assert "Message withdrawn" in (await here.teacher.get(f"{at}/2", headers=_SCRIPTED)).text
    back = await here.teacher.post(f"{at}/2/restore", headers=_SCRIPTED)
    assert "Message withdrawn" not in back.text
    moved = await here.teacher.post(f"{at}/close", data={"number": "9" * 5_000})
    assert moved.status_code == 409
    assert "Something was written meanwhile" in moved.text
    assert (await here.teacher.post(f"{at}/close", data={"number": "2"})).status_code == 303
    assert "Closed" in await page(here.learner, at)
    assert (await here.teacher.post(f"{at}/reopen")).status_code == 303


@pytest.mark.parametrize(
    ("words", "code", "field"),
    [
        ({"subject": "  "}, "message.subject_length", "subject"),
        ({"text": "\n \n"}, "message.text_length", "text"),
        ({"locale": "klingonese"}, "locale.malformed", "locale"),
    ],
)
async def test_what_cannot_be_said_is_refused_with_its_field(
    world: World, words: dict[str, str], code: str, field: str
) -> None:
    here = await Asking.open(world)
    answer = await here.learner.post(here.door, json={**ASKED, **words})
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    again = await here.learner.post(f"/learn/{here.registration}/ask", data={**ASKED, **words})
    assert again.status_code == 422
    assert f'href="#{field}"' in again.text
    assert await listed(here.teacher, here.inbox) == []


async def test_home_and_course_lead_to_what_was_answered_until_it_was_read(world: World) -> None:
    here = await Asking.open(world)
    talk = await here.ask()
    course = f"/courses/{here.course.id}"
    assert f'href="/learn/{here.registration}/ask"' in await page(here.learner, course)
    assert "Those who teach have written" not in await page(here.learner, "/")
    taught = await page(here.teacher, "/teach")
    assert f'<a href="/teach/runs/{here.run}/messages">1</a>' in taught
    await say(here.teacher, talk)
    assert "Those who teach have written" in await page(here.learner, "/")
    assert re.search(
        r'href="/messages">Your messages</a> <span class="status', await page(here.learner, course)
    )
    await seen(here.learner, talk, 2)
    await seen(here.teacher, talk, 1)
    assert "Those who teach have written" not in await page(here.learner, "/")
    assert f"/teach/runs/{here.run}/messages" not in await page(here.teacher, "/teach")


async def test_conversation_is_titled_by_its_subject_unless_that_was_withdrawn(world: World) -> None:
    here = await Asking.open(world)
    talk = await here.ask(subject="¿Por qué se dobla?", locale="es")
    heading = '<h1 lang="es" dir="ltr">¿Por qué se dobla?</h1>'
    for who in (here.learner, here.teacher):
        shown = await page(who, paper(talk))
        assert heading in shown
        assert "<title>¿Por qué se dobla? · " in shown
    await here.learner.delete(f"{talk}/messages/1")
    assert '<h1 dir="auto">Message withdrawn</h1>' in await page(here.teacher, paper(talk))
    assert "se dobla" not in await page(here.teacher, paper(talk))
    assert heading in await page(here.learner, paper(talk))


async def test_closed_conversation_waits_for_nobody(world: World) -> None:
    here = await Asking.open(world)
    talk, other = await here.ask(), await here.ask()
    counted = f'<a href="/teach/runs/{here.run}/messages">%s</a>'
    assert counted % 2 in await page(here.teacher, "/teach")
    assert (await here.teacher.post(f"{talk}/close", json={"number": 1})).status_code == 204
    assert counted % 1 in await page(here.teacher, "/teach")
    await here.teacher.post(f"{talk}/reopen")
    await here.teacher.post(f"{other}/close", json={"number": 1})
    assert counted % 1 in await page(here.teacher, "/teach")


@pytest.mark.parametrize("count", [1, 10])
async def test_pages_of_messages_ask_the_database_as_often_whatever_there_is(
    world: World, count: int
) -> None:
    here = await Asking.open(world)
    talks = [await here.ask(object=str(here.course.at("rays"))) for _ in range(count)]
    for _ in range(count):
        await say(here.teacher, talks[0])
    expected: list[tuple[Any, str, int]] = [
        (here.learner, "/messages", 2),
        (here.learner, paper(talks[0]), 4),
        (here.teacher, paper(talks[0]), 4),
        (here.teacher, f"/teach/runs/{here.run}/messages", 4),
        (here.learner, f"/learn/{here.registration}/ask", 3),
    ]
    for who, path, most in expected:
        await who.get(path)
        with statements(world, "tracking") as executed:
            assert (await who.get(path)).status_code == 200
        assert len(executed) == most, f"{path}: {executed}"
