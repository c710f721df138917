"""Messages through their doors: between a learner and those who teach the run, and nobody else."""

import asyncio
from uuid import UUID

import msgspec
import pytest

from stoa.contracts.content import CourseArchived
from stoa.contracts.identity import PersonRegistered, Role
from stoa.contracts.shown import ShownText, ShownVoucher
from stoa.contracts.tracking import MessageSent
from stoa.kernel.ids import new_id
from stoa.runtime.vouchers import Vouchers
from stoa.services.tracking.domain import conversation
from stoa.services.tracking.domain.conversation import Side
from tests.services.tracking.classes import Class
from tests.services.tracking.publishing import enrol
from tests.services.tracking.test_pages import page
from tests.world import Someone, World

ASKED = {"subject": "Why is it bent?", "text": "The straw.\nIn the glass.\n\nIs it?", "locale": "en"}
_SCRIPTED = {"hx-request": "true"}


class Asking(Class):
    """And their conversations."""

    @property
    def door(self) -> str:
        return f"/api/registrations/{self.registration}/conversations"

    @property
    def inbox(self) -> str:
        return f"/api/runs/{self.run}/conversations"

    async def ask(self, **words: str) -> str:
        answer = await self.learner.post(self.door, json={**ASKED, **words})
        assert answer.status_code == 201, answer.text
        return f"/api/conversations/{answer.json()['conversation']}"


async def say(who: Someone, talk: str, text: str = "Look closely.", **more: str) -> int:
    answer = await who.post(f"{talk}/messages", json={"text": text, "locale": "en", **more})
    assert answer.status_code == 201, answer.text
    return int(answer.json()["number"])


async def refused(who: Someone, talk: str, text: str = "Look closely.") -> tuple[int, str]:
    answer = await who.post(f"{talk}/messages", json={"text": text, "locale": "en"})
    return answer.status_code, "" if answer.is_success else answer.json()["code"]


async def seen(who: Someone, talk: str, number: int) -> None:
    assert (await who.post(f"{talk}/seen", json={"number": number})).status_code == 204


async def read(who: Someone, talk: str, number: int | None = None) -> list[tuple[str | None, bool]]:
    """Text, and whether it is unread."""
    answer = await who.get(talk, params={} if number is None else {"page": number})
    assert answer.status_code == 200, answer.text
    return [(one["text"], one["unread"]) for one in answer.json()["messages"]]


async def listed(who: Someone, path: str, number: int = 1) -> list[tuple[str, bool]]:
    """Subject, and whether it is unread."""
    answer = await who.get(path, params={"page": number})
    assert answer.status_code == 200, answer.text
    return [(one["subject"], one["unread"]) for one in answer.json()]


def paper(talk: str) -> str:
    """The page of a conversation."""
    return talk.removeprefix("/api").replace("conversations", "messages")


async def test_learner_asks_and_who_teaches_the_run_answers(world: World) -> None:
    here = await Asking.open(world)
    talk = await here.ask()
    assert await listed(here.teacher, here.inbox) == [("Why is it bent?", True)]
    assert await say(here.teacher, talk) == 2
    assert await listed(here.learner, "/api/conversations") == [("Why is it bent?", True)]
    assert await read(here.learner, talk) == [(ASKED["text"], False), ("Look closely.", True)]
    assert await read(here.teacher, talk) == [(ASKED["text"], True), ("Look closely.", False)]
    sides = [one["side"] for one in (await here.learner.get(talk)).json()["messages"]]
    assert sides == ["learner", "staff"]


async def test_mark_goes_with_what_was_seen_and_stays_for_what_came_meanwhile(world: World) -> None:
    here = await Asking.open(world)
    talk = await here.ask()
    await say(here.teacher, talk, "First.")
    shown = (await here.learner.get(talk)).json()["messages"][-1]["number"]
    await say(here.teacher, talk, "Second.")
    await seen(here.learner, talk, shown)
    assert await read(here.learner, talk) == [(ASKED["text"], False), ("First.", False), ("Second.", True)]
    await seen(here.learner, talk, 3)
    await seen(here.learner, talk, 1)
    assert await listed(here.learner, "/api/conversations") == [("Why is it bent?", False)]
    await seen(here.learner, talk, 400)
    await say(here.teacher, talk, "Third.")
    assert await listed(here.learner, "/api/conversations") == [("Why is it bent?", True)]


