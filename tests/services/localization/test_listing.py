"""All units of a course in a language: how each fares, found by words, a page at a time, on to the desk."""

from typing import Any

import pytest

from stoa.services.localization.consumers import on_translation_requested
from stoa.services.localization.queries import tasks
from tests.services.counting import statements
from tests.services.localization.courses import (
    Draft,
    accept,
    claim,
    publish,
    text_course,
    translate_all,
    want,
)
from tests.services.localization.test_bulks import in_spanish, proposed_course
from tests.services.localization.test_machines import Shouting, engine, machine_stage
from tests.services.localization.test_machines import world as with_machine
from tests.services.localization.test_pages import _page
from tests.services.localization.test_statements import sentences
from tests.services.localization.test_terms import add
from tests.world import Someone, World

__all__ = ["engine", "machine_stage", "with_machine"]


def base(draft: Draft) -> str:
    return f"/translation/courses/{draft.document.course}/es/units"


async def found(someone: Someone, draft: Draft, **sought: Any) -> list[str]:
    """Sources, in their order."""
    params = {"locale": "es", **sought}
    answer = await someone.get(f"/api/courses/{draft.document.course}/units", params=params)
    assert answer.status_code == 200, answer.text
    return [one["source"]["text"] for one in answer.json()]


async def test_units_are_found_by_how_they_fare(world: World) -> None:
    translator, draft = await proposed_course(world)
    assert await found(translator, draft) == [
        "Optics",
        "Light",
        "The ray bends.",
        "It is slow.",
        "It is fast.",
    ]
    assert await found(translator, draft, condition="untranslated") == ["It is slow."]
    memory = await found(translator, draft, condition="memory")
    assert "It is fast." in memory
    assert await found(translator, draft, condition="accepted") == []
    assert await found(translator, draft, condition="machine") == []
    waiting = await found(translator, draft, condition="waiting")
    [slow] = [one for one in await claim(translator, count=9) if one["source"]["text"] == "It is slow."]
    await accept(translator, slow, "Es lento.")
    await world.quiet()
    assert await found(translator, draft, condition="accepted") == ["It is slow."]
    assert await found(translator, draft, condition="untranslated") == []
    assert await found(translator, draft, condition="waiting") == waiting
    await add(translator, source="fast", target="veloz")
    await world.quiet()
    assert await found(translator, draft, condition="found") == ["It is fast."]


async def test_what_was_translated_from_an_earlier_source_is_stale_until_it_is_accepted_anew(
    world: World,
) -> None:
    await publish(world, draft := text_course("<p>The ray bends.</p><p>It is fast.</p>"))
    await want(world, draft, "es")
    translator = await translate_all(world, in_spanish)
    assert await found(translator, draft, condition="stale") == []
    await publish(world, later := draft.with_text("<p>The ray bends.</p><p>It is not fast.</p>"))
    assert await found(translator, later, condition="stale") == ["It is not fast."]
    assert "It is not fast." not in await found(translator, later, condition="accepted")
    await translate_all(world, in_spanish)
    assert await found(translator, later, condition="stale") == []


async def test_what_a_machine_said_is_found_until_a_person_says_so_too(
    with_machine: World, engine: Shouting
) -> None:
    world, engine.sure = with_machine, 0.1
    await publish(world, draft := text_course("<p>It is slow.</p>"))
    editor = await want(world, draft, "es")
    assert await found(editor, draft, condition="machine") == ["Optics", "Light", "It is slow."]
    await translate_all(world)
    assert await found(editor, draft, condition="machine") == []


