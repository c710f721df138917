"""The page that a unit stands in, as the desk shows it: through its door, on the real engines."""

import re
from dataclasses import replace
from html import unescape

import msgspec
import pytest
from msgspec.structs import replace as changed

from stoa.contracts.content import ImageObject, TextObject
from stoa.kernel.ids import new_id
from stoa.services.localization.domain.course import Course
from stoa.services.localization.store import courses
from tests.services.counting import statements
from tests.services.localization.courses import (
    Draft,
    accept,
    announce,
    claim,
    publish,
    text_course,
    want,
    whole_course,
)
from tests.world import Someone, World

CAPTIONS = b"""WEBVTT

01:01.000 --> 01:03.000
<v Ada>Light <i>bends</i> <c.warm>here</c>.

01:04.000 --> 01:05.000
Watch it.
"""
_HX = {"hx-request": "true", "accept": "text/html"}
_MARK = re.compile("[\ue000-\uf8ff]")
_HERE = re.compile(
    r'<mark class="preview-here[^"]*" data-here lang="([^"]*)" dir="([^"]*)">(.*?)</mark>', re.S
)


async def _units(
    world: World, draft: Draft, locale: str = "es", **terms: object
) -> tuple[Someone, dict[str, str]]:
    """A translator, and the units of the course by what their segments say without codes."""
    await publish(world, draft)
    await want(world, draft, locale, **terms)
    translator = await world.someone("translator")
    claimed = await claim(translator, count=50)
    return translator, {_MARK.sub("", one["source"]["text"]): one["unit"]["id"] for one in claimed}


async def _preview(someone: Someone, unit: str, side: str = "target") -> str:
    answer = await someone.get(f"/translation/units/{unit}/preview?side={side}", headers=_HX)
    assert answer.status_code == 200, answer.text
    assert "<html" not in answer.text
    return answer.text


async def _accept(world: World, someone: Someone, unit: str, target: str) -> None:
    await accept(someone, (await someone.get(f"/api/units/{unit}")).json()["task"], target)
    await world.quiet()


async def _hear(world: World, draft: Draft) -> None:
    """A revision was published, and its segments are not cut yet."""
    fact = await announce(world, draft)
    heard = Course(
        id=fact.course,
        locale=fact.locale,
        title=fact.title,
        revision=fact.revision,
        publication=fact.publication,
        published_by=fact.published_by,
        document_key=fact.document_key,
        document_checksum=fact.document_checksum,
    )
    async with world.db("localization").work(world.caller()) as work:
        assert await courses.save_heard(work, heard)


def _codes(page: str) -> list[str]:
    """What the script puts for each mark of the unit."""
    found = re.search(r'data-codes="([^"]*)"', page)
    assert found
    return msgspec.json.decode(unescape(found[1]), type=list[str])


def _here(page: str) -> tuple[str, str, str]:
    """Language, direction and mark-up of the unit at hand, which is there once."""
    [(lang, direction, html)] = _HERE.findall(page)
    return lang, direction, html


async def test_page_says_what_is_translated_by_now_and_marks_the_rest(world: World) -> None:
    translator, units = await _units(world, text_course())
    await _accept(world, translator, units["It bends."], "Se dobla.")
    page = await _preview(translator, units["Light is fast."])
    assert re.search(r'<article class="prose preview-object" lang="es" dir="ltr"', page)
    assert "<p>Se dobla.</p>" in page
    assert _here(page) == ("en", "ltr", "Light is <b>fast</b>.")
    assert "</mark> See <a>more</a>.</span></p>" in page
    assert '<h2><span lang="en" dir="ltr">Light</span></h2>' in page


async def test_page_is_seen_in_the_language_of_the_source_too(world: World) -> None:
    translator, units = await _units(world, text_course())
    await _accept(world, translator, units["It bends."], "Se dobla.")
    page = await _preview(translator, units["Light is fast."], "source")
    assert 'class="prose preview-object" lang="en" dir="ltr"' in page
    assert "Se dobla." not in page
    assert _here(page) == ("en", "ltr", "Light is <b>fast</b>.")
    asked = f"/translation/units/{units['It bends.']}/preview?side=both"
    assert (await translator.get(asked, headers=_HX)).status_code == 422


async def test_draft_stands_in_its_place_with_its_codes_as_markup(world: World) -> None:
    translator, units = await _units(world, text_course())
    unit = units["Light is fast."]
    draft = {"target": "La luz <i>no</i> es \ue000rápida\ue001\ufdd1."}
    assert (await translator.put(f"/api/units/{unit}/draft", json=draft)).status_code == 204
    page = await _preview(translator, unit)
    assert _here(page) == ("es", "ltr", "La luz &lt;i&gt;no&lt;/i&gt; es <b>rápida</b>.")
    assert _codes(page) == ["<b>", "</b>"]


