"""What no person has said a word about is translated again: by what memory, glossary and machines say now."""

import asyncio
from typing import Any

import pytest

from stoa.services.localization.commands import going_through
from stoa.services.localization.consumers import on_bulk_requested
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.providers.answer import Answer, Failed, Reason, Translated
from tests.services.localization.courses import Draft, accept, claim, publish, text_course, want
from tests.services.localization.test_bulks import begin, counted, do, state_of, told, told_units, undo
from tests.services.localization.test_machines import SOUND, Shouting, engine, machine_stage, world
from tests.services.localization.test_memory_files import bring, tmx
from tests.services.localization.test_pages import _page
from tests.services.localization.test_rechecking import log_is_sound
from tests.services.localization.test_terms import add
from tests.world import Someone, World

__all__ = ["engine", "machine_stage", "world"]

AGAIN = "translate_again"


async def shouted(world: World, engine: Shouting, html: str = SOUND) -> tuple[Someone, Draft]:
    """A course that the engine proposed, all of which waits. The editor, and the course."""
    engine.sure = 0.1
    await publish(world, draft := text_course(html))
    editor = await want(world, draft, "es")
    engine.asked.clear()
    return editor, draft


def softly(text: CodedText) -> Answer:
    """Another engine, and a surer one."""
    return Translated(text.text.lower(), "shouting", "2", likelihood=0.0)


def unsurely(text: CodedText) -> Answer:
    return Translated(text.text.lower(), "shouting", "2", likelihood=-5.0)


async def accepted(world: World, words: str, target: str) -> Someone:
    translator = await world.someone("translator")
    [one] = [each for each in await claim(translator, count=20) if words in each["source"]["text"]]
    await accept(translator, one, target)
    await world.quiet()
    return translator


async def released(translator: Someone) -> None:
    for one in (await translator.get("/api/post-edits?locale=es")).json():
        await translator.delete(f"/api/units/{one['unit']['id']}/claim")


