"""A course joined to Weblate: words go both ways, nothing is lost, and people decide what only people can."""

import re
from typing import Any

from stoa.contracts.localization import PostEditAccepted
from tests.services.localization.courses import Draft, accept, publish, text_course, want
from tests.services.localization.test_course_files import log_is_sound
from tests.services.localization.weblate.peer import Component, Weblate
from tests.world import Someone, World

_PAGE = {"accept": "text/html"}
BENDS = "<p>It bends.</p>"


async def joined(world: World, weblate: Weblate, draft: Draft, **wish: Any) -> tuple[Someone, Component, str]:
    """An editor, the component, and the address of the connection after its first pass."""
    await publish(world, draft)
    editor = await want(world, draft, "es")
    component = await weblate.new_component()
    sent = {
        "address": weblate.address, "project": component.project, "component": component.slug,
        "token": weblate.token, **wish,
    }  # fmt: skip
    answer = await editor.post(f"/api/courses/{draft.document.course}/connections", json=sent)
    assert answer.status_code == 201, answer.text
    await world.quiet()
    return editor, component, f"/api/connections/{answer.json()['connection']}"


async def passed(world: World, editor: Someone, address: str) -> dict[str, Any]:
    """The pass that was done last, after one more."""
    assert (await editor.post(f"{address}/passes")).status_code == 202
    await world.quiet()
    return await last(editor, address)


async def last(editor: Someone, address: str) -> dict[str, Any]:
    shown = (await editor.get(address)).json()
    found: dict[str, Any] = shown["passes"][0]
    return {**found["counts"], "ended": found["ended"], "code": found["code"]}


async def unit_of(someone: Someone, draft: Draft, source: str) -> dict[str, Any]:
    units = (await someone.get(f"/api/courses/{draft.document.course}/units?locale=es")).json()
    found: dict[str, Any] = next(one["unit"] for one in units if one["source"]["text"] == source)
    return found


async def test_first_pass_brings_sources_there_and_next_one_their_words_here(
    world: World, weblate: Weblate
) -> None:
    editor, component, address = await joined(world, weblate, draft := text_course())
    assert (await last(editor, address))["ended"] == "done"
    assert "It bends." in await component.targets("es")
    await component.say("es", "It bends.", "Se dobla.")
    done = await passed(world, editor, address)
    assert (done["pulled"], done["conflicts"]) == (1, 0)
    unit = await unit_of(editor, draft, "It bends.")
    assert (unit["target"], unit["engine"], unit["by"]) == ("Se dobla.", "weblate", str(editor.person))
    assert [fact.by for fact in world.events(PostEditAccepted)] == [editor.person]
    again = await passed(world, editor, address)
    assert (again["pushed"], again["pulled"], again["conflicts"]) == (0, 0, 0)
    assert await log_is_sound(world, draft)


async def test_what_both_changed_is_a_conflict_that_a_person_decides(world: World, weblate: Weblate) -> None:
    draft = text_course("<p>It bends.</p><p>It breaks.</p>")
    editor, component, address = await joined(world, weblate, draft)
    ours, theirs = {}, {}
    for source in ("It bends.", "It breaks."):
        ours[source], theirs[source] = f"Nuestro: {source}", f"Suyo: {source}"
        await component.say("es", source, theirs[source])
        await say_here(editor, draft, source, ours[source])
    done = await passed(world, editor, address)
    assert (done["conflicts"], done["pulled"]) == (2, 0)
    stands = {source: target for source, (target, _) in (await component.targets("es")).items()}
    assert {source: stands[source] for source in theirs} == theirs
    again = await passed(world, editor, address)
    assert again["conflicts"] == 0, "nobody is asked twice"
    shown = (await editor.get(address)).json()
    assert shown["waiting"] == {"es": 2}
    for entry in await entries(editor, draft):
        task = (await editor.get(f"/api/units/{entry['unit']}")).json()["task"]
        decision = "taken" if task["source"]["text"] == "It bends." else "kept"
        seen = {"source": task["source"]["checksum"], "version": task["unit"]["version"]}
        answer = await editor.post(f"{entry['path']}/decision", json={"decision": decision, **seen})
        assert answer.status_code == 204, answer.text
    done = await passed(world, editor, address)
    assert (done["conflicts"], done["pulled"]) == (0, 0)
    after = {source: target for source, (target, _) in (await component.targets("es")).items()}
    assert (after["It bends."], after["It breaks."]) == (theirs["It bends."], ours["It breaks."])
    assert (await unit_of(editor, draft, "It bends."))["target"] == theirs["It bends."]
    assert (await editor.get(address)).json()["waiting"] == {}
    unit = await unit_of(editor, draft, "It breaks.")
    past = (await editor.get(f"/api/units/{unit['id']}")).json()["history"]
    assert "conflict" in {one["action"] for one in past}
    assert await log_is_sound(world, draft)


async def test_newer_word_of_theirs_takes_the_place_of_the_question_about_the_former(
    world: World, weblate: Weblate
) -> None:
    editor, component, address = await joined(world, weblate, draft := text_course(BENDS))
    await component.say("es", "It bends.", "Suyo.")
    await say_here(editor, draft, "It bends.", "Nuestro.")
    await passed(world, editor, address)
    [first] = await entries(editor, draft)
    await component.say("es", "It bends.", "Suyo, otra vez.")
    assert (await passed(world, editor, address))["conflicts"] == 1
    settled = {one["target"]: one["settled"] for one in await entries(editor, draft)}
    assert settled == {"Suyo.": "replaced", "Suyo, otra vez.": None}
    late = await editor.post(f"{first['path']}/decision", json={"decision": "kept"})
    assert (late.status_code, late.json()["code"]) == (409, "file.settled")