async def test_each_of_those_who_teach_has_marks_of_their_own(world: World) -> None:
    here = await Asking.open(world)
    second = await world.someone("instructor")
    staff = [UUID(str(one.person)) for one in (here.teacher, second)]
    roles = [Role.INSTRUCTOR]
    await world.publish(*(PersonRegistered(person=one, locale="en", roles=roles) for one in staff))
    await world.quiet()
    both = {"instructors": list(map(str, staff))}
    changed = await here.teacher.put(f"/api/runs/{here.run}", json=both)
    assert changed.is_success, changed.text
    talk = await here.ask()
    await seen(here.teacher, talk, 1)
    assert await listed(here.teacher, here.inbox) == [("Why is it bent?", False)]
    assert await listed(second, here.inbox) == [("Why is it bent?", True)]
    assert await say(second, talk) == 2
    assert await read(here.teacher, talk) == [(ASKED["text"], False), ("Look closely.", False)]


async def test_nobody_else_reads_or_writes_or_learns_that_there_is_one(world: World) -> None:
    here = await Asking.open(world)
    talk = await here.ask()
    other = await Asking.open(world, here.course)
    classmate = await world.someone("learner")
    await enrol(classmate, here.run)
    strangers = [
        other.learner,
        other.teacher,
        classmate,
        await world.someone("translator"),
        await world.someone("editor"),
        await world.someone("administrator"),
        await world.someone("instructor", tenant=world.new_tenant(), person=here.teacher.person),
        await world.someone("learner", tenant=world.new_tenant(), person=here.learner.person),
    ]
    at = paper(talk)
    for who in strangers:
        for answer in (
            await who.get(talk),
            await who.post(f"{talk}/messages", json={"text": "Mine."}),
            await who.post(f"{talk}/seen", json={"number": 1}),
            await who.delete(f"{talk}/messages/1"),
            await who.post(f"{talk}/messages/1/restore"),
            await who.post(here.door, json=ASKED),
            await who.get(at),
            await who.get(f"{at}/1", headers=_SCRIPTED),
            await who.post(at, data={"text": "Mine.", "locale": "en"}),
            await who.post(f"{at}/1/withdraw"),
            await who.get(f"/learn/{here.registration}/ask"),
        ):
            assert answer.status_code == 404, answer.request.url
        for answer in (
            await who.post(f"{talk}/close", json={"number": 1}),
            await who.post(f"{talk}/reopen"),
            await who.get(here.inbox),
        ):
            assert answer.status_code in (403, 404), answer.request.url
        assert (await who.get("/api/conversations")).json() == []
    nobody = await world.anyone()
    for path in (talk, "/api/conversations", here.inbox):
        assert (await nobody.get(path)).status_code == 401
    assert await read(here.teacher, talk) == [(ASKED["text"], True)]
    assert (await here.learner.post(f"{talk}/close", json={"number": 1})).status_code == 403


async def test_the_same_request_twice_is_sent_once(world: World) -> None:
    here = await Asking.open(world)
    asked, said = ({"idempotency-key": str(new_id())} for _ in range(2))
    first, again = [await here.learner.post(here.door, json=ASKED, headers=asked) for _ in range(2)]
    assert (again.is_success, again.json()) == (True, first.json())
    talk = f"/api/conversations/{first.json()['conversation']}"
    body = {"text": "Look.", "locale": "en"}
    first, again = [await here.teacher.post(f"{talk}/messages", json=body, headers=said) for _ in range(2)]
    assert (again.is_success, again.json()) == (True, first.json())
    assert len(await read(here.learner, talk)) == 2
    documents = [key async for key in world.objects.private.keys(f"{world.tenant}/messages/")]
    assert len(documents) == 2
    form, typed = f"/learn/{here.registration}/ask", {"idempotency-key": str(new_id())}
    pages = [await here.learner.post(form, data=ASKED, headers=typed) for _ in range(2)]
    assert pages[0].headers["location"] == pages[1].headers["location"]


async def test_who_wrote_a_message_withdraws_it_and_the_other_side_reads_it_no_longer(world: World) -> None:
    here = await Asking.open(world)
    talk = await here.ask()
    await say(here.teacher, talk, "Nonsense.")
    assert (await here.learner.delete(f"{talk}/messages/2")).status_code == 404
    assert (await here.teacher.delete(f"{talk}/messages/7")).status_code == 404
    for _ in range(2):
        assert (await here.teacher.delete(f"{talk}/messages/2")).status_code == 204
    assert await read(here.learner, talk) == [(ASKED["text"], False), (None, False)]
    assert await listed(here.learner, "/api/conversations") == [("Why is it bent?", False)]
    shown = await page(here.learner, paper(talk))
    assert "has withdrawn it" in shown
    assert "Nonsense." not in shown
    said = (await here.learner.get(talk)).json()["messages"]
    assert [one["voucher"] for one in said] == [None, None]
    assert (await here.teacher.post(f"{talk}/messages/2/restore")).status_code == 204
    assert await read(here.learner, talk) == [(ASKED["text"], False), ("Nonsense.", True)]


