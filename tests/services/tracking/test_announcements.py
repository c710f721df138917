"""Announcements through their doors: written by who teaches the run, read by who takes it, by nobody else."""

import re
from dataclasses import replace

import msgspec
import pytest

from stoa.contracts.shown import ShownText
from stoa.contracts.tracking import AnnouncementPosted, AnnouncementWithdrawn
from stoa.kernel.ids import new_id
from stoa.services.tracking.domain import announcement
from tests.services.counting import statements
from tests.services.tracking.classes import Class
from tests.services.tracking.publishing import activate, enrol, small_course
from tests.services.tracking.test_pages import page
from tests.world import World

MOVED = {"title": "The exam has moved", "text": "Room 4.\nAt nine.\n\nBring a pen.", "locale": "en"}


class Told(Class):
    """And its announcements."""

    @property
    def doors(self) -> str:
        return f"/api/runs/{self.run}/announcements"

    @property
    def board(self) -> str:
        return f"/api/registrations/{self.registration}/announcements"

    async def tell(self, **words: str) -> str:
        answer = await self.teacher.post(self.doors, json={**MOVED, **words})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["announcement"])

    async def told(self, number: int = 1) -> list[tuple[str, bool]]:
        """Title, and whether it is unread."""
        answer = await self.learner.get(self.board, params={"page": number})
        assert answer.status_code == 200, answer.text
        return [(one["title"], one["unread"]) for one in answer.json()]

    async def change(self, announcement: str, version: int, **words: str) -> tuple[int, str]:
        body = {**MOVED, **words, "version": version}
        answer = await self.teacher.put(f"{self.doors}/{announcement}", json=body)
        return answer.status_code, "" if answer.is_success else answer.json()["code"]


async def test_learners_of_the_run_read_the_newest_first_and_what_was_read_is_no_longer_new(
    world: World,
) -> None:
    here = await Told.open(world)
    first, _ = await here.tell(title="Welcome"), await here.tell()
    assert await here.told() == [("The exam has moved", True), ("Welcome", True)]
    read = await here.learner.post(
        f"{here.board}/read", json={"announcements": [{"id": first, "version": 1}]}
    )
    assert read.status_code == 204
    assert await here.told() == [("The exam has moved", True), ("Welcome", False)]
    second = await world.someone("learner")
    beside = replace(here, learner=second, registration=await enrol(second, here.run))
    assert await beside.told() == [("The exam has moved", True), ("Welcome", True)]


async def test_what_was_changed_is_new_again_for_who_has_read_it(world: World) -> None:
    here = await Told.open(world)
    one = await here.tell()
    await here.learner.post(f"{here.board}/read", json={"announcements": [{"id": one, "version": 1}]})
    assert await here.change(one, 1, text="Room 5.") == (200, "")
    assert await here.told() == [("The exam has moved", True)]
    [shown] = (await here.learner.get(here.board)).json()
    assert (shown["text"], shown["version"], shown["changed_at"] is None) == ("Room 5.", 2, False)


async def test_what_was_changed_after_it_was_shown_is_not_marked_as_read(world: World) -> None:
    here = await Told.open(world)
    one = await here.tell()
    assert await here.change(one, 1, text="Room 5.") == (200, "")
    marking = f"/learn/{here.registration}/announcements/read"
    assert (await here.learner.post(marking, data={"read": f"{one} 1"})).status_code == 303
    assert await here.told() == [("The exam has moved", True)]
    for nonsense in (one, f"{one} x", f"{one} {'9' * 30}"):
        assert (await here.learner.post(marking, data={"read": nonsense})).status_code == 303
    assert (await here.learner.post(marking, data={"read": "none 1"})).status_code == 422
    assert await here.told() == [("The exam has moved", True)]
    assert (await here.learner.post(marking, data={"read": f"{one} 2"})).status_code == 303
    assert await here.told() == [("The exam has moved", False)]
    late = {"announcements": [{"id": one, "version": 1}]}
    assert (await here.learner.post(f"{here.board}/read", json=late)).status_code == 204
    assert await here.told() == [("The exam has moved", False)]