async def test_words_are_found_in_source_and_target_past_codes_and_as_they_are_written(world: World) -> None:
    await publish(world, draft := text_course("<p>Light is <b>fast</b>.</p><p>What is f(x)?</p>"))
    await want(world, draft, "es")
    translator = await translate_all(world, lambda text: f"{text} Así es." if "f(x)" in text else text)
    assert await found(translator, draft, words="IS fast.") == ["Light is \ue000fast\ue001."]
    assert await found(translator, draft, words="así ES") == ["What is f(x)?"]
    assert await found(translator, draft, words="f(x)") == ["What is f(x)?"]
    assert await found(translator, draft, words="f.x") == []
    assert await found(translator, draft, words="fast", condition="untranslated") == []
    page = await _page(translator, f"{base(draft)}?words=?!")
    assert "Write the words to look for" in page
    assert "What is f(x)?" in page
    refused = await translator.get(f"/api/courses/{draft.document.course}/units?locale=es&words=%3F!")
    assert refused.status_code == 422


async def test_page_leads_each_unit_to_the_desk_and_lists_fifty(world: World) -> None:
    await publish(world, draft := text_course(sentences(60)))
    editor = await want(world, draft, "es")
    first = await _page(editor, base(draft))
    assert "62 translations" in first
    assert first.count('class="task"') == tasks.PAGE
    second = await _page(editor, f"{base(draft)}?page=2")
    assert second.count('class="task"') == 12
    [task] = await claim(await world.someone("translator"))
    desk = f"/translation/units/{task['unit']['id']}"
    assert "Title · <bdi>Light</bdi>" in first
    assert "Text · <bdi>Light</bdi>" in first
    assert "<li>Title</li>" in await _page(editor, desk)
    assert f'href="{desk}?locale=es&amp;course={draft.document.course}"' in first
    assert f'href="{base(draft)}"' in await _page(editor, desk)
    assert f'href="{base(draft)}"' in await _page(
        editor, f"/editor/courses/{draft.document.course}/languages"
    )


async def test_page_takes_the_same_statements_whatever_the_size_of_the_course(world: World) -> None:
    spent = []
    for count in (2, 40):
        await publish(world, draft := text_course(sentences(count)))
        editor = await want(world, draft, "es")
        with statements(world, "localization") as executed:
            await _page(editor, f"{base(draft)}?condition=stale&words=Sentence")
        spent.append(len(executed))
        with statements(world, "localization") as executed:
            await _page(editor, base(draft))
        spent.append(len(executed))
    assert set(spent) == {6}


async def test_page_says_what_fits_nothing_and_what_memory_and_machines_still_have(world: World) -> None:
    await publish(world, draft := text_course("<p>It is slow.</p>"))
    async with world.paused(on_translation_requested):
        editor = await world.someone("editor")
        await editor.put(f"/api/courses/{draft.document.course}/locales/es", json={})
        assert "3 more are with memory and machines." in await _page(editor, base(draft))
    await world.quiet()
    page = await _page(editor, base(draft))
    assert "with memory and machines" not in page
    assert "Not translated" in page
    assert "Nothing fits these filters" in await _page(editor, f"{base(draft)}?words=Jupiter")


@pytest.mark.parametrize("filters", ["condition=odd", "thing=odd", "page=0"])
async def test_filters_that_mean_nothing_are_refused(world: World, filters: str) -> None:
    await publish(world, draft := text_course())
    editor = await want(world, draft, "es")
    answer = await editor.get(f"{base(draft)}?{filters}", headers={"accept": "text/html"})
    assert answer.status_code in (400, 422)


async def test_nobody_sees_units_of_another_school_or_without_a_role_for_it(world: World) -> None:
    await publish(world, draft := text_course())
    await want(world, draft, "es")
    other = await world.someone("editor", tenant=world.new_tenant())
    learner = await world.someone("learner")
    for path in (base(draft), f"/api/courses/{draft.document.course}/units?locale=es"):
        assert (await learner.get(path)).status_code == 403
    assert (await other.get(base(draft))).status_code == 404
    assert (await other.get(f"/api/courses/{draft.document.course}/units?locale=es")).json() == []
    editor = await world.someone("editor")
    assert (await editor.get(base(draft).replace("/es/", "/fr/"))).status_code == 404