async def test_closed_conversation_takes_nothing_until_it_is_reopened(world: World) -> None:
    here = await Asking.open(world)
    talk = await here.ask()
    await say(here.learner, talk, "Or broken?")
    early = await here.teacher.post(f"{talk}/close", json={"number": 1})
    assert (early.status_code, early.json()["code"]) == (409, "conversation.moved")
    for _ in range(2):
        assert (await here.teacher.post(f"{talk}/close", json={"number": 2})).status_code == 204
    for who in (here.learner, here.teacher):
        assert await refused(who, talk) == (409, "conversation.closed")
    typed = {"text": "But why?", "locale": "en"}
    again = await here.learner.post(paper(talk), data=typed)
    assert again.status_code == 409
    assert "have closed this conversation" in again.text
    assert "But why?</textarea>" in again.text
    second = await here.ask(subject="Something else")
    assert await listed(here.teacher, here.inbox) == [("Something else", True), ("Why is it bent?", True)]
    assert (await here.teacher.post(f"{talk}/reopen")).status_code == 204
    assert await say(here.learner, talk) == 3
    assert await say(here.learner, second) == 2


async def test_who_left_the_run_reads_and_writes_no_more(world: World) -> None:
    here = await Asking.open(world)
    talk = await here.ask()
    await say(here.teacher, talk)
    ended = await here.teacher.delete(f"/api/runs/{here.run}/enrolments/{here.learner.person}")
    assert ended.status_code == 204
    assert [text for text, _ in await read(here.learner, talk)] == [ASKED["text"], "Look closely."]
    assert await refused(here.learner, talk) == (409, "conversation.left")
    assert (await here.learner.post(here.door, json=ASKED)).status_code == 404
    shown = await page(here.learner, paper(talk))
    assert "no longer in this course" in shown
    assert "<textarea" not in shown
    assert "Why is it bent?" in await page(here.learner, "/messages")
    assert "No longer in the run" in await page(here.teacher, paper(talk))


async def test_in_an_archived_course_everything_is_read_and_nothing_is_written(world: World) -> None:
    here = await Asking.open(world)
    talk = await here.ask()
    await world.publish(CourseArchived(course=here.course.id))
    await world.quiet()
    assert await read(here.learner, talk) == [(ASKED["text"], False)]
    for who in (here.learner, here.teacher):
        assert await refused(who, talk) == (409, "conversation.archived")
    again = await here.learner.post(here.door, json=ASKED)
    assert (again.status_code, again.json()["code"]) == (409, "conversation.archived")
    asking = await page(here.learner, f"/learn/{here.registration}/ask")
    assert "This course was archived" in asking
    assert "<textarea" not in asking