async def test_another_engine_says_anew_what_nobody_accepted_and_nothing_else(
    world: World, engine: Shouting, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor, draft = await shouted(world, engine)
    await released(await accepted(world, "air", "El sonido necesita aire."))
    monkeypatch.setattr(engine, "_say", softly)
    selected, seen = await counted(editor, draft)
    assert (selected, seen[AGAIN]["ready"], seen[AGAIN]["left"]) == (4, 3, {"bulk.persons": 1})
    bulk = await do(world, editor, draft, AGAIN)
    assert bulk["counts"] == {"done": 3, "bulk.persons": 1}
    units = state_of(await told_units(editor, draft))
    assert units["Sound needs air to travel."] == ("reviewed", "El sonido necesita aire.", False)
    assert units["Light does not need any."] == ("translated", "light does not need any.", False)
    assert "Sound needs air to travel." not in engine.asked
    assert await log_is_sound(world, draft.document.course)


async def test_what_a_file_brought_since_is_taken_and_no_machine_asked_for_it(
    world: World, engine: Shouting
) -> None:
    editor, draft = await shouted(world, engine)
    await bring(world, tmx(("Light does not need any.", "La luz no necesita nada.")))
    bulk = await do(world, editor, draft, AGAIN)
    assert bulk["counts"] == {"done": 1, "bulk.as_it_is": 3}
    units = await told_units(editor, draft)
    light = units["Light does not need any."]["unit"]
    assert (light["target"], light["origin"]) == ("La luz no necesita nada.", "exact")
    assert "Light does not need any." not in engine.asked


async def test_machine_is_asked_with_what_the_glossary_says_by_now(world: World, engine: Shouting) -> None:
    editor, draft = await shouted(world, engine)
    engine.told.clear()
    await add(editor, source="air", target="atmósfera")
    await do(world, editor, draft, AGAIN)
    assert engine.told == ["air"]


async def test_asked_twice_it_is_done_once(world: World, engine: Shouting) -> None:
    editor, draft = await shouted(world, engine, SOUND + SOUND)
    expected, _ = await counted(editor, draft)
    async with world.paused(on_bulk_requested):
        first = await begin(editor, draft, AGAIN, expected)
        second = await begin(editor, draft, AGAIN, expected)
        assert (first.status_code, second.status_code) == (202, 409), second.text
        assert "are at this language already" in second.text
    await world.quiet()
    assert sorted(engine.asked) == sorted(
        ["Optics", "Light", "Sound needs air to travel.", "Light does not need any."]
    )
    assert (await told(editor, first.json()["bulk"]))["counts"] == {"bulk.as_it_is": expected}
    unit = (await told_units(editor, draft))["Light"]["unit"]
    assert unit["version"] == 1
    assert len((await editor.get(f"/api/units/{unit['id']}")).json()["history"]) == 1


async def test_sentence_that_stands_twice_far_apart_is_asked_once(
    world: World, engine: Shouting, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor, draft = await shouted(world, engine, SOUND + SOUND)
    monkeypatch.setattr(going_through, "_ASKED_AT_ONCE", 2)
    monkeypatch.setattr(engine, "translate", asked_of(engine, softly))
    await do(world, editor, draft, AGAIN)
    assert engine.asked.count("Light does not need any.") == 1


def asked_of(engine: Shouting, say: Any) -> Any:
    async def translate(texts: Any, *_: Any) -> list[Answer]:
        engine.asked += [text.text for text in texts]
        return [say(text) for text in texts]

    return translate


async def test_what_a_late_machine_has_waits_and_what_others_said_is_not_asked_again(
    world: World, engine: Shouting, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor, draft = await shouted(world, engine)
    answers = asyncio.Event()

    def say(text: CodedText) -> Answer:
        late = "air" in text.text and not answers.is_set()
        return Failed(Reason.UNAVAILABLE, "shouting") if late else softly(text)

    monkeypatch.setattr(engine, "_say", say)
    expected, _ = await counted(editor, draft)
    bulk = (await begin(editor, draft, AGAIN, expected)).json()["bulk"]
    async with asyncio.timeout(60):
        while (seen := await told(editor, bulk))["counts"] != {"done": expected - 1}:
            await asyncio.sleep(0.05)
    assert seen["phase"] == "doing"
    units = state_of(await told_units(editor, draft))
    assert units["Sound needs air to travel."][1] == "SOUND NEEDS AIR TO TRAVEL."
    answers.set()
    await world.quiet()
    assert (await told(editor, bulk))["counts"] == {"done": expected}
    assert engine.asked.count("Light does not need any.") == 1


async def test_it_is_taken_back_as_a_whole_with_what_stood_there(
    world: World, engine: Shouting, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor, draft = await shouted(world, engine)
    before = state_of(await told_units(editor, draft))
    monkeypatch.setattr(engine, "_say", unsurely)
    bulk = await do(world, editor, draft, AGAIN)
    assert state_of(await told_units(editor, draft)) != before
    await add(editor, source="air", target="atmósfera")
    await world.quiet()
    undone = await undo(world, editor, bulk)
    assert undone["counts"]["restored"] == 4
    after = await told_units(editor, draft)
    assert state_of(after) == before
    checks = after["Sound needs air to travel."]["unit"]["checks"]
    assert [one["check"] for one in checks] == ["term_missing"]
    assert await log_is_sound(world, draft.document.course)


async def test_what_somebody_has_begun_or_has_before_them_is_left(world: World, engine: Shouting) -> None:
    editor, draft = await shouted(world, engine)
    translator = await world.someone("translator")
    held, begun = [one["unit"]["id"] for one in await claim(translator, count=2)]
    await translator.put(f"/api/units/{begun}/draft", json={"target": "Ópt"})
    await translator.delete(f"/api/units/{begun}/claim")
    _, seen = await counted(editor, draft)
    assert seen[AGAIN]["ready"] == 2
    assert sum(seen[AGAIN]["left"].values()) == 2
    await do(world, editor, draft, AGAIN)
    assert len(engine.asked) == 2
    assert held != begun


async def test_where_nobody_proposes_anything_what_stood_there_stays(
    world: World, engine: Shouting, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor, draft = await shouted(world, engine)
    monkeypatch.setattr(engine, "translates", lambda *_: False)
    before = await told_units(editor, draft)
    bulk = await do(world, editor, draft, AGAIN)
    assert bulk["counts"] == {"bulk.nothing_else": 4}
    assert await told_units(editor, draft) == before


async def test_it_is_an_editors_word(world: World, engine: Shouting) -> None:
    editor, draft = await shouted(world, engine)
    translator = await world.someone("translator")
    expected, seen = await counted(translator, draft)
    assert AGAIN not in seen
    assert (await begin(translator, draft, AGAIN, expected)).status_code == 403
    course = draft.document.course
    page = await _page(editor, f"/translation/bulk?course={course}&locale=es")
    assert "Translate again: 4 translations" in page
    assert f'href="/translation/bulk?course={course}&amp;locale=es"' in await _page(
        editor, f"/editor/courses/{course}/languages"
    )