async def test_nothing_of_the_page_leads_anywhere_or_has_a_name(world: World) -> None:
    html = (
        '<p id="c-top">See <a href="https://example.org" title="A site">it</a> <b onclick="x()">now</b>.</p>'
        '<table><tbody><tr><th id="c-a" scope="row">Head</th>'
        '<td headers="c-a" colspan="2">Cell</td></tr></tbody></table>'
        '<p><a href="object:01a2032f-8000-733c-9b1c-b6f9655da2bc">Further</a> '
        '<img src="https://evil.example/x.png" alt="Out"></p>'
    )
    translator, units = await _units(world, text_course(html))
    page = await _preview(translator, units["Cell"])
    shown = page[page.index("<article") :]
    for gone in ("href", "onclick", " id=", "headers", "evil.example"):
        assert gone not in shown, gone
    assert '<th scope="row">' in shown
    assert '<td colspan="2">' in shown
    page = await _preview(translator, units["See it now."])
    assert _codes(page) == ['<a title="A site">', "</a>", "<b>", "</b>"]


@pytest.mark.parametrize(
    "cue",
    [
        "Hello " + "<i></i>" * 3_201 + "<<c>form hx-post=/people hx-trigger=load>now<<c>/form>",
        "Hello <i>now</i> <img src=x onerror=x()",
        "Hello &lt;form hx-post=/people&gt;now",
    ],
)
async def test_cue_says_words_and_is_no_page(world: World, cue: str) -> None:
    draft = whole_course()
    captions = f"WEBVTT\n\n00:01.000 --> 00:03.000\n{cue}\n\n00:03.500 --> 00:05.000\nWatch it.\n"
    hostile = replace(draft, files={**draft.files, "film.vtt": (captions.encode(), "text/vtt")})
    translator, units = await _units(world, hostile)
    page = await _preview(translator, units["Watch it."])
    shown = page[page.index("<article") :]
    assert "Hello" in shown
    assert "<form" not in shown
    assert "<img" not in shown


async def test_words_of_an_attribute_are_seen_beside_what_has_it(world: World) -> None:
    html = '<p>Look: <img src="media:sun.png" alt="The sun" width="20"> rises.</p>'
    draft = text_course(html)
    translator, units = await _units(world, replace(draft, files={"sun.png": (b"png", "image/png")}))
    unit = units["The sun"]
    await translator.put(f"/api/units/{unit}/draft", json={"target": 'El "sol" & más'})
    page = await _preview(translator, unit)
    picture = f"/translation/units/{unit}/pictures/sun.png"
    assert f'<img src="{picture}" alt="El &quot;sol&quot; &amp; más" width="20"><mark' in page
    assert _here(page) == ("es", "ltr", "El &quot;sol&quot; &amp; más")
    found = await translator.get(picture)
    assert (found.content, found.headers["content-type"]) == (b"png", "image/png")
    assert found.headers["content-security-policy"].startswith("sandbox; default-src 'none'")


async def test_only_pictures_of_the_course_are_given_out(world: World) -> None:
    translator, units = await _units(world, whole_course())
    unit = units["It bends."]
    for name in ("film.mp4", "film.vtt", "other.png"):
        answer = await translator.get(f"/translation/units/{unit}/pictures/{name}")
        assert (answer.status_code, answer.json()["code"]) == (404, "unit.no_picture")


async def test_pictures_of_a_page_need_the_document_of_the_course_no_second_time(world: World) -> None:
    draft = text_course('<p>Look: <img src="media:sun.png" alt="The sun"> rises.</p>')
    draft = replace(draft, files={"sun.png": (b"png", "image/png")})
    fact = await publish(world, draft)
    await want(world, draft, "es")
    translator = await world.someone("translator")
    unit = (await claim(translator, count=1))[0]["unit"]["id"]
    await _preview(translator, unit)
    await world.objects.private.delete(fact.document_key)
    assert (await translator.get(f"/translation/units/{unit}/pictures/sun.png")).content == b"png"


async def test_item_is_seen_with_its_options_and_what_is_said_to_them(world: World) -> None:
    translator, units = await _units(world, whole_course())
    await _accept(world, translator, units["Very fast"], "Muy rápida")
    page = await _preview(translator, units["Yes."])
    assert "Item 1" in page
    assert '<p><span lang="en" dir="ltr">How fast is it?</span></p>' in page
    right, wrong = re.findall(r"<li>.*?</li>", page, re.S)
    assert "Muy rápida" in right
    assert 'aria-label="Right"' in right
    assert _here(right) == ("en", "ltr", "Yes.")
    assert "300" in wrong
    assert "Right" not in wrong
    assert "Faster than sound." in page