async def test_nobody_writes_more_than_so_many_an_hour(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    here = await Asking.open(world)
    monkeypatch.setitem(conversation.MOST_AN_HOUR, Side.LEARNER, 2)
    talk = await here.ask()
    await say(here.learner, talk)
    assert await refused(here.learner, talk) == (429, "message.too_often")
    again = await here.learner.post(here.door, json=ASKED)
    assert (again.status_code, again.json()["code"]) == (429, "message.too_often")
    assert await say(here.teacher, talk) == 3


async def test_what_is_written_at_the_same_moment_gets_numbers_of_its_own(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = await Asking.open(world)
    talk = await here.ask()
    both = (here.learner, here.teacher)
    numbers = await asyncio.gather(*(say(who, talk) for who in both for _ in range(3)))
    assert sorted(numbers) == [2, 3, 4, 5, 6, 7]
    monkeypatch.setitem(conversation.MOST_AN_HOUR, Side.LEARNER, 6)
    answers = await asyncio.gather(*(refused(here.learner, talk) for _ in range(5)))
    assert sorted(status for status, _ in answers) == [201, 201, 429, 429, 429]


async def test_conversations_and_messages_are_bounded(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    here = await Asking.open(world)
    monkeypatch.setattr(conversation, "MOST_CONVERSATIONS", 1)
    monkeypatch.setattr(conversation, "MOST_MESSAGES", 2)
    talk = await here.ask()
    again = await here.learner.post(here.door, json=ASKED)
    assert (again.status_code, again.json()["code"]) == (409, "conversation.too_many")
    await say(here.teacher, talk)
    assert await refused(here.learner, talk) == (409, "conversation.full")


async def test_what_is_refused_leaves_no_words_behind(world: World) -> None:
    here = await Asking.open(world)
    talk = await here.ask()
    await here.teacher.post(f"{talk}/close", json={"number": 1})
    assert await refused(here.learner, talk) == (409, "conversation.closed")
    unknown = {**ASKED, "text": "Other words.", "object": str(new_id())}
    missing = await here.learner.post(here.door, json=unknown)
    assert (missing.status_code, missing.json()["code"]) == (404, "object.unknown")
    documents = [key async for key in world.objects.private.keys(f"{world.tenant}/messages/")]
    assert len(documents) == 1


async def test_facts_carry_ids_and_never_a_word(world: World) -> None:
    here = await Asking.open(world)
    talk = await here.ask(subject="Rainbows")
    await say(here.teacher, talk, "Look at the prism.")
    await world.quiet()
    first, second = world.events(MessageSent)
    assert (first.number, first.by, first.by_learner) == (1, here.learner.person, True)
    assert (second.number, second.by, second.by_learner) == (2, here.teacher.person, False)
    assert (second.learner, second.run) == (here.learner.person, here.run)
    said = (b"Rainbows", b"prism", b"straw")
    assert not any(word in envelope.data for envelope, _ in world.heard() for word in said)


async def test_voucher_is_for_who_reads_and_names_where_the_words_lie(world: World) -> None:
    here = await Asking.open(world)
    talk = await here.ask(text="See <b>https://example.org/a?b=1&c=2</b>.", locale="es")
    own, [other] = (
        (await here.learner.get(talk)).json()["messages"],
        (await here.teacher.get(talk)).json()["messages"],
    )
    assert own[0]["voucher"] is None
    vouchers = Vouchers(world.process.platform.settings.web.token_key)
    told = vouchers.read(here.teacher.caller, other["voucher"], ShownVoucher)
    assert (told.kind, told.locale) == ("message", "es")
    document = msgspec.json.decode(await world.objects.private.get(told.key, told.checksum), type=ShownText)
    assert [(part.name, part.html) for part in document.parts] == [
        ("title", "Why is it bent?"),
        (
            "text",
            '<p>See &lt;b&gt;<a href="https://example.org/a?b=1&amp;c=2" rel="nofollow noopener noreferrer">'
            "https://example.org/a?b=1&amp;c=2</a>&lt;/b&gt;.</p>",
        ),
    ]


async def test_ten_messages_are_on_a_page_and_it_opens_where_something_is_new(world: World) -> None:
    here = await Asking.open(world)
    talk = await here.ask()
    for number in range(11):
        await say(here.teacher, talk, f"Number {number}.")
    assert len(await read(here.learner, talk)) == 10
    mark = f'action="{paper(talk)}/seen"'
    assert mark in await page(here.learner, paper(talk))
    assert mark not in await page(here.learner, f"{paper(talk)}?page=2")
    assert (await here.learner.post(f"{talk}/seen", json={"number": 10})).status_code == 204
    assert [text for text, _ in await read(here.learner, talk)] == ["Number 9.", "Number 10."]
    assert len(await read(here.learner, talk, 1)) == 10
    assert await read(here.learner, talk, 9) == []
    assert "There are no messages this far on" in await page(here.learner, f"{paper(talk)}?page=9")
    for none in (0, -1, 1_001):
        refused = await here.learner.get(talk, params={"page": none})
        assert (refused.status_code, refused.json()["field"]) == (422, "page")


async def test_the_subject_is_withdrawn_with_the_message_that_it_belongs_to(world: World) -> None:
    here = await Asking.open(world)
    talk = await here.ask()
    inbox = f"/api/runs/{here.run}/conversations"
    assert (await here.teacher.get(inbox)).json()[0]["subject"] == "Why is it bent?"
    assert (await here.learner.delete(f"{talk}/messages/1")).status_code == 204
    assert (await here.teacher.get(inbox)).json()[0]["subject"] == ""
    assert (await here.teacher.get(talk)).json()["subject"] == ""
    assert "Why is it bent?" not in await page(here.teacher, paper(talk))
    assert (await here.learner.get(talk)).json()["subject"] == "Why is it bent?"
    assert (await here.learner.post(f"{talk}/messages/1/restore")).status_code == 204
    assert (await here.teacher.get(talk)).json()["subject"] == "Why is it bent?"


async def test_a_null_sign_is_refused_by_its_field(world: World) -> None:
    here = await Asking.open(world)
    talk = await here.ask()
    answer = await here.teacher.post(f"{talk}/messages", json={"text": "A\0b", "locale": "en"})
    assert (answer.status_code, answer.json()["field"]) == (422, "text")
