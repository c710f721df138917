"""What the glossary says is held against every target: of memory, machines and people."""

from typing import Any

from tests.services.counting import statements
from tests.services.localization.courses import accept, claim, publish, text_course, want
from tests.services.localization.test_statements import sentences
from tests.services.localization.test_terms import add
from tests.world import Someone, World

HTML = "<p>The ray bends.</p>"


async def tasks(translator: Someone, words: str) -> list[dict[str, Any]]:
    return [one for one in await claim(translator, count=50) if words in one["source"]["text"]]


def checks(answer: Any) -> list[str]:
    return [one["check"] for one in answer.json()["checks"]]


def said(task: dict[str, Any], target: str, **further: Any) -> dict[str, Any]:
    version, source = task["unit"]["version"], task["source"]["checksum"]
    return {"target": target, "source": source, "version": version, **further}


async def test_target_of_the_memory_that_lacks_a_term_goes_to_a_person(world: World) -> None:
    await publish(world, first := text_course(HTML))
    await want(world, first, "es")
    translator = await world.someone("translator")
    [task] = await tasks(translator, "ray")
    await accept(translator, task, "La línea se dobla.")
    await add(translator, source="ray", target="rayo")
    await publish(world, second := text_course(HTML))
    editor = await want(world, second, "es")
    found = await editor.get(f"/api/courses/{second.document.course}/units?locale=es")
    [unit] = [one for one in found.json() if "ray" in one["source"]["text"]]
    assert unit["unit"]["target"] == "La línea se dobla."
    assert unit["unit"]["state"] == "initial"
    assert [one["unit"]["id"] for one in await tasks(translator, "ray")] == [unit["unit"]["id"]]
    assert unit["unit"]["checks"] == [
        {"check": "term_missing", "severity": "warns", "data": {"term": "ray", "target": "rayo"}}
    ]


async def test_target_of_the_memory_that_keeps_the_term_counts_by_itself(world: World) -> None:
    await publish(world, first := text_course(HTML))
    await want(world, first, "es")
    translator = await world.someone("translator")
    await add(translator, source="ray", target="rayo")
    [task] = await tasks(translator, "ray")
    await accept(translator, task, "Los rayos se doblan.")
    await publish(world, second := text_course(HTML))
    editor = await want(world, second, "es")
    found = await editor.get(f"/api/courses/{second.document.course}/units?locale=es")
    [unit] = [one for one in found.json() if "ray" in one["source"]["text"]]
    assert (unit["unit"]["state"], unit["unit"]["checks"], unit["waiting"]) == ("reviewed", [], None)


async def test_person_may_leave_a_term_out_but_a_forbidden_word_needs_their_insisting(world: World) -> None:
    await publish(world, draft := text_course("<p>The ray bends. A ray comes.</p>"))
    await want(world, draft, "es")
    translator = await world.someone("translator")
    await add(translator, source="ray", target="rayo")
    await add(translator, source="ray", target="línea", use="forbidden")
    one, other = await tasks(translator, "ray")
    left_out = await translator.post(f"/api/units/{one['unit']['id']}/accept", json=said(one, "Se dobla."))
    assert (left_out.status_code, checks(left_out)) == (200, ["term_missing"])
    path = f"/api/units/{other['unit']['id']}/accept"
    refused = await translator.post(path, json=said(other, "Viene una línea."))
    assert (refused.status_code, refused.json()["code"]) == (422, "unit.checks")
    insisted = await translator.post(path, json=said(other, "Viene una línea.", insist=True))
    assert checks(insisted) == ["term_forbidden", "term_missing"]


async def test_desk_names_the_terms_of_its_source_alone(world: World) -> None:
    await publish(world, draft := text_course(HTML))
    await want(world, draft, "es", domain="optics")
    translator = await world.someone("translator")
    await add(translator, source="ray", target="rayo", scope="domain:optics")
    await add(translator, source="ray", target="radio", scope="domain:medicine")
    await add(translator, source="course", target="curso")
    [task] = await tasks(translator, "ray")
    desk = await translator.get(f"/api/units/{task['unit']['id']}")
    assert desk.json()["terms"] == [{"source": "ray", "target": "rayo", "forms": []}]


async def test_terms_are_read_once_an_object_however_much_it_says(world: World) -> None:
    translator = await world.someone("translator")
    for number in range(12):
        await add(translator, source=f"word{number}", target="palabra")
    counted = []
    for size in (2, 60):
        await publish(world, draft := text_course(sentences(size)))
        with statements(world, "localization") as executed:
            await want(world, draft, "es")
        counted.append(sum("FROM localization.terms" in one for one in executed))
    assert counted[0] == counted[1] > 0
