"""The glossary's pages and its place on the desk, through their doors."""

import re

from tests.services.localization.courses import claim, publish, text_course, want
from tests.services.localization.test_pages import _HX, _field, _page
from tests.services.localization.test_terms import COURSE, add
from tests.world import Someone, World

BASE = "/translation/glossary"
FORM = {
    "source_locale": "English",
    "target_locale": "Spanish",
    "source": "ray",
    "target": "rayo",
    "use": "preferred",
}


async def desk_of(world: World, words: str, **terms: object) -> tuple[Someone, str]:
    await publish(world, draft := text_course("<p>The ray bends. It is fast.</p>"))
    await want(world, draft, "es", **terms)
    translator = await world.someone("translator")
    [unit] = [
        one["unit"]["id"] for one in await claim(translator, count=50) if words in one["source"]["text"]
    ]
    return translator, f"/translation/units/{unit}"


async def test_empty_glossary_says_what_to_do(world: World) -> None:
    page = await _page(await world.someone("translator"), BASE)
    assert "No term is agreed upon yet" in page
    assert f'href="{BASE}/new"' in page


async def test_term_is_written_in_a_form_and_stands_in_the_list(world: World) -> None:
    translator = await world.someone("translator")
    assert '<option value="Spanish">es</option>' in await _page(translator, f"{BASE}/new")
    added = await translator.post(f"{BASE}/new", data={**FORM, "note": "Of light", "case": "true"})
    assert (added.status_code, added.headers["location"]) == (303, f"{BASE}?pair=en_es")
    page = await _page(translator, added.headers["location"])
    assert re.search(r'<bdi lang="es" dir="ltr">rayo</bdi>', page)
    for words in ("To be used", "capitals count", "Everywhere", "Of light", "1 term"):
        assert words in page
    assert "No term fits" in await _page(translator, f"{BASE}?q=lens")


async def test_form_comes_back_with_what_was_typed_and_the_fault_at_its_field(world: World) -> None:
    translator = await world.someone("translator")
    for changed, field, says in (
        ({"source": " "}, "source", "at least one word"),
        ({"target_locale": "klingon"}, "target_locale", "pt-BR"),
        ({"target_locale": "English"}, "target_locale", "another language"),
        ({"use": "forbidden", "target": "ray"}, "target", "not to be used"),
    ):
        answer = await translator.post(f"{BASE}/new", data={**FORM, "note": "kept", **changed})
        assert answer.status_code in (400, 422), answer.text
        assert f'href="#{field}"' in answer.text
        assert says in answer.text
        assert ">kept</textarea>" in answer.text


async def test_term_is_changed_in_its_form_unless_somebody_was_quicker(world: World) -> None:
    translator = await world.someone("translator")
    term = await add(translator)
    path = f"{BASE}/{term['id']}"
    page = await _page(translator, path)
    assert 'value="curso"' in page
    assert 'value="Spanish"' in page
    sent = {**FORM, "source": "course", "target": "asignatura", "version": _field(page, "version")}
    assert (await translator.post(path, data=sent)).status_code == 303
    late = await translator.post(path, data=sent)
    assert late.status_code == 409
    assert "changed this term meanwhile" in late.text


async def test_removed_term_can_be_brought_back_from_where_it_stood(world: World) -> None:
    translator = await world.someone("translator")
    term = await add(translator)
    path = f"{BASE}/{term['id']}"
    removed = await translator.post(f"{path}/remove", data={}, headers=_HX)
    assert "Removed" in removed.text
    assert f'"undo": "{path}/restore"' in removed.headers["hx-trigger"]
    assert "No term is agreed upon yet" in await _page(translator, BASE)
    restored = await translator.post(f"{path}/restore", headers=_HX)
    assert "To be used" in restored.text
    plain = await translator.post(f"{path}/remove", data={})
    page = await _page(translator, plain.headers["location"])
    assert f'action="{path}/restore"' in page
    assert (await translator.post(f"{path}/restore", data={})).headers["location"] == BASE
    assert "curso" in await _page(translator, BASE)


