"""What the memory says: looked up, corrected, removed, brought back; a file of it taken back as a whole."""

from typing import Any

import pytest

from stoa.kernel.clock import utc_now
from stoa.services.localization.adapters.index.memory import IndexedMemory
from stoa.services.localization.commands import withdrawing
from stoa.services.localization.consumers import on_file_withdrawn
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.queries import memory_units as queries
from stoa.services.localization.queries.memory import follow
from stoa.services.localization.store import memory_units as store
from tests.services.localization.courses import publish, text_course, translate_all, want
from tests.services.localization.test_memory_files import bring, counts, send, tmx
from tests.services.localization.test_pages import _page
from tests.world import Someone, World

BASE = "/api/memory/units"
PAGES = "/translation/memory/units"
PAIR = {"source": "en", "target": "es"}
ALIKE = LocalePair("en", "es")


async def found(someone: Someone, **sought: Any) -> list[dict[str, Any]]:
    answer = await someone.get(BASE, params={**PAIR, **sought})
    assert answer.status_code == 200, answer.text
    units: list[dict[str, Any]] = answer.json()["units"]
    return units


async def said(someone: Someone, **sought: Any) -> dict[str, str]:
    return {one["source"]: one["target"] for one in await found(someone, **sought)}


async def the_unit(someone: Someone, words: str) -> dict[str, Any]:
    [one] = await found(someone, words=words)
    return one


async def correct(someone: Someone, one: dict[str, Any], target: str, **changed: str) -> Any:
    data = {"target": target, "seen": one["target"], **changed}
    return await someone.put(f"{BASE}/{one['id']}", json=data)


async def proposed(world: World, html: str, words: str) -> str:
    """What another course is given for the same words."""
    await publish(world, draft := text_course(html))
    editor = await want(world, draft, "es")
    units = (await editor.get(f"/api/courses/{draft.document.course}/units?locale=es")).json()
    [target] = [one["unit"]["target"] for one in units if words in one["source"]["text"]]
    return str(target)


async def test_units_are_looked_up_by_words_place_and_file(world: World) -> None:
    await publish(world, draft := text_course("<p>Light is <b>fast</b>.</p>", title="Optics for all"))
    await want(world, draft, "es")
    translator = await translate_all(world, lambda text: f"{text} (es)")
    _, address = await bring(world, tmx(("Sound is slow.", "El sonido es lento.")), scope="domain:physics")
    one = await the_unit(translator, "IS fast")
    assert (one["target"], one["course"]) == ("Light is \ue000fast\ue001. (es)", "Optics for all")
    assert list(await said(translator, words="LENTO")) == ["Sound is slow."]
    assert list(await said(translator, within="domain:physics")) == ["Sound is slow."]
    assert list(await said(translator, file=address.rpartition("/")[2])) == ["Sound is slow."]
    assert await said(translator, words="Jupiter") == {}
    assert await said(translator, target="fr") == {}
    at = [each["at"] for each in await found(translator)]
    assert at == sorted(at, reverse=True)