async def test_source_that_went_while_they_translated_it_stays_there_until_somebody_decides(
    world: World, weblate: Weblate
) -> None:
    draft = text_course("<p>It bends.</p><p>It breaks.</p>")
    editor, component, address = await joined(world, weblate, draft)
    await component.say("es", "It breaks.", "Se rompe.")
    await publish(world, draft.with_text(BENDS))
    assert (await passed(world, editor, address))["conflicts"] == 1
    assert "It breaks." in await component.targets("es")
    [entry] = await entries(editor, draft)
    assert (entry["code"], entry["target"]) == ("sync.gone_here", "Se rompe.")
    assert (await editor.post(f"{entry['path']}/decision", json={"decision": "kept"})).status_code == 204
    assert (await passed(world, editor, address))["withdrawn"] == 1
    assert "It breaks." not in await component.targets("es")


async def test_changed_source_comes_there_with_its_former_translation_left_to_be_edited(
    world: World, weblate: Weblate
) -> None:
    editor, component, address = await joined(world, weblate, draft := text_course(BENDS))
    await component.say("es", "It bends.", "Se dobla.")
    await passed(world, editor, address)
    await publish(world, draft.with_text("<p>It bends a little.</p>"))
    done = await passed(world, editor, address)
    assert done["conflicts"] == 0
    target, state = (await component.targets("es"))["It bends a little."]
    assert state < 20, target
    await component.say("es", "It bends a little.", "Se dobla un poco.")
    assert (await passed(world, editor, address))["pulled"] == 1
    assert (await unit_of(editor, draft, "It bends a little."))["target"] == "Se dobla un poco."


async def test_word_of_theirs_that_would_break_the_page_is_refused_once_and_left_there(
    world: World, weblate: Weblate
) -> None:
    editor, component, address = await joined(
        world, weblate, draft := text_course("<p>It is <b>fast</b>.</p>")
    )
    await component.say("es", "It is <g1>fast</g1>.", "Es así.")
    done = await passed(world, editor, address)
    assert (done["refused"], done["pulled"], done["conflicts"]) == (1, 0, 0)
    assert (await passed(world, editor, address))["refused"] == 0
    assert (await component.targets("es"))["It is <g1>fast</g1>."] == ("Es así.", 20)
    await component.say("es", "It is <g1>fast</g1>.", "Es <g1>rápido</g1>.")
    assert (await passed(world, editor, address))["pulled"] == 1
    assert await log_is_sound(world, draft)


async def test_pushing_alone_takes_nothing_and_writes_over_nothing(world: World, weblate: Weblate) -> None:
    editor, component, address = await joined(world, weblate, draft := text_course(BENDS), mode="push")
    await component.say("es", "It bends.", "Se dobla.")
    done = await passed(world, editor, address)
    assert (done["pulled"], done["left"]) == (0, 1)
    assert (await unit_of(editor, draft, "It bends."))["target"] == ""
    await say_here(editor, draft, "Light", "Luz")
    assert (await passed(world, editor, address))["pushed"] == 1
    after = await component.targets("es")
    assert (after["Light"][0], after["It bends."][0]) == ("Luz", "Se dobla.")


async def test_pulling_alone_brings_no_later_word_of_ours(world: World, weblate: Weblate) -> None:
    editor, component, address = await joined(world, weblate, draft := text_course(BENDS), mode="pull")
    await component.say("es", "It bends.", "Se dobla.")
    assert (await passed(world, editor, address))["pulled"] == 1
    await say_here(editor, draft, "It bends.", "Se curva.")
    done = await passed(world, editor, address)
    assert (done["pushed"], done["left"]) == (0, 1)
    assert (await component.targets("es"))["It bends."][0] == "Se dobla."


async def say_here(someone: Someone, draft: Draft, source: str, target: str) -> None:
    """On the desk."""
    unit = await unit_of(someone, draft, source)
    await someone.post(f"/api/units/{unit['id']}/claim")
    task = (await someone.get(f"/api/units/{unit['id']}")).json()["task"]
    await accept(someone, task, target)


async def entries(someone: Someone, draft: Draft) -> list[dict[str, Any]]:
    """Conflicts in all files of the course in Spanish, with their paths."""
    page = (await someone.get(f"/translation/courses/{draft.document.course}/es/file", headers=_PAGE)).text
    found = []
    for file in dict.fromkeys(re.findall(r"/translation/files/([0-9a-f-]{36})", page)):
        report = f"/api/translation-files/{file}/entries"
        for one in (await someone.get(f"{report}?outcome=conflict")).json()["entries"]:
            found.append({**one, "path": f"{report}/{one['number']}"})
    return found


async def test_all_languages_of_a_course_go_to_one_component(world: World, weblate: Weblate) -> None:
    await publish(world, draft := text_course(BENDS))
    await want(world, draft, "pt-BR")
    editor, component, address = await joined(world, weblate, draft)
    await component.say("es", "It bends.", "Se dobla.")
    await component.say("pt_BR", "It bends.", "Dobra.")
    assert (await passed(world, editor, address))["pulled"] == 2
    assert (await unit_of(editor, draft, "It bends."))["target"] == "Se dobla."
    units = (await editor.get(f"/api/courses/{draft.document.course}/units?locale=pt-BR")).json()
    assert "Dobra." in {one["unit"]["target"] for one in units}
