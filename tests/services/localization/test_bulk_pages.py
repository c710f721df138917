"""Many translations at once, on the pages for it."""

import re
from uuid import UUID

import pytest

from stoa.services.localization.consumers import on_bulk_requested
from stoa.services.localization.pages import bulks as pages
from stoa.services.localization.queries import bulks
from tests.services.localization.courses import publish, text_course, translate_all, want
from tests.services.localization.test_bulks import in_spanish, proposed_course, told_units
from tests.services.localization.test_pages import _page
from tests.services.localization.test_terms import add
from tests.world import Someone, World

BASE = "/translation/bulk"


async def sent(someone: Someone, course: UUID, page: str, deed: str, **said: str) -> str:
    """As the form on the page sends it. Where it goes on."""
    expected = re.search(r'name="expected" value="(\d+)"', page)
    assert expected
    data = {"course": str(course), "locale": "es", "expected": expected[1], "deed": deed, **said}
    answer = await someone.post(BASE, data=data)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def test_without_a_course_and_a_language_those_are_chosen_first(world: World) -> None:
    translator = await world.someone("translator")
    assert "No course is translated yet" in await _page(translator, BASE)
    _, draft = await proposed_course(world)
    page = await _page(translator, BASE)
    assert f'href="{BASE}?course={draft.document.course}&amp;locale=es"' in page


async def test_queue_leads_there_with_what_it_shows(world: World) -> None:
    translator, draft = await proposed_course(world)
    course = draft.document.course
    page = await _page(translator, f"/translation?locale=es&course={course}")
    assert f'href="{BASE}?locale=es&amp;course={course}"' in page


async def test_each_word_says_what_it_would_do_and_what_it_would_leave(world: World) -> None:
    translator, draft = await proposed_course(world)
    page = await _page(translator, f"{BASE}?course={draft.document.course}&locale=es&waiting=1")
    assert "3 translations are chosen" in page
    assert "Accept as they are: 2 translations" in page
    assert re.search(r"1 is left:\s+It has no translation.", page)
    assert "Set to final" not in page
    editor = await _page(await world.someone("editor"), f"{BASE}?course={draft.document.course}&locale=es")
    assert "Set to final" in editor


async def test_many_are_accepted_on_the_page_and_taken_back(world: World) -> None:
    translator, draft = await proposed_course(world)
    course = draft.document.course
    page = await _page(translator, f"{BASE}?course={course}&locale=es&waiting=1")
    async with world.paused(on_bulk_requested):
        location = await sent(translator, course, page, "accept", waiting="1")
        assert "It is being carried out" in await _page(translator, location)
    await world.quiet()
    done = await _page(translator, location)
    assert "2 translations were changed." in done
    assert "It has no translation." in done
    undone = await translator.post(f"{location}/undo", data={})
    assert (undone.status_code, undone.headers["location"]) == (303, location)
    await world.quiet()
    assert "2 translations were put back as they were." in await _page(translator, location)
    assert "undone" in await _page(translator, f"{BASE}?course={course}&locale=es")


async def test_what_was_found_may_be_chosen_and_sent_back_with_a_reason(world: World) -> None:
    await publish(world, draft := text_course("<p>The ray bends.</p>"))
    await want(world, draft, "es")
    translator = await translate_all(world, in_spanish)
    await add(translator, source="ray", target="rayo")
    await world.quiet()
    course = draft.document.course
    page = await _page(translator, f"{BASE}?course={course}&locale=es&finding=term_missing")
    assert re.search(r'value="term_missing" selected>The glossary says … for …. \(1\)<', page)
    data = {"course": str(course), "locale": "es", "finding": "term_missing", "deed": "send_back"}
    refused = await translator.post(BASE, data={**data, "expected": "1", "why": " "})
    assert refused.status_code == 422
    assert "Say what should be done otherwise." in refused.text
    await sent(translator, course, page, "send_back", finding="term_missing", why="Say rayo.")
    await world.quiet()
    units = await told_units(translator, draft)
    assert units["The ray bends."]["unit"]["state"] == "initial"


async def test_when_there_are_others_by_now_they_are_counted_again(world: World) -> None:
    translator, draft = await proposed_course(world)
    data = {"course": str(draft.document.course), "locale": "es", "deed": "accept", "expected": "99"}
    answer = await translator.post(BASE, data=data)
    assert answer.status_code == 422
    assert "of them by now. Look at them again." in answer.text


async def test_nobody_undoes_what_another_translator_did(world: World) -> None:
    translator, draft = await proposed_course(world)
    course = draft.document.course
    page = await _page(translator, f"{BASE}?course={course}&locale=es&waiting=1")
    location = await sent(translator, course, page, "put_aside", waiting="1")
    await world.quiet()
    other = await world.someone("translator")
    assert "Undo all of it" in await _page(translator, location)
    assert "Undo all of it" not in await _page(other, location)
    assert (await other.post(f"{location}/undo", data={})).status_code == 403


async def test_where_too_many_are_chosen_the_filters_are_there_to_choose_fewer(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    translator, draft = await proposed_course(world)
    monkeypatch.setattr(bulks, "MOST", 2)
    here = f"{BASE}?course={draft.document.course}&locale=es"
    page = await _page(translator, here)
    assert "More than 2 translations are chosen." in page
    assert 'name="finding"' in page
    assert "Accept as they are" not in page
    data = {"course": str(draft.document.course), "locale": "es", "deed": "accept", "expected": "99"}
    refused = await translator.post(BASE, data=data)
    assert refused.status_code == 422
    assert 'name="finding"' in refused.text
    assert "1 translation is chosen" in await _page(translator, f"{here}&only=initial")


async def test_more_courses_than_are_listed_are_told_of_and_reached_by_their_address(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    translator, draft = await proposed_course(world)
    for module in (bulks, pages):
        monkeypatch.setattr(module, "MOST_PLACES", 1)
    page = await _page(translator, BASE)
    assert page.count(f'href="{BASE}?course=') == 1
    assert "Only the first 1 are shown." in page
    here = f"{BASE}?course={draft.document.course}&locale=es"
    assert "translations are chosen" in await _page(translator, here)
    assert "Which course, in which language?" in await _page(translator, f"{BASE}?course=none&locale=es")