async def test_glossary_is_taken_from_a_file_or_the_line_is_named(world: World) -> None:
    translator = await world.someone("translator")
    table = "source_locale,target_locale,source,target\nen,es,course,curso\n"
    taken = await translator.post(f"{BASE}/file", files={"file": ("terms.csv", table.encode(), "text/csv")})
    assert (taken.status_code, taken.headers["location"]) == (303, f"{BASE}?taken=1")
    assert "1 term is new or changed" in await _page(translator, taken.headers["location"])
    faulty = await translator.post(
        f"{BASE}/file", files={"file": ("terms.csv", (table + "en,es,,x\n").encode(), "text/csv")}
    )
    assert faulty.status_code == 422
    assert "Line 3" in faulty.text
    nothing = await translator.post(f"{BASE}/file", data={})
    assert nothing.status_code == 422


async def test_list_of_one_pair_is_exported_as_that(world: World) -> None:
    translator = await world.someone("translator")
    await add(translator)
    await add(translator, target_locale="ar", target="مقرر")
    page = await _page(translator, f"{BASE}?pair=en_ar")
    assert "مقرر" in page
    assert "curso" not in page
    file = re.search(r'href="(/api/terms/file[^"]*)"', page)
    assert file
    table = (await translator.get(file[1].replace("&amp;", "&"))).text
    assert "مقرر" in table
    assert "curso" not in table


async def test_desk_shows_terms_with_their_key_and_whether_they_are_there(world: World) -> None:
    translator, desk = await desk_of(world, "ray")
    await add(translator, source="ray", target="rayo")
    await add(translator, **{**COURSE})
    page = await _page(translator, desk)
    assert re.search(r'data-term="ray" data-missing="true"', page)
    assert 'data-put="rayo" data-put-number="1"' in page
    assert 'data-term="course"' not in page
    lacking = await translator.post(f"{desk}/checks", data={"target": "La luz se dobla."}, headers=_HX)
    assert 'data-lacks="ray"' in lacking.text
    assert "The glossary says \u2068rayo\u2069 for \u2068ray\u2069." in lacking.text
    there = await translator.post(f"{desk}/checks", data={"target": "Los rayos se doblan."}, headers=_HX)
    assert "data-lacks" not in there.text


async def test_proposal_says_which_term_it_lacks(world: World) -> None:
    translator, desk = await desk_of(world, "ray")
    page = await _page(translator, desk)
    sent = {name: _field(page, name) for name in ("source", "version", "seen")}
    await translator.post(
        f"{desk}/accept", data={**sent, "target": "La línea se dobla.", "seconds": "1"}, headers=_HX
    )
    await add(translator, source="ray", target="rayo")
    _, other = await desk_of(world, "ray")
    assert "without the term \u2068ray\u2069" in await _page(translator, other)


async def test_person_insists_on_the_desk_where_a_check_stopped_them(world: World) -> None:
    translator, desk = await desk_of(world, "ray")
    await add(translator, source="ray", target="línea", use="forbidden")
    page = await _page(translator, desk)
    sent = {name: _field(page, name) for name in ("source", "version", "seen")}
    data = {**sent, "target": "La línea se dobla.", "seconds": "1", "locale": "es"}
    stopped = await translator.post(f"{desk}/accept", data=data, headers=_HX)
    assert "the glossary does not want \u2068línea\u2069" in stopped.text
    assert 'name="insist"' in stopped.text
    plain = await translator.post(f"{desk}/accept", data=data)
    assert (plain.status_code, 'name="insist"' in plain.text) == (422, True)
    insisted = await translator.post(f"{desk}/accept", data={**data, "insist": "true"}, headers=_HX)
    assert insisted.headers["hx-push-url"]
    assert desk not in insisted.headers["hx-push-url"]
