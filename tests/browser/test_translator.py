"""A translator works at a queue with nothing but the keyboard: into Spanish, and into Arabic."""

import asyncio
import re

import pytest
from playwright.async_api import Page, Response, expect

from tests.browser import sight
from tests.browser.school import School, clerk
from tests.browser.visitors import Visitors

_MARK = re.compile("[\ue000-\uf8ff]")
_WORDS = {
    "es": "aquí viene una frase con palabras bien distintas que llena todo lo pedido sin repetir nada",
    "ar": "هنا جملة عربية فيها كلمات مختلفة تملأ المكان المطلوب دون تكرار أي شيء آخر منها اليوم هكذا",
}
_UNITS = 3


async def _source(page: Page) -> str:
    return await page.locator("[data-desk]").get_attribute("data-source") or ""


async def _press(page: Page, *keys: str) -> None:
    for key in keys:
        await page.keyboard.press(key)


async def _tab_to(page: Page, label: str) -> None:
    for _ in range(80):
        at = await page.evaluate("document.activeElement.textContent.trim()")
        if label in at and len(at) < len(label) + 20:
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"{label} is not reached with the Tab key")


async def _have(page: Page, unit: str) -> None:
    """The unit lies on the desk to be written in; one that was put aside is taken."""
    await page.goto(f"/translation/units/{unit}")
    if await (take := page.locator("[data-take]")).count():
        await take.click()
    await expect(page.locator(".target-text")).to_be_focused()


async def _translate(page: Page, locale: str) -> str:
    """Writes what the checks let through, with every code of the source. The source is told."""
    target = page.locator(".target-text")
    await expect(target).to_be_focused()
    await expect(target).to_have_attribute("lang", locale)
    source = await _source(page)
    await _press(page, "Control+a", "Delete")
    words = re.sub(_MARK, "", source)
    end = words.rstrip()[-1:] if words.rstrip()[-1:] in ".?!:" else ""
    room = len(words)
    said = [word for at, word in enumerate(_WORDS[locale].split()) if at < 2 or 6 * at < room]
    await page.keyboard.insert_text(" ".join(said))
    for _ in _MARK.findall(source):
        await _press(page, "Control+0")
    await page.keyboard.insert_text(end)
    return source


async def _short_units(page: Page, locale: str, spared: str) -> None:
    """Those before it are put aside until one without a number or formula lies on the desk.

    spared: a unit that other tests want to find as it is.
    """
    for _ in range(30):
        source = await _source(page)
        unit = await page.locator("[data-desk]").get_attribute("data-unit")
        if unit != spared and not re.search(r"[\d=·<>{}/@]", source) and 12 < len(_MARK.sub("", source)) < 80:
            return
        await _press(page, "Control+Alt+k")
        await expect(page.locator("[data-desk]")).not_to_have_attribute("data-unit", unit or "")
        await expect(page.locator(".target-text")).to_be_focused()
    raise AssertionError(f"no unit of {locale} is plain enough")


