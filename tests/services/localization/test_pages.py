"""Pages of localization through their doors: languages, the queue, the desk."""

import re

import pytest

from stoa.services.localization.consumers import on_edition_touched, on_translation_requested
from tests.services.localization.courses import (
    accept,
    claim,
    publish,
    text_course,
    translate_all,
    want,
)
from tests.world import Someone, World

_HX = {"hx-request": "true", "accept": "text/html"}


async def _page(someone: Someone, path: str) -> str:
    answer = await someone.get(path, headers={"accept": "text/html"})
    assert answer.status_code == 200, answer.text
    return answer.text


def _field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


async def _desk(
    world: World, html: str = "<p>Light is <b>fast</b>.</p>", **terms: object
) -> tuple[Someone, str]:
    """A translator with the unit of that text before them, by its address."""
    await publish(world, draft := text_course(html))
    await want(world, draft, "es", **terms)
    translator = await world.someone("translator")
    units = [
        one["unit"]["id"] for one in await claim(translator, count=50) if one["source"]["path"] == "html"
    ]
    return translator, f"/translation/units/{units[0]}"


async def _accept(someone: Someone, desk: str, target: str, **changed: str) -> tuple[int, str, str]:
    """As the desk's form sends it. Status, the part of the page that came back, and its new address."""
    page = await _page(someone, desk)
    sent = {name: _field(page, name) for name in ("source", "version", "seen")}
    data = {**sent, "target": target, "seconds": "7", "locale": "es", **changed}
    answer = await someone.post(f"{desk}/accept", data=data, headers=_HX)
    return answer.status_code, answer.text, answer.headers.get("hx-push-url", "")


async def test_course_that_was_never_published_has_nothing_to_translate_yet(world: World) -> None:
    course = text_course().document.course
    page = await _page(await world.someone("editor"), f"/editor/courses/{course}/languages")
    assert "Nothing to translate yet" in page


async def test_editor_adds_a_language_by_its_name_and_sees_how_far_it_is(world: World) -> None:
    await publish(world, draft := text_course())
    editor = await world.someone("editor")
    base = f"/editor/courses/{draft.document.course}/languages"
    assert "No other language yet" in await _page(editor, base)
    assert '<option value="Spanish">es</option>' in await _page(editor, f"{base}/new")
    async with world.paused(on_translation_requested):
        added = await editor.post(f"{base}/new", data={"locale": "Spanish", "policy": "translated"})
        assert (added.status_code, added.headers["location"]) == (303, base)
        working = await _page(editor, base)
        assert 'hx-get="' + base + '/progress"' in working
    await world.quiet()
    asked = await _page(editor, base)
    assert "5 in the queue" in asked
    assert "of 5 segments" in asked
    translator = await world.someone("translator")
    async with world.paused(on_edition_touched):
        for one in await claim(translator, count=50):
            await accept(translator, one, one["source"]["text"].upper())
        coming = await _page(editor, base)
        assert "On its way to readers" in coming
        assert 'hx-get="' + base + '/progress"' in coming
    await world.quiet()
    done = await _page(editor, f"{base}/progress")
    assert "Up to date" in done
    assert "Complete" in done
    assert "/progress" not in done


async def test_language_that_cannot_be_is_refused_beside_its_field(world: World) -> None:
    await publish(world, draft := text_course())
    editor = await world.someone("editor")
    for locale, said in (("en", "written in en"), ("klingon", "pt-BR"), ("", "pt-BR")):
        sent = {"locale": locale, "policy": "translated"}
        answer = await editor.post(f"/editor/courses/{draft.document.course}/languages/new", data=sent)
        assert answer.status_code in (400, 422), answer.text
        assert said in answer.text
        assert 'href="#locale"' in answer.text