async def test_nobody_writes_over_what_another_has_changed_meanwhile(world: World) -> None:
    here = await Told.open(world)
    one = await here.tell()
    assert await here.change(one, 1, text="Room 5.") == (200, "")
    assert await here.change(one, 1, text="Room 6.") == (409, "announcement.changed")
    form = {**MOVED, "text": "Room 6.", "version": "1"}
    again = await here.teacher.post(f"/teach/runs/{here.run}/announcements/{one}", data=form)
    assert again.status_code == 409
    assert "As it stands now" in again.text
    assert "<p>Room 5.</p>" in again.text
    assert "Room 6.</textarea>" in again.text


async def test_what_is_refused_leaves_no_document_behind(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = await Told.open(world)
    one = await here.tell()

    async def documents() -> int:
        return len([key async for key in world.objects.private.keys(f"{world.tenant}/announcements/")])

    assert await here.change(one, 1, text="Room 5.") == (200, "")
    assert await documents() == 2
    assert await here.change(one, 1, text="Room 6.") == (409, "announcement.changed")
    monkeypatch.setattr(announcement, "MOST_A_RUN", 1)
    full = await here.teacher.post(here.doors, json={**MOVED, "text": "Room 7."})
    assert (full.status_code, full.json()["code"]) == (409, "announcement.too_many")
    assert await documents() == 2


async def test_who_repeats_a_change_hears_the_same_though_it_could_not_be_made_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = await Told.open(world)
    monkeypatch.setattr(announcement, "MOST_A_RUN", 1)
    told, changed = ({"idempotency-key": str(new_id())} for _ in range(2))
    first, again = [await here.teacher.post(here.doors, json=MOVED, headers=told) for _ in range(2)]
    assert (again.is_success, again.json()) == (True, first.json())
    door, words = f"{here.doors}/{first.json()['announcement']}", {**MOVED, "text": "Room 5.", "version": 1}
    first, again = [await here.teacher.put(door, json=words, headers=changed) for _ in range(2)]
    assert (again.is_success, again.json()) == (True, first.json())


async def test_a_version_of_a_thousand_digits_is_just_another_one(world: World) -> None:
    here = await Told.open(world)
    one = await here.tell()
    form = {**MOVED, "text": "Room 6.", "version": "9" * 5_000}
    again = await here.teacher.post(f"/teach/runs/{here.run}/announcements/{one}", data=form)
    assert again.status_code == 409


async def test_what_is_withdrawn_is_gone_for_learners_until_it_is_taken_back(world: World) -> None:
    here = await Told.open(world)
    one = await here.tell()
    for _ in range(2):
        assert (await here.teacher.delete(f"{here.doors}/{one}")).status_code == 204
    assert await here.told() == []
    assert "The exam has moved" not in await page(here.learner, f"/learn/{here.registration}/announcements")
    [kept] = (await here.teacher.get(here.doors)).json()
    assert kept["withdrawn"] is True
    assert (await here.teacher.post(f"{here.doors}/{one}/restore")).status_code == 204
    assert await here.told() == [("The exam has moved", True)]
    await world.quiet()
    assert [one.version for one in world.events(AnnouncementPosted)] == [1, 3]
    assert [one.version for one in world.events(AnnouncementWithdrawn)] == [2]


async def test_ten_are_on_a_page(world: World) -> None:
    here = await Told.open(world)
    for number in range(12):
        await here.tell(title=f"Number {number}")
    assert [title for title, _ in await here.told()] == [f"Number {number}" for number in range(11, 1, -1)]
    assert [title for title, _ in await here.told(2)] == ["Number 1", "Number 0"]
    board = await page(here.learner, f"/learn/{here.registration}/announcements?page=2")
    assert "Number 1<" in board
    assert "Number 5<" not in board
    assert "Nothing more" in await page(here.learner, f"/learn/{here.registration}/announcements?page=9")


async def test_the_same_request_twice_tells_it_once(world: World) -> None:
    here = await Told.open(world)
    key = {"idempotency-key": str(new_id())}
    answers = [await here.teacher.post(here.doors, json=MOVED, headers=key) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert len(await here.told()) == 1


async def test_nobody_but_its_staff_writes_and_nobody_but_its_learners_reads(world: World) -> None:
    here = await Told.open(world)
    one = await here.tell()
    other = await Told.open(world)
    stranger = await world.someone("administrator", tenant=world.new_tenant())
    for who, code in ((here.learner, 403), (other.teacher, 404), (stranger, 404)):
        for answer in (
            await who.get(here.doors),
            await who.post(here.doors, json=MOVED),
            await who.put(f"{here.doors}/{one}", json={**MOVED, "version": 1}),
            await who.delete(f"{here.doors}/{one}"),
            await who.post(f"{here.doors}/{one}/restore"),
            await who.get(f"/teach/runs/{here.run}/announcements"),
            await who.get(f"/teach/runs/{here.run}/announcements/{one}"),
            await who.post(f"/teach/runs/{here.run}/announcements/{one}/withdraw"),
        ):
            assert answer.status_code == code, answer.request.url
    assert await here.told() == [("The exam has moved", True)]
    for who in (other.learner, here.teacher, stranger):
        assert (await who.get(here.board)).status_code == 404
        assert (await who.get(f"/learn/{here.registration}/announcements")).status_code == 404
        read = await who.post(f"{here.board}/read", json={"announcements": [{"id": one, "version": 1}]})
        assert read.status_code == 404
    for who in (await world.anyone(),):
        assert (await who.get(here.board)).status_code == 401


async def test_an_administrator_announces_in_any_run_and_other_runs_hear_nothing(world: World) -> None:
    here, other = await Told.open(world), await Told.open(world)
    boss = await world.someone("administrator")
    assert (await boss.post(here.doors, json=MOVED)).status_code == 201
    assert await other.told() == []
    [one] = (await boss.get(here.doors)).json()
    read = {"announcements": [{"id": one["id"], "version": 1}]}
    marked = await other.learner.post(f"{other.board}/read", json=read)
    assert marked.status_code == 204
    assert await here.told() == [("The exam has moved", True)]
    wrong_run = await other.teacher.put(f"{other.doors}/{one['id']}", json={**MOVED, "version": 1})
    assert (wrong_run.status_code, wrong_run.json()["code"]) == (404, "announcement.unknown")


async def test_who_is_no_longer_in_the_run_reads_nothing(world: World) -> None:
    here = await Told.open(world)
    await here.tell()
    ended = await here.teacher.delete(f"/api/runs/{here.run}/enrolments/{here.learner.person}")
    assert ended.status_code == 204
    assert (await here.learner.get(here.board)).status_code == 404


async def test_facts_carry_no_words_but_where_they_lie(world: World) -> None:
    here = await Told.open(world)
    one = await here.tell(text="See <b>https://example.org/a?b=1&c=2</b>.", locale="ar")
    await world.quiet()
    [posted] = world.events(AnnouncementPosted)
    assert (str(posted.announcement), posted.run, posted.locale) == (one, here.run, "ar")
    assert not any(b"exam" in envelope.data for envelope, _ in world.heard())
    document = msgspec.json.decode(
        await world.objects.private.get(posted.key, posted.checksum), type=ShownText
    )
    assert document.locale == "ar"
    assert [(part.name, part.html) for part in document.parts] == [
        ("title", "The exam has moved"),
        (
            "text",
            '<p>See &lt;b&gt;<a href="https://example.org/a?b=1&amp;c=2" rel="nofollow noopener noreferrer">'
            "https://example.org/a?b=1&amp;c=2</a>&lt;/b&gt;.</p>",
        ),
    ]


async def test_the_course_page_shows_the_newest_three_with_what_is_new(world: World) -> None:
    course = await activate(world, small_course())
    here = await Told.open(world, course)
    shown = await page(here.learner, f"/courses/{course.id}")
    assert "Read all of them" not in shown
    told = [await here.tell(title=f"Number {number}", locale="es") for number in range(4)]
    read = [{"id": one, "version": 1} for one in told[1:3]]
    await here.learner.post(f"{here.board}/read", json={"announcements": read})
    shown = await page(here.learner, f"/courses/{course.id}")
    assert re.findall(r">(Number \d)</a>(?: <span class=\"(status)[^\"]*)?", shown) == [
        ("Number 3", "status"),
        ("Number 2", ""),
        ("Number 1", ""),
    ]
    assert f'href="/learn/{here.registration}/announcements#announcement-{told[3]}" dir="ltr" lang="es"' in (
        shown.replace('lang="es" dir="ltr"', 'dir="ltr" lang="es"')
    )
    assert "Number" not in await page(await world.someone("learner"), f"/courses/{course.id}")


async def test_home_and_player_say_how_many_are_new_until_they_are_read(world: World) -> None:
    course = await activate(world, small_course())
    here, other = await Told.open(world, course), await Told.open(world)
    board = f'href="/learn/{here.registration}/announcements"'
    player = f"/learn/{here.registration}/{course.at('rays')}"
    assert board not in await page(here.learner, "/")
    assert board not in await page(here.learner, player)
    told = [await here.tell(title=f"Number {number}") for number in range(4)]
    await other.tell()
    await here.teacher.delete(f"{here.doors}/{told[3]}")
    await here.learner.post(f"{here.board}/read", json={"announcements": [{"id": told[0], "version": 1}]})
    for path in ("/", player):
        with statements(world, "tracking") as executed:
            shown = await page(here.learner, path)
        assert len(executed) == 1
        assert shown.count(board) == 1
        assert "2 new announcements" in shown
    assert await here.change(told[0], 1, text="Room 5.") == (200, "")
    assert "3 new announcements" in await page(here.learner, "/")
    read = [{"id": one, "version": 2} for one in told[:3]]
    await here.learner.post(f"{here.board}/read", json={"announcements": read})
    for path in ("/", player):
        assert board not in await page(here.learner, path)


async def test_pages_post_change_withdraw_and_mark_read(world: World) -> None:
    here = await Told.open(world)
    pages = f"/teach/runs/{here.run}/announcements"
    assert "Nothing announced yet" in await page(here.teacher, pages)
    assert "Nothing announced yet" in await page(here.learner, f"/learn/{here.registration}/announcements")
    assert (await here.teacher.post(pages, data=MOVED)).status_code == 303
    shown = await page(here.teacher, pages)
    assert "<p>Room 4.<br>At nine.</p><p>Bring a pen.</p>" in shown
    [one] = re.findall(r'id="announcement-([0-9a-f-]{36})"', shown)
    assert 'name="version" value="1"' in await page(here.teacher, f"{pages}/{one}")
    board = await page(here.learner, f"/learn/{here.registration}/announcements")
    assert "data-unread" in board
    assert f'name="read" value="{one} 1"' in board
    read = {"read": f"{one} 1"}
    marked = await here.learner.post(f"/learn/{here.registration}/announcements/read", data=read)
    assert marked.status_code == 303
    assert "data-unread" not in await page(here.learner, f"/learn/{here.registration}/announcements")
    scripted = {"hx-request": "true"}
    gone = await here.teacher.post(f"{pages}/{one}/withdraw", headers=scripted)
    assert "Withdrawn" in gone.text
    assert f"{pages}/{one}/restore" in gone.headers["hx-trigger"]
    back = await here.teacher.post(f"{pages}/{one}/restore", headers=scripted)
    assert "Withdrawn" not in back.text
    assert "data-takes-focus" in back.text
    board = await page(here.learner, f"/learn/{here.registration}/announcements")
    assert "data-unread" not in board, "not one of its words has changed"


async def test_fault_in_what_was_typed_does_not_hide_what_somebody_else_wrote(world: World) -> None:
    here = await Told.open(world)
    one = await here.tell()
    form = f"/teach/runs/{here.run}/announcements/{one}"
    long = {**MOVED, "title": "x" * 201, "version": "1"}
    alone = await here.teacher.post(form, data=long)
    assert "As it stands now" not in alone.text
    quicker = {**MOVED, "text": "Room 5.", "version": 1}
    assert (await here.teacher.put(f"{here.doors}/{one}", json=quicker)).status_code == 200
    beside = await here.teacher.post(form, data=long)
    assert "As it stands now" in beside.text
    assert "<p>Room 5.</p>" in beside.text


@pytest.mark.parametrize(
    ("words", "code", "field"),
    [
        ({"title": "  "}, "announcement.title_length", "title"),
        ({"text": "\n \n"}, "announcement.text_length", "text"),
        ({"locale": "klingonese"}, "locale.malformed", "locale"),
    ],
)
async def test_what_cannot_be_told_is_refused_with_its_field(
    world: World, words: dict[str, str], code: str, field: str
) -> None:
    here = await Told.open(world)
    refused = await here.teacher.post(here.doors, json={**MOVED, **words})
    assert (refused.status_code, refused.json()["code"]) == (422, code)
    again = await here.teacher.post(f"/teach/runs/{here.run}/announcements", data={**MOVED, **words})
    assert again.status_code == 422
    assert f'href="#{field}"' in again.text
    assert await here.told() == []