async def test_captions_are_seen_with_their_times_and_who_speaks(world: World) -> None:
    draft = whole_course()
    draft = replace(draft, files={**draft.files, "film.vtt": (CAPTIONS, "text/vtt")})
    translator, units = await _units(world, draft)
    await _accept(world, translator, units["Watch it."], "Mira.")
    page = await _preview(translator, units["Light bends here."])
    first, second = re.findall(r"<li>.*?</li>", page, re.S)
    assert ">1:01<" in first
    assert ">Ada<" in first
    assert _here(first) == ("en", "ltr", "Light <i>bends</i> here.")
    assert _codes(page) == ["<i>", "</i>", "", ""]
    assert ">1:04<" in second
    assert "Mira." in second


async def test_title_is_the_heading_and_a_course_is_seen_by_its_front(world: World) -> None:
    translator, units = await _units(world, whole_course())
    page = await _preview(translator, units["Light"])
    assert re.search(r'<h2><span lang="en" dir="ltr"><mark[^>]*>Light</mark></span></h2>', page)
    front = await _preview(translator, units["Optics"])
    assert len(_HERE.findall(front)) == 1
    assert "<h2>" in front


async def test_picture_is_seen_with_its_caption_and_words(world: World) -> None:
    image = ImageObject(
        id=new_id(), key="i", title="Sun", image="a.png", alt="A disc", caption="<p>It is hot.</p>"
    )
    draft = text_course()
    draft = Draft(changed(draft.document, objects=[image]), {"a.png": (b"png", "image/png")})
    translator, units = await _units(world, draft)
    page = await _preview(translator, units["A disc"])
    assert f'src="/translation/units/{units["A disc"]}/pictures/a.png"' in page
    assert _here(page) == ("en", "ltr", "A disc")
    assert "It is hot." in page


async def test_arabic_page_runs_from_the_right_and_what_is_missing_from_the_left(world: World) -> None:
    translator, units = await _units(world, text_course(), "ar")
    await _accept(world, translator, units["It bends."], "ينحني.")
    page = await _preview(translator, units["It bends."])
    assert 'class="prose preview-object" lang="ar" dir="rtl"' in page
    assert _here(page) == ("ar", "rtl", "ينحني.")
    assert '<span lang="en" dir="ltr">Light is <b>fast</b>.' in page


async def test_unit_that_says_nothing_yet_goes_on_in_a_row_with_its_neighbours(world: World) -> None:
    html = "<p>One is here. <b>Two</b> is here. Three is here.</p>"
    translator, units = await _units(world, text_course(html), "ar")
    unit = units["Two is here."]
    here = '<mark class="preview-here" data-here lang="{}" dir="{}">{}</mark>'
    row = '<p><span lang="en" dir="ltr">One is here. {} Three is here.</span></p>'
    assert row.format(here.format("en", "ltr", "<b>Two</b> is here.")) in await _preview(translator, unit)
    await translator.put(f"/api/units/{unit}/draft", json={"target": "\ue000اثنان\ue001 هنا."})
    row = '<span lang="en" dir="ltr">{} is here.</span>'
    said = here.format("ar", "rtl", "<b>اثنان</b> هنا.")
    shown = await _preview(translator, unit)
    assert f"<p>{row.format('One')} {said} {row.format('Three')}</p>" in shown


async def test_course_that_was_not_read_anew_yet_says_so_instead_of_another_page(world: World) -> None:
    translator, units = await _units(world, draft := text_course())
    other = TextObject(id=new_id(), key="other", title="Other", html="<p>Other.</p>")
    await _hear(world, draft.next(objects=[other]))
    page = await _preview(translator, units["It bends."])
    assert "Not on any page now" in page


async def test_text_that_the_course_has_just_lost_is_said_to_be_on_its_way(world: World) -> None:
    draft = text_course()
    text = changed(draft.document.objects[0], explanations={"simpler": "<p>It is quick.</p>"})
    draft = Draft(changed(draft.document, objects=[text]), {})
    translator, units = await _units(world, draft)
    assert "The course has just changed" not in await _preview(translator, units["It is quick."])
    await _hear(world, draft.next(objects=[changed(text, explanations={})]))
    page = await _preview(translator, units["It is quick."])
    assert "The course has just changed" in page
    assert "data-here" not in page
    assert "The course has just changed" not in await _preview(translator, units["It bends."])