async def test_terms_of_a_language_are_changed_and_it_is_removed_by_name(world: World) -> None:
    await publish(world, draft := text_course())
    editor = await want(world, draft, "es")
    base = f"/editor/courses/{draft.document.course}/languages"
    sent = {"policy": "fallback", "share": "60", "priority": "8", "due_at": "2031-05-04", "threshold": "0.9"}
    assert (await editor.post(f"{base}/es", data=sent)).status_code == 303
    page = await _page(editor, f"{base}/es")
    assert 'value="60"' in page
    assert 'value="2031-05-04"' in page
    assert "Stop translating into Spanish?" in page
    removed = await editor.post(f"{base}/es/remove", data={})
    assert "no longer translated into Spanish" in await _page(editor, removed.headers["location"])
    assert (await editor.get(f"{base}/es", headers={"accept": "text/html"})).status_code == 404


async def test_one_changed_sentence_stands_as_stale_while_readers_keep_the_old(world: World) -> None:
    await publish(world, draft := text_course())
    editor = await want(world, draft, "es")
    await translate_all(world)
    await publish(world, draft.with_text("<p>Light is <b>slow</b>. See more.</p><p>It bends.</p>"))
    page = await _page(editor, f"/editor/courses/{draft.document.course}/languages")
    assert "Behind by 1 revision" in page
    assert re.search(r'share-stale"><strong>[12]<', page)


async def test_queue_is_filtered_and_taken_from_by_a_translator(world: World) -> None:
    await publish(world, draft := text_course())
    await want(world, draft, "es")
    await want(world, draft, "ar", priority=9)
    translator = await world.someone("translator")
    everything = await _page(translator, "/translation")
    assert "10 wait" in everything
    assert everything.index("Arabic</li>") < everything.index("Spanish</li>")
    assert 'href="/translation"' in everything
    some = await _page(translator, f"/translation?locale=es&course={draft.document.course}&kind=edit")
    assert "5 wait" in some
    assert "Nothing of that waits" in await _page(translator, "/translation?kind=review")
    begun = await translator.post("/translation/next", data={"locale": "es"})
    assert re.fullmatch(r"/translation/units/[0-9a-f-]{36}\?locale=es", begun.headers["location"])
    assert "Yours until" in await _page(translator, begun.headers["location"])
    other = await world.someone("translator")
    assert "has it until" in await _page(other, begun.headers["location"])


async def test_empty_queue_says_what_comes_next(world: World) -> None:
    page = await _page(await world.someone("translator"), "/translation")
    assert "Nothing waits for you" in page
    assert "Begin with the first" not in page


async def test_queue_of_more_than_a_page_goes_on(world: World) -> None:
    await publish(world, draft := text_course("".join(f"<p>Line number {n}.</p>" for n in range(60))))
    await want(world, draft, "es")
    translator = await world.someone("translator")
    assert 'href="/translation?locale=es&amp;page=2"' in await _page(translator, "/translation?locale=es")
    assert "Page 2 of 2" in await _page(translator, "/translation?locale=es&page=2")


async def test_desk_shows_the_source_with_its_codes_in_its_text(world: World) -> None:
    translator, desk = await _desk(world, "<p>Before. Light is <b>fast</b>. After.</p>")
    page = await _page(translator, desk)
    assert page.count('class="beside"') >= 2
    shown = await translator.get(desk, headers=_HX)
    assert shown.text.lstrip().startswith('<article id="desk"')


async def test_accepted_unit_makes_room_for_the_next_one_without_a_new_page(world: World) -> None:
    translator, desk = await _desk(world, "<p>Light bends. It is fast.</p>")
    status, text, address = await _accept(translator, desk, "La luz se dobla.")
    assert status == 200
    assert 'id="desk"' in text
    assert "<html" not in text
    assert re.fullmatch(r"/translation/units/[0-9a-f-]{36}\?locale=es", address)
    assert desk not in address
    assert f'href="{desk}?locale=es"' in text


async def test_last_of_the_queue_leaves_an_empty_desk(world: World) -> None:
    await publish(world, draft := text_course("<p>Look.</p>"))
    await want(world, draft, "es")
    translator = await world.someone("translator")
    [first, second, third] = [
        f"/translation/units/{one['unit']['id']}" for one in await claim(translator, count=9)
    ]
    await _accept(translator, first, "Uno.")
    await _accept(translator, second, "Dos.")
    _, text, _ = await _accept(translator, third, "Tres.")
    assert "Nothing more waits here" in text