async def test_pages_follow_each_other_and_what_was_not_looked_through_is_said(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bring(world, tmx(*((f"Look at star {n}.", f"Mira {n}.") for n in range(5))))
    translator = await world.someone("translator")
    monkeypatch.setattr(queries, "PAGE", 2)
    pages = [await said(translator, page=page) for page in (1, 2, 3)]
    assert [len(one) for one in pages] == [2, 2, 1]
    assert len(set().union(*pages)) == 5
    assert "page=2" in await _page(translator, PAGES)
    monkeypatch.setattr(store, "LOOKED_THROUGH", 1)
    assert "What is older was not looked through." in await _page(translator, f"{PAGES}?words=Jupiter")


async def test_corrected_unit_is_proposed_from_then_on_and_its_history_says_who_and_what(
    world: World,
) -> None:
    await bring(world, tmx(("It bends.", "Se dubla.")))
    translator = await world.someone("translator")
    one = await the_unit(translator, "bends")
    assert (await correct(translator, one, "  Se dobla. ")).status_code == 204
    assert await proposed(world, "<p>It bends.</p>", "bends") == "Se dobla."
    seen = (await translator.get(f"{BASE}/{one['id']}")).json()
    assert (seen["unit"]["target"], seen["unit"]["by"]) == ("Se dobla.", str(translator.person))
    [change] = seen["history"]
    told = (change["deed"], change["target"], change["by"])
    assert told == ("corrected", "Se dubla.", str(translator.person))
    late = await correct(translator, one, "Se curva.")
    assert late.status_code == 409
    assert "meanwhile" in late.text


@pytest.mark.parametrize(
    ("target", "code"),
    [(" ", "unit.empty"), ("rápida", "memory.codes"), ("x" * 20_001, ""), ("\ue000a\ue001\x01", "")],
)
async def test_correction_that_no_course_could_take_is_refused(world: World, target: str, code: str) -> None:
    bold = '<bpt i="1">&lt;b&gt;</bpt>{}<ept i="1">&lt;/b&gt;</ept>'
    await bring(world, tmx((bold.format("fast"), bold.format("rapido"))))
    translator = await world.someone("translator")
    one = await the_unit(translator, "fast")
    answer = await correct(translator, one, target)
    assert answer.status_code in (400, 422), answer.text
    assert code in answer.text
    assert (await the_unit(translator, "fast"))["target"] == one["target"]


async def test_removed_unit_is_proposed_nowhere_until_it_is_brought_back(world: World) -> None:
    await bring(world, tmx(("It bends.", "Se dobla."), ("It stays.", "Se queda.")))
    translator = await world.someone("translator")
    one = await the_unit(translator, "bends")
    assert (await translator.delete(f"{BASE}/{one['id']}")).status_code == 204
    assert (await translator.delete(f"{BASE}/{one['id']}")).status_code == 204
    assert list(await said(translator)) == ["It stays."]
    assert await proposed(world, "<p>It bends.</p>", "bends") == ""
    [held] = (await translator.get("/api/memory")).json()
    assert held["units"] == 1
    assert "Se dobla." not in (await translator.get("/api/memory/tmx", params=PAIR)).text
    assert (await correct(translator, one, "Se curva.")).status_code == 409
    assert (await translator.post(f"{BASE}/{one['id']}/restore")).status_code == 204
    assert await proposed(world, "<p>It bends.</p><p>Now.</p>", "bends") == "Se dobla."
    seen = (await translator.get(f"{BASE}/{one['id']}")).json()
    assert [change["deed"] for change in seen["history"]] == ["restored", "removed"]


async def test_what_people_approve_anew_is_known_again(world: World) -> None:
    await publish(world, draft := text_course("<p>It bends.</p>"))
    await want(world, draft, "es")
    translator = await translate_all(world, lambda _: "Se dobla.")
    one = await the_unit(translator, "bends")
    await translator.delete(f"{BASE}/{one['id']}")
    await publish(world, again := text_course("<p>It bends.</p>"))
    await want(world, again, "es")
    await translate_all(world, lambda _: "Se curva.")
    assert (await said(translator))["It bends."] == "Se curva."


async def test_file_is_taken_back_with_all_it_brought_but_what_people_corrected(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(withdrawing, "_AT_ONCE", 2)
    await bring(world, tmx(("It was here.", "Estaba aquí.")))
    data = tmx(*((f"Look at star {word}.", f"Mira {word}.") for word in ("a", "b", "c", "d", "e")))
    _, address = await bring(world, data)
    translator = await world.someone("editor")
    one = await the_unit(translator, "star b")
    await correct(translator, one, "Mira la b.")
    async with world.paused(on_file_withdrawn):
        assert (await translator.post(f"{address}/take-back")).status_code == 202
        again = await translator.post(f"{address}/take-back")
        assert again.status_code == 409
        assert (await translator.get(address)).json()["state"] == "leaving"
    await world.quiet()
    told = (await translator.get(address)).json()
    assert (told["state"], told["done"], told["total"]) == ("left", 4, 4)
    assert told["taken_back_by"] == str(translator.person)
    assert await said(translator) == {"Look at star b.": "Mira la b.", "It was here.": "Estaba aquí."}
    assert await proposed(world, "<p>Look at star a.</p>", "star a") != "Mira a."
    report, _ = await bring(world, data)
    assert counts(report) == {("en", "es", "taken"): 4, ("en", "es", "known"): 1}
    assert len(await said(translator)) == 6
    assert await proposed(world, "<p>Look at star a.</p><p>Now.</p>", "star a") == "Mira a."


async def test_what_two_files_brought_goes_with_the_newer(world: World) -> None:
    _, older = await bring(world, tmx(("It bends.", "Se dobla."), ("It stays.", "Mal.")))
    _, newer = await bring(world, tmx(("It bends.", "Se dobla."), ("It goes.", "Se va.")))
    editor = await world.someone("editor")
    await editor.post(f"{older}/take-back")
    await world.quiet()
    assert await said(editor) == {"It bends.": "Se dobla.", "It goes.": "Se va."}
    await editor.post(f"{newer}/take-back")
    await world.quiet()
    assert await said(editor) == {}


async def test_what_a_person_removed_no_file_brings_back(world: World) -> None:
    data = tmx(("It bends.", "Se dobla."))
    await bring(world, data)
    editor = await world.someone("editor")
    one = await the_unit(editor, "bends")
    await editor.delete(f"{BASE}/{one['id']}")
    report, _ = await bring(world, data)
    assert counts(report) == {("en", "es", "known"): 1}
    assert await said(editor) == {}


async def test_correction_outlives_that_the_unit_it_came_from_is_sent_back(world: World) -> None:
    await publish(world, draft := text_course("<p>It bends.</p>"))
    await want(world, draft, "es")
    editor = await translate_all(world, lambda _: "Se dubla.")
    one = await the_unit(editor, "bends")
    await correct(editor, one, "Se dobla.")
    units = (await editor.get(f"/api/courses/{draft.document.course}/units?locale=es")).json()
    [unit] = [each["unit"] for each in units if "bends" in each["source"]["text"]]
    said_so = {"version": unit["version"], "why": "Say it otherwise."}
    assert (await editor.post(f"/api/units/{unit['id']}/reject", json=said_so)).status_code < 300
    assert (await said(editor))["It bends."] == "Se dobla."


async def test_target_of_two_lines_is_corrected_on_its_page(world: World) -> None:
    await bring(world, tmx(("It bends.", "Se dubla.")))
    translator = await world.someone("translator")
    one = await the_unit(translator, "bends")
    await correct(translator, one, "Se\ndubla.")
    form = {"target": "Se\r\ndobla.", "seen": "Se\r\ndubla."}
    answer = await translator.post(f"{PAGES}/{one['id']}", data=form)
    assert answer.status_code == 303, answer.text
    assert (await the_unit(translator, "bends"))["target"] == "Se\ndobla."


async def test_the_same_twice_in_a_file_comes_back_once(world: World) -> None:
    data = tmx(("It bends.", "Se dobla."), ("It bends.", "Se dobla."))
    _, address = await bring(world, data)
    editor = await world.someone("editor")
    await editor.post(f"{address}/take-back")
    await world.quiet()
    report, _ = await bring(world, data)
    assert counts(report) == {("en", "es", "taken"): 1, ("en", "es", "known"): 1}


async def test_index_elsewhere_forgets_what_was_removed_and_knows_what_came_back(
    world: World, tmp_path: Any
) -> None:
    await publish(world, draft := text_course("<p>Begin.</p>"))
    await want(world, draft, "es")
    _, address = await bring(world, tmx(("The ray bends a lot.", "Se dobla mucho.")))
    await bring(world, tmx(("The moon is very far.", "La luna queda lejos.")))
    editor = await world.someone("editor")
    index = IndexedMemory(tmp_path / "index")

    async def alike(words: str) -> int:
        await follow(world.db("localization"), index, utc_now)
        [proposals] = await index.look_up(world.tenant, ALIKE, ["tenant"], [CodedText(words)])
        return len(proposals)

    assert await alike("The ray bends a lot now.") == 1
    moon = await the_unit(editor, "moon")
    await editor.delete(f"{BASE}/{moon['id']}")
    await editor.post(f"{address}/take-back")
    await world.quiet()
    assert await alike("The ray bends a lot now.") == 0
    assert await alike("The moon is very far now.") == 0
    await editor.post(f"{BASE}/{moon['id']}/restore")
    assert await alike("The moon is very far now.") == 1
    await index.close()


async def test_file_is_taken_back_by_who_sent_it_or_an_editor(world: World) -> None:
    translator, other = await world.someone("translator"), await world.someone("translator")
    address = await send(translator, tmx(("It bends.", "Se dobla.")))
    await world.quiet()
    page = address.replace("/api/translation-files", "/translation/files")
    assert (await other.post(f"{address}/take-back")).status_code == 403
    assert "Take the file back" not in await _page(other, page)
    assert "Take the file back" in await _page(translator, page)
    answer = await translator.post(f"{page}/take-back", data={})
    assert (answer.status_code, answer.headers["location"]) == (303, page)
    await world.quiet()
    assert "was taken back" in await _page(translator, page)


async def test_unit_is_corrected_removed_and_brought_back_on_its_page(world: World) -> None:
    await bring(world, tmx(("It bends.", "Se dubla.")))
    translator = await world.someone("translator")
    one = await the_unit(translator, "bends")
    here = f"{PAGES}/{one['id']}"
    assert f'href="{here}"' in await _page(translator, f"{PAGES}?words=dubla")
    assert f'href="{PAGES}?pair=en_es&amp;within=tenant"' in await _page(translator, "/translation/memory")
    refused = await translator.post(here, data={"target": " ", "seen": "Se dubla."})
    assert refused.status_code == 422
    sent = await translator.post(here, data={"target": "Se dobla.", "seen": "Se dubla."})
    assert (sent.status_code, sent.headers["location"]) == (303, here)
    await translator.post(f"{here}/remove", data={})
    page = await _page(translator, here)
    assert "is proposed nowhere" in page
    assert "before it said:" in page
    await translator.post(f"{here}/restore", data={})
    assert "Brought back" in await _page(translator, here)
    empty = await _page(translator, f"{PAGES}?words=Jupiter")
    assert "Nothing in the memory fits" in empty
    assert "Write the words to look for" in await _page(translator, f"{PAGES}?words=?!")


async def test_nobody_else_sees_or_changes_what_a_school_remembers(world: World) -> None:
    assert "The memory is empty" in await _page(await world.someone("translator"), PAGES)
    _, address = await bring(world, tmx(("It bends.", "Se dobla.")))
    one = await the_unit(await world.someone("translator"), "bends")
    other = await world.someone("editor", tenant=world.new_tenant())
    learner = await world.someone("learner")
    paths = (f"{BASE}/{one['id']}", f"{PAGES}/{one['id']}")
    for someone, status in ((other, 404), (learner, 403)):
        assert [(await someone.get(path)).status_code for path in paths] == [status, status]
        assert (await correct(someone, one, "x")).status_code == status
        assert (await someone.delete(paths[0])).status_code == status
        assert (await someone.post(f"{address}/take-back")).status_code == status
    assert await found(other) == []