async def test_desk_leads_to_the_page_which_stands_by_itself_for_who_has_no_script(world: World) -> None:
    translator, units = await _units(world, text_course())
    address = f"/translation/units/{units['It bends.']}"
    desk = await translator.get(address, headers={"accept": "text/html"})
    assert f'data-preview="{address}/preview"' in desk.text
    assert "preview-here" not in desk.text
    page = await translator.get(f"{address}/preview", headers={"accept": "text/html"})
    assert "<html" in page.text
    assert f'href="{address}"' in page.text
    assert f'href="{address}/preview?side=source"' in page.text
    assert _here(page.text)[2] == "It bends."


@pytest.mark.parametrize("role", ["learner", "instructor", "manager", "proctor", "guardian"])
async def test_preview_is_closed_to_others(world: World, role: str) -> None:
    _, units = await _units(world, text_course())
    someone = await world.someone(role)
    for door in ("preview", "pictures/sun.png"):
        answer = await someone.get(f"/translation/units/{units['It bends.']}/{door}", headers=_HX)
        assert answer.status_code == 403


async def test_preview_of_another_tenant_is_none(world: World) -> None:
    _, units = await _units(world, text_course())
    stranger = await world.someone("translator", tenant=world.new_tenant())
    for door in ("preview", "pictures/sun.png"):
        answer = await stranger.get(f"/translation/units/{units['It bends.']}/{door}")
        assert (answer.status_code, answer.json()["code"]) == (404, "unit.unknown")


async def test_preview_takes_the_same_few_statements_whatever_the_size(world: World) -> None:
    spent = []
    for count in (3, 90):
        html = "".join(f"<p>Sentence {'a' * (1 + number)} stands here.</p>" for number in range(count))
        translator, units = await _units(world, text_course(html))
        with statements(world, "localization") as executed:
            await _preview(translator, units["Sentence aaa stands here."])
        spent.append(len(executed))
    assert spent[0] == spent[1] <= 4


async def test_proposal_that_nobody_accepted_is_shown_as_one(world: World) -> None:
    draft = text_course("<p>Light bends here a little.</p><p>Look.</p>")
    translator, units = await _units(world, draft)
    await _accept(world, translator, units["Light bends here a little."], "La luz se dobla aquí un poco.")
    again = text_course("<p>Light bends there a little.</p><p>Look.</p>")
    translator, units = await _units(world, again)
    page = await _preview(translator, units["Look."])
    assert '<p><u class="preview-proposed">La luz se dobla aquí un poco.</u></p>' in page
    assert "accepted by nobody yet" in page
    assert "accepted by nobody yet" not in await _preview(translator, units["Look."], "source")


async def test_code_that_a_draft_leaves_open_reaches_no_further(world: World) -> None:
    translator, units = await _units(world, text_course("<p>Light is <b>fast</b>. It bends.</p>"))
    unit = units["Light is fast."]
    await translator.put(f"/api/units/{unit}/draft", json={"target": "La luz es \ue000rápida.\ue007"})
    page = await _preview(translator, unit)
    assert _here(page) == ("es", "ltr", "La luz es <b>rápida.</b>")


async def test_noncharacters_of_a_course_mark_nothing(world: World) -> None:
    html = '<p>One\ufdd0 is <b title="\ufdd0t">here</b>\ufdd1. Two is here.</p><p>\ufdd2Three\ufdd3.</p>'
    translator, units = await _units(world, text_course(html))
    unit = next(unit for said, unit in units.items() if said.startswith("Two"))
    first = next(unit for said, unit in units.items() if said.startswith("One"))
    assert _here(await _preview(translator, unit))[2] == "Two is here."
    assert _here(await _preview(translator, first))[2].startswith("One\ufffd is <b")
    await _accept(world, translator, first, "Uno\ufdd0 está \ue000aquí\ue001.")
    page = await _preview(translator, unit)
    assert _here(page)[2] == "Two is here."
    assert "preview-proposed" not in page[page.index("<article") :]


async def test_words_without_markup_stay_words(world: World) -> None:
    text = TextObject(id=new_id(), key="light", title="If a <b and c> d & so on", html="<p>Look.</p>")
    draft = text_course()
    translator, units = await _units(world, Draft(changed(draft.document, objects=[text]), {}))
    unit = units[text.title]
    assert _here(await _preview(translator, unit))[2] == "If a &lt;b and c&gt; d &amp; so on"
    await translator.put(f"/api/units/{unit}/draft", json={"target": "<script>x()</script>"})
    assert _here(await _preview(translator, unit))[2] == "&lt;script&gt;x()&lt;/script&gt;"