async def test_lost_code_is_named_beside_the_target_and_nothing_is_kept(world: World) -> None:
    translator, desk = await _desk(world)
    status, text, _ = await _accept(translator, desk, "La luz es rápida.")
    assert status == 200
    assert "The code \u2068&lt;b&gt;\u2069 is missing." in text
    checked = await translator.post(
        f"{desk}/checks", data={"target": "La luz es \ue000rápida\ue001."}, headers=_HX
    )
    assert "missing" not in checked.text


async def test_two_who_change_the_same_are_shown_both_texts(world: World) -> None:
    translator, desk = await _desk(world, "<p>Light bends.</p>")
    before = await _page(translator, desk)
    await _accept(translator, desk, "La luz se dobla.")
    late = await world.someone("translator")
    version = {"version": _field(before, "version")}
    status, text, _ = await _accept(late, desk, "La luz se curva.", **version)
    assert status == 200
    assert "Somebody has changed this translation meanwhile" in text
    assert "<del>dobla</del><ins>curva</ins>" in text
    assert ">La luz se curva.</textarea>" in text
    status, text, _ = await _accept(late, desk, "La luz se curva.")
    assert (status, "Nothing more waits here" in text) == (200, True)


async def test_unit_put_aside_is_not_the_next_one(world: World) -> None:
    translator, desk = await _desk(world, "<p>Light bends. It is fast.</p>")
    answer = await translator.post(f"{desk}/skip", data={"locale": "es"}, headers=_HX)
    assert answer.status_code == 200
    assert desk.rpartition("/")[2] not in answer.headers["hx-push-url"]
    assert "Put aside; back to it" in answer.text


async def test_reviewer_sends_back_with_a_reason_that_the_next_one_reads(world: World) -> None:
    translator, desk = await _desk(world, "<p>Light bends.</p>", policy="reviewed", two_reviewers=True)
    await _accept(translator, desk, "La luz se dobla.")
    assert "another person reviews it" in await _page(translator, desk)
    reviewer = await world.someone("translator")
    await reviewer.post(f"{desk}/take", data={})
    page = await _page(reviewer, desk)
    assert "Approve, next" in page
    sent = {"version": _field(page, "version"), "why": "Say it as in the film."}
    assert (await reviewer.post(f"{desk}/reject", data={**sent, "why": " "}, headers=_HX)).status_code == 422
    assert (await reviewer.post(f"{desk}/reject", data=sent, headers=_HX)).status_code == 200
    assert "Say it as in the film." in await _page(translator, desk)


async def test_comment_appears_beside_the_unit(world: World) -> None:
    translator, desk = await _desk(world)
    said = await translator.post(f"{desk}/comments", data={"text": "Is it a ray?"}, headers=_HX)
    assert "Is it a ray?" in said.text
    assert "Is it a ray?" in await _page(translator, desk)


async def test_target_of_arabic_is_written_from_the_right(world: World) -> None:
    await publish(world, draft := text_course())
    await want(world, draft, "ar")
    translator = await world.someone("translator")
    begun = await translator.post("/translation/next", data={"locale": "ar"})
    page = await _page(translator, begun.headers["location"])
    assert re.search(r'<textarea id="target"[^>]* lang="ar" dir="rtl"', page)
    assert re.search(r'<p id="source"[^>]* lang="en" dir="ltr"', page)


@pytest.mark.parametrize("role", ["learner", "instructor", "manager", "proctor", "guardian"])
async def test_pages_are_closed_to_others(world: World, role: str) -> None:
    translator, desk = await _desk(world)
    course = text_course().document.course
    someone = await world.someone(role)
    for path in ("/translation", desk, f"/editor/courses/{course}/languages"):
        assert (await someone.get(path, headers={"accept": "text/html"})).status_code == 403
    for path in ("/translation/next", f"{desk}/accept", f"{desk}/skip", f"{desk}/take", f"{desk}/checks"):
        assert (await someone.post(path, data={})).status_code == 403
    languages = f"/editor/courses/{course}/languages"
    assert (await translator.get(languages, headers={"accept": "text/html"})).status_code == 403
    assert (await translator.post(f"{languages}/es/remove", data={})).status_code == 403