@pytest.mark.parametrize("locale", ["es", "ar"])
async def test_translator_works_at_a_queue_by_keyboard_alone(
    visitors: Visitors, school: School, address: str, locale: str
) -> None:
    async with clerk(address) as one:
        await one.put("editor", f"/api/courses/{school.course}/locales/{locale}", json={"policy": "reviewed"})
        while not await one.get(
            "translator", f"/api/post-edits?locale={locale}&course={school.course}&page=2"
        ):
            await asyncio.sleep(0.5)
    look = sight.RTL if locale == "ar" else sight.LIGHT
    page = await visitors.page("translator", look)
    await page.goto(f"/translation?locale={locale}")
    begin = page.locator('form[action="/translation/next"] button')
    await _tab_to(page, await begin.inner_text())
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/translation/units/*")
    loaded = await page.evaluate("performance.timeOrigin")
    for _ in range(_UNITS):
        await expect(page.locator(".target-text")).to_be_focused()
        await _short_units(page, locale, school.unit)
        desk = await page.locator("[data-desk]").get_attribute("data-unit")
        await _translate(page, locale)
        await expect(page.locator("#findings .finding-stops")).to_have_count(0)
        assert await sight.axe(page) == []
        await page.keyboard.press("Control+Enter")
        await expect(page.locator("#findings [role=alert]")).to_have_count(0)
        await expect(page.locator("[data-desk]")).not_to_have_attribute("data-unit", desk or "")
    assert await page.evaluate("performance.timeOrigin") == loaded, "the page was loaded anew"
    await page.close()


async def test_what_was_put_can_be_undone_and_a_proposal_taken_by_key(
    visitors: Visitors, school: School
) -> None:
    page = await visitors.page("translator")
    await _have(page, school.unit)
    target = page.locator(".target-text")
    await _press(page, "Control+a", "Delete")
    await page.keyboard.insert_text("word")
    await _press(page, "Control+1")
    await expect(target.locator(".code")).to_have_count(1)
    await _press(page, "Backspace")
    await expect(target.locator(".code")).to_have_count(0)
    await _press(page, "Control+z")
    await expect(target.locator(".code")).to_have_count(1)
    source = await _source(page)

    def keeps_it(answer: Response) -> bool:
        sent = answer.request.post_data_json if answer.url.endswith("/draft") else None
        return sent == {"target": source}

    async with page.expect_response(keeps_it):
        await _press(page, "Control+Alt+0")
        assert await page.locator("#target").input_value() == source
        await _press(page, "Control+s")
    await expect(page.locator("[data-kept]")).not_to_be_empty()
    await page.reload()
    await expect(target).to_be_focused()
    assert await page.locator("#target").input_value() == await _source(page)
    await page.close()


async def test_term_of_the_glossary_is_put_in_by_key_and_marked_while_one_types(
    visitors: Visitors, school: School, address: str
) -> None:
    page = await visitors.page("translator", sight.RTL)
    await _have(page, school.unit)
    source = _MARK.sub("", await _source(page))
    word = next(word for word in re.findall(r"[A-Za-z]+", source) if len(word) > 4 and word != "light")
    said = {"source_locale": "en", "target_locale": "ar", "source": word, "target": "مصطلحات"}
    async with clerk(address) as one:
        await one.post("translator", "/api/terms", json=said)
    await page.reload()
    target, term = page.locator(".target-text"), page.locator(f'[data-term="{word}"]')
    await expect(target).to_be_focused()
    await _press(page, "Control+a", "Delete")
    await page.keyboard.insert_text("هنا ")
    await expect(term).to_have_attribute("data-missing", "true")
    assert await sight.axe(page) == []
    number = await term.locator("[data-put-number]").get_attribute("data-put-number")
    await _press(page, f"Control+Shift+{number}")
    await expect(target).to_have_text("هنا مصطلحات")
    await expect(term).to_have_attribute("data-missing", "false")
    await _press(page, "Control+z")
    await expect(term).to_have_attribute("data-missing", "true")
    await page.close()


async def _approved(address: str, school: School, target: str) -> str:
    """A sentence without codes is approved in Arabic. It is told."""
    async with clerk(address) as one:
        units = await one.get("translator", f"/api/courses/{school.course}/units?locale=ar&only=initial")
        free = (each for each in units if each["unit"]["id"] != school.unit and not each["source"]["codes"])
        chosen = next(each for each in free if each["source"]["text"].endswith("."))
        unit, source = chosen["unit"]["id"], chosen["source"]
        said = {"target": target, "source": source["checksum"], "version": chosen["unit"]["version"]}
        await one.post("translator", f"/api/units/{unit}/claim")
        await one.post("translator", f"/api/units/{unit}/accept", json=said | {"insist": True})
        return str(source["text"])


async def test_words_are_looked_up_in_what_is_approved_by_key_and_put_in(
    visitors: Visitors, school: School
) -> None:
    approved = await _approved(visitors.address, school, "هنا جملة عربية اعتمدها إنسان")
    page = await visitors.page("translator", sight.RTL)
    await _have(page, school.unit)
    box, places = page.locator("#concordance-words"), page.locator("[data-places]")
    await page.locator("#source").select_text()
    await _press(page, "Control+Alt+f")
    await expect(box).to_have_value(" ".join(_MARK.sub(" ", await _source(page)).split()))
    await expect(places.locator("[data-said]")).to_be_visible()
    await page.locator("body").evaluate("() => getSelection().removeAllRanges()")
    await _press(page, "Control+Alt+f")
    await expect(box).to_be_focused()
    await box.fill(approved.upper())
    await page.keyboard.press("Enter")
    await expect(places.locator("mark").first).to_have_text(approved)
    await expect(places.locator('[lang="ar"]').first).to_have_attribute("dir", "rtl")
    await expect(page.locator("[data-announce]")).to_have_text(
        await places.locator("[data-said]").inner_text()
    )
    assert await sight.axe(page) == []
    await page.locator(".target-text").focus()
    await _press(page, "Control+a", "Delete")
    await places.locator("[data-put]").first.click()
    await expect(page.locator(".target-text")).to_have_text("هنا جملة عربية اعتمدها إنسان")
    await page.route("**/concordance?**", lambda route: route.abort())
    await box.press("Enter")
    await expect(places.locator("[data-said]")).to_be_visible()
    await expect(places.locator("mark")).to_have_count(0)
    visitors.troubles.clear()
    await page.close()


async def _reported(address: str, school: School) -> str:
    """A sentence with a link, which the machine left as it was."""
    words = {"title": "El examen cambia", "text": "Mira https://example.org/sol hoy.", "locale": "es"}
    async with clerk(address) as one:
        told = await one.post("instructor", f"/api/runs/{school.run}/announcements", once="sol", json=words)
        board = await one.get("learner", f"/api/registrations/{school.registration}/announcements")
        shown = {each["id"]: each["voucher"] for each in board}
        asked = {"voucher": shown[told["announcement"]]}
        await one.post("learner", "/translated", once="sol", data=asked)
        await one.post("learner", "/translated/problems", once="sol", data=asked)
        return str((await one.get("translator", "/api/translation/problems"))[-1]["id"])


