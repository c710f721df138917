"""A term that is added, changed or taken away is held against what is translated already."""

from typing import Any
from uuid import UUID

import pytest

from stoa.contracts.localization import LocaleReady
from stoa.services.localization.commands import rechecking
from tests.services.localization.courses import (
    Draft,
    accept,
    publish,
    text_course,
    translate_all,
    want,
)
from tests.services.localization.test_statements import sentences
from tests.services.localization.test_terms import COURSE, add
from tests.services.localization.test_terms_kept import checks, said, tasks
from tests.world import Someone, World

HTML = "<p>The ray bends.</p>"
RAY = {"source": "ray", "target": "rayo"}


async def the_unit(someone: Someone, course: UUID, words: str = "ray", locale: str = "es") -> dict[str, Any]:
    found = await someone.get(f"/api/courses/{course}/units?locale={locale}")
    [unit] = [one for one in found.json() if words in one["source"]["text"]]
    kept: dict[str, Any] = unit
    return kept


def found_by(unit: dict[str, Any]) -> list[str]:
    return [one["check"] for one in unit["unit"]["checks"]]


async def said_by_memory(world: World) -> tuple[Someone, Draft]:
    """A course whose sentence stands by itself, because another one was approved with it."""
    await publish(world, first := text_course(HTML))
    await want(world, first, "es")
    await translate_all(world, lambda text: text.replace("The ray bends.", "La línea se dobla."))
    await publish(world, second := text_course(HTML))
    await want(world, second, "es")
    return await world.someone("translator"), second


async def log_is_sound(world: World, course: UUID) -> bool:
    administrator = await world.someone("administrator")
    answer = await administrator.get(f"/api/courses/{course}/locales/es/log")
    assert answer.status_code == 200, answer.text
    return answer.json()["fault"] is None and not answer.json()["differing"]


async def test_term_that_is_added_takes_down_what_stood_by_itself_until_a_person_looks(world: World) -> None:
    translator, draft = await said_by_memory(world)
    course = draft.document.course
    before = await the_unit(translator, course)
    assert (before["unit"]["state"], found_by(before), before["waiting"]) == ("reviewed", [], None)
    await add(translator, **RAY)
    await world.quiet()
    after = await the_unit(translator, course)
    assert (after["unit"]["state"], found_by(after)) == ("initial", ["term_missing"])
    assert after["waiting"] is not None
    assert after["unit"]["version"] == before["unit"]["version"] + 1
    assert after["unit"]["target"] == before["unit"]["target"]
    assert await log_is_sound(world, course)


async def test_term_that_is_taken_away_lets_stand_what_it_alone_held_back(world: World) -> None:
    translator, draft = await said_by_memory(world)
    term = await add(translator, **RAY)
    await world.quiet()
    await translator.delete(f"/api/terms/{term['id']}")
    await world.quiet()
    after = await the_unit(translator, draft.document.course)
    assert (after["unit"]["state"], found_by(after), after["waiting"]) == ("translated", [], None)
    await translator.post(f"/api/terms/{term['id']}/restore")
    await world.quiet()
    again = await the_unit(translator, draft.document.course)
    assert (again["unit"]["state"], found_by(again)) == ("initial", ["term_missing"])
    assert await log_is_sound(world, draft.document.course)


async def test_what_a_person_said_stays_and_tells_of_the_term(world: World) -> None:
    await publish(world, draft := text_course(HTML))
    await want(world, draft, "es")
    translator = await world.someone("translator")
    [task] = await tasks(translator, "ray")
    await accept(translator, task, "La línea se dobla.")
    term = await add(translator, **RAY)
    await world.quiet()
    course = draft.document.course
    one = await the_unit(translator, course)
    assert (one["unit"]["state"], one["unit"]["version"], found_by(one)) == ("reviewed", 2, ["term_missing"])
    change = {**COURSE, **RAY, "target": "línea", "version": term["version"]}
    assert (await translator.put(f"/api/terms/{term['id']}", json=change)).status_code == 200
    await world.quiet()
    assert found_by(await the_unit(translator, course)) == []
    history = (await translator.get(f"/api/units/{one['unit']['id']}")).json()["history"]
    assert [entry["action"] for entry in history] == ["proposed", "accepted", "checked", "checked"]
    assert await log_is_sound(world, course)


async def test_whoever_is_at_work_at_a_unit_is_not_told_that_it_changed(world: World) -> None:
    await publish(world, draft := text_course(HTML))
    await want(world, draft, "es")
    translator = await world.someone("translator")
    [task] = await tasks(translator, "ray")
    await add(translator, **RAY)
    await world.quiet()
    path = f"/api/units/{task['unit']['id']}/accept"
    taken = await translator.post(path, json=said(task, "La línea se dobla."))
    assert (taken.status_code, checks(taken)) == (200, ["term_missing"])


async def test_term_counts_in_its_scope_and_locale_alone(world: World) -> None:
    translator, draft = await said_by_memory(world)
    await add(translator, **RAY, scope="domain:medicine")
    await add(translator, **RAY, target_locale="fr")
    await world.quiet()
    assert found_by(await the_unit(translator, draft.document.course)) == []
    await add(translator, **RAY, scope=f"course:{draft.document.course}")
    await world.quiet()
    assert found_by(await the_unit(translator, draft.document.course)) == ["term_missing"]


async def test_file_of_terms_reaches_every_unit_batch_by_batch(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rechecking, "_AT_ONCE", 5)
    await publish(world, draft := text_course(sentences(12)))
    await want(world, draft, "es")
    translator = await translate_all(world)
    table = "source_locale,target_locale,source,target\nen,es,sentence,frase\nen,es,stand,estar\n"
    taken = await translator.post(
        "/api/terms/file", content=table.encode(), headers={"content-type": "text/csv"}
    )
    assert taken.json() == {"read": 2, "changed": 2}
    await world.quiet()
    found = (await translator.get(f"/api/courses/{draft.document.course}/units?locale=es")).json()
    told = [found_by(one) for one in found if "Sentence" in one["source"]["text"]]
    assert told == [["term_missing", "term_missing"]] * 12
    assert await log_is_sound(world, draft.document.course)


async def test_locale_is_not_told_again_where_only_findings_changed(world: World) -> None:
    await publish(world, draft := text_course(HTML))
    editor = await want(world, draft, "es")
    await translate_all(world)
    await add(await world.someone("translator"), **RAY)
    await world.quiet()
    assert len(world.events(LocaleReady)) == 1
    [standing] = (await editor.get(f"/api/courses/{draft.document.course}/locales")).json()
    assert standing["edition"]["change"] == standing["edition"]["published_change"]