async def test_what_readers_reported_is_put_right_with_its_codes_kept_whole(
    visitors: Visitors, school: School
) -> None:
    problem = await _reported(visitors.address, school)
    page = await visitors.page("translator")
    await page.goto(f"/translation/problems/{problem}")
    sentence = page.locator("[data-sentence]").last
    target = sentence.locator(".target-text")
    await target.focus()
    await page.keyboard.insert_text("See  today <g1>.")
    for _ in range(len("today <g1>.") + 1):
        await _press(page, "ArrowLeft")
    for key in await sentence.locator("[data-insert]").all():
        await key.click()
        await expect(key).to_have_attribute("aria-pressed", "true")
    await expect(target.locator(".code")).to_have_count(3)
    await expect(sentence.locator("textarea")).to_have_value("See \ue000\ue001\ue002 today <g1>.")
    await _press(page, "Backspace")
    await expect(target.locator(".code")).to_have_count(2)
    await _press(page, "Control+z")
    await expect(target.locator(".code")).to_have_count(3)
    assert await sight.axe(page) == []
    await page.close()


async def test_many_are_put_aside_by_one_word_and_brought_back(visitors: Visitors, school: School) -> None:
    page = await visitors.page("translator", sight.RTL)
    await page.goto(f"/translation/bulk?course={school.course}&locale=ar")
    whole = await page.locator("#chosen").inner_text()
    await page.locator("#thing").select_option(school.second_checkpoint)
    await expect(page.locator("#chosen")).not_to_have_text(whole)
    await page.locator("#waiting").check()
    await page.wait_for_url("**waiting=1**")
    assert await sight.axe(page) == []
    aside = page.locator('form:has(input[name=deed][value="put_aside"]) button[type=submit]')
    await aside.click()
    await page.wait_for_url(re.compile("/translation/bulk/[0-9a-f-]{36}$"))
    undo = page.locator('form[action$="/undo"] button')
    await expect(undo).to_be_visible(timeout=60_000)
    await expect(page.locator(".banner-good")).to_be_visible()
    await undo.click()
    await expect(undo).to_have_count(0)
    await expect(page.locator(".banner-good")).to_be_visible(timeout=60_000)
    await page.close()


async def test_page_around_the_unit_follows_what_is_typed_and_is_hidden_by_a_key(
    visitors: Visitors, school: School
) -> None:
    page = await visitors.page("translator")
    await _have(page, school.unit)
    box, here = page.locator("[data-preview]"), page.locator("[data-preview-page] [data-here]")
    await expect(here).to_be_in_viewport()
    await _press(page, "Control+a", "Delete")
    in_a_row = page.locator('[data-preview-page] span[lang="en"][dir="ltr"] > [data-here]')
    await expect(in_a_row).to_have_attribute("lang", "en")
    await _press(page, "Control+1")
    await page.keyboard.insert_text("ضوء & <b>")
    await expect(here).to_have_attribute("lang", "ar")
    await expect(here).to_have_attribute("dir", "rtl")
    await expect(here).to_contain_text("ضوء & <b>")
    await expect(here.locator("> *")).to_have_count(1)
    await expect(in_a_row).to_have_count(0)
    words = await page.locator(".preview-object").inner_text()
    await _press(page, "Control+a", "Delete")
    await expect(in_a_row).to_have_text(_MARK.sub("", await _source(page)))
    await _press(page, "Control+1")
    await page.keyboard.insert_text("ضوء & <b>")
    await expect(page.locator(".preview-object")).to_have_text(words, use_inner_text=True)
    await expect(in_a_row).to_have_count(0)
    assert await sight.axe(page) == []
    await page.locator("[data-side=source]").click()
    await expect(page.locator(".preview-object")).to_have_attribute("lang", "en")
    await expect(here).to_have_attribute("lang", "en")
    await page.locator("[data-side=target]").click()
    await expect(page.locator(".preview-object")).to_have_attribute("dir", "rtl")
    await expect(here).to_contain_text("ضوء & <b>")
    await page.locator(".target-text").focus()
    await _press(page, "Control+Alt+p")
    await expect(here).to_be_hidden()
    await expect(page.locator(".target-text")).to_be_focused()
    await _press(page, "Control+s")
    await page.reload()
    await expect(page.locator(".target-text")).to_be_focused()
    await expect(box).not_to_have_attribute("open", "")
    await _press(page, "Control+Alt+p")
    await expect(here).to_be_in_viewport()
    await page.close()


async def test_page_that_cannot_be_had_is_offered_again_and_keeps_nobody_from_work(
    visitors: Visitors, school: School
) -> None:
    page = await visitors.page("translator")
    address = f"**/translation/units/{school.unit}/preview**"
    await page.route(address, lambda route: route.abort())
    await _have(page, school.unit)
    again = page.locator("[data-preview-again]")
    await expect(again).to_be_visible()
    await expect(page.locator(".target-text")).to_be_focused()
    assert await sight.axe(page) == []
    await page.unroute(address)
    await again.click()
    await expect(page.locator("[data-preview-page] [data-here]")).to_be_in_viewport()
    visitors.troubles.clear()
    await page.close()
