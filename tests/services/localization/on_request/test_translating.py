"""A text that a reader was shown, in their language: once for everybody, and put right by people."""

import re
from dataclasses import replace
from typing import Any

import pytest

from stoa.contracts.localization import ProblemReported, ProblemSettled
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.providers.answer import Answer, Failed, Reason
from tests.services.localization.courses import accept, claim, publish, text_course, want
from tests.services.localization.on_request.shown import LINK, TEXT, asked, problem_of, refused, said, show
from tests.services.localization.test_machines import Shouting
from tests.services.localization.test_terms import add
from tests.world import World


async def test_reader_gets_it_in_their_language_with_every_link_as_it_was(
    world: World, engine: Shouting
) -> None:
    reader, text = await world.someone("learner"), await show(world)
    answer = await asked(reader, text.to(reader))
    assert said(answer) == ["THE EXAM", f"<p>BRING AIR. SEE {LINK} FOR 3 REASONS.</p>"]
    assert (answer["machines"], answer["lacking"]) == (["shouting"], False)
    assert not any("example.org" in one for one in engine.asked)


async def test_who_asks_second_waits_for_no_machine(world: World, engine: Shouting) -> None:
    text = await show(world)
    first, second = await world.someone("learner"), await world.someone("learner")
    answer = await asked(first, text.to(first))
    before = len(engine.asked)
    engine.answers = False
    assert await asked(second, text.to(second)) == answer
    assert len(engine.asked) == before == 3
    changed = await show(world, TEXT + "<p>One more.</p>")
    assert said(await asked(second, changed.to(second)))[1].endswith("<p>ONE MORE.</p>")
    assert engine.asked[before:] == ["One more."]


async def test_a_voucher_is_good_for_one_reader_for_a_while_and_says_nothing_else(
    world: World, engine: Shouting
) -> None:
    reader, other, text = await world.someone("learner"), await world.someone("learner"), await show(world)
    elsewhere = await world.someone("learner", tenant=world.new_tenant(), person=reader.person)
    good = text.to(reader)
    assert await refused(other, good) == (422, "voucher.invalid")
    assert await refused(elsewhere, good) == (422, "voucher.invalid")
    assert await refused(reader, text.to(reader, hours=-1)) == (422, "voucher.expired")
    other_text = replace(text, checksum="0" * 64).to(reader)
    assert await refused(reader, f"{other_text.split('.')[0]}.{good.split('.')[1]}") == (
        422,
        "voucher.invalid",
    )
    for broken in ("x", "x.y", "é.é", f"{good}x", good.split(".")[0]):
        assert (await refused(reader, broken))[0] == 422
    assert await refused(await world.anyone(), good) == (401, "session.missing")
    for who, page in ((other, "/translated"), (elsewhere, "/translated")):
        assert (await who.get(page, params={"voucher": good})).status_code == 422
        assert (await who.post(page, data={"voucher": good})).status_code == 422
        assert (await who.post("/api/translations/problems", json={"voucher": good})).status_code == 422
    assert engine.asked == []


async def test_outage_says_so_and_what_was_answered_meanwhile_is_kept(world: World, engine: Shouting) -> None:
    reader, text = await world.someone("learner"), await show(world)
    engine.answers = False
    assert await refused(reader, text.to(reader)) == (503, "translation.not_now")
    engine.asked.clear()
    engine.answers = True
    assert said(await asked(reader, text.to(reader)))[0] == "THE EXAM"
    assert engine.asked == ["Bring air."]


async def test_sentence_that_no_machine_can_do_stays_as_it_is_for_every_reader(
    world: World, engine: Shouting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def all_but_air(text: CodedText) -> Answer:
        return Failed(Reason.CODES, "shouting") if "air" in text.text else usual(text)

    usual, text = engine._say, await show(world)
    monkeypatch.setattr(engine, "_say", all_but_air)
    first, second = await world.someone("learner"), await world.someone("learner")
    answer = await asked(first, text.to(first))
    assert answer["lacking"] is True
    assert "Bring air." in said(answer)[1]
    assert await asked(second, text.to(second)) == answer
    alone = await show(world, "<p>Only air.</p>", "Thin air")
    assert await refused(first, alone.to(first)) == (503, "translation.not_now")


async def test_what_people_approved_in_the_domain_of_the_course_comes_first(
    world: World, engine: Shouting
) -> None:
    await publish(world, draft := text_course("<p>The air is thin.</p>"))
    await want(world, draft, "es", policy="reviewed", domain="optics")
    translator = await world.someone("translator")
    claimed = await claim(translator, count=9)
    [task] = [one for one in claimed if one["source"]["text"] == "The air is thin."]
    await accept(translator, task, "El aire es tenue.")
    await world.quiet()
    engine.asked.clear()
    text = await show(world, "<p>The air is thin.</p>", course=draft.document.course)
    reader = await world.someone("learner")
    assert said(await asked(reader, text.to(reader)))[1] == "<p>El aire es tenue.</p>"
    assert engine.asked == ["The exam"]


async def test_where_no_machine_does_it_nothing_is_offered_and_it_is_said_plainly(
    world: World, engine: Shouting
) -> None:
    reader, text = await world.someone("learner"), await show(world, locale="ar")
    assert await refused(reader, text.to(reader)) == (409, "translation.no_machine")
    scripted = {"hx-request": "true"}
    offer = await reader.get("/translated", params={"voucher": text.to(reader)}, headers=scripted)
    assert "<button" not in offer.text
    alone = await reader.get("/translated", params={"voucher": text.to(reader)})
    assert "No machine here translates from Arabic" in alone.text


async def test_too_long_a_text_is_refused_before_any_machine_is_asked(world: World, engine: Shouting) -> None:
    reader, text = await world.someone("learner"), await show(world, "<p>Long.</p>" * 3_000)
    assert await refused(reader, text.to(reader)) == (413, "translation.too_long")
    assert engine.asked == []


async def test_what_a_check_stops_stands_as_it_was_written_and_is_marked(
    world: World, engine: Shouting
) -> None:
    translator, reader = await world.someone("translator"), await world.someone("learner")
    await add(translator, source="exam", target="THE EXAM", use="forbidden")
    text = await show(world)
    answer = await asked(reader, text.to(reader))
    assert said(answer)[0] == '<span lang="en" dir="ltr">The exam</span>'
    assert answer["lacking"] is True


async def test_what_a_machine_says_is_never_mark_up(world: World, engine: Shouting) -> None:
    reader = await world.someone("learner")
    text = await show(world, "<p>a &lt;script&gt;b&lt;/script&gt; c &amp;amp; d</p>")
    [_, html] = said(await asked(reader, text.to(reader)))
    assert re.findall("<[^>]*>", html) == ["<p>", "</p>"]


async def test_what_a_reader_reports_a_translator_puts_right_for_the_next_reader(
    world: World, engine: Shouting
) -> None:
    reader, text = await world.someone("learner"), await show(world)
    await asked(reader, text.to(reader))
    problem = await problem_of(world, reader, text, "Too loud")
    assert (problem["title"], problem["reasons"], problem["count"]) == ("The exam", ["Too loud"], 1)
    assert [(one["source"], one["target"]) for one in problem["sentences"]] == [
        ("The exam", "THE EXAM"),
        ("Bring air.", "BRING AIR."),
        ("See <g1><x2/></g1> for 3 reasons.", "SEE <g1><x2/></g1> FOR 3 REASONS."),
    ]
    right = ["El examen", "Trae aire.", "Mira <g1><x2/></g1> por 3 razones."]
    targets = dict(zip((one["checksum"] for one in problem["sentences"]), right, strict=True))
    translator, door = await world.someone("translator"), f"/api/translation/problems/{problem['id']}/settle"
    settled = await translator.post(door, json={"targets": targets, "version": problem["version"]})
    assert settled.status_code == 204, settled.text
    next_reader = await world.someone("learner")
    engine.asked.clear()
    answer = await asked(next_reader, text.to(next_reader))
    assert said(answer) == ["El examen", f"<p>Trae aire. Mira {LINK} por 3 razones.</p>"]
    assert (answer["machines"], engine.asked) == ([], [])
    assert (await translator.get("/api/translation/problems")).json() == []
    await world.quiet()
    assert [one.version for one in world.events(ProblemReported)] == [1]
    assert [(one.version, one.by) for one in world.events(ProblemSettled)] == [(2, translator.person)]
    assert not any(b"Too loud" in envelope.data for envelope, _ in world.heard())


async def test_what_breaks_the_text_is_not_taken_and_a_check_may_be_insisted_against(
    world: World, engine: Shouting
) -> None:
    reader, text = await world.someone("learner"), await show(world)
    await asked(reader, text.to(reader))
    problem = await problem_of(world, reader, text)
    translator, door = await world.someone("translator"), f"/api/translation/problems/{problem['id']}/settle"
    sums = [one["checksum"] for one in problem["sentences"]]

    async def code(last: str, **more: Any) -> str:
        targets = dict(zip(sums, ["El examen", "Trae aire.", last], strict=True))
        body = {"targets": targets, "version": problem["version"], **more}
        answer = await translator.post(door, json=body)
        return "" if answer.is_success else str(answer.json()["errors"][0]["code"])

    assert await code("Mira aquí por 3 razones.", insist=True) == "unit.breaks_page"
    assert await code("Mira <g1><x2/></g1> por 4 razones.") == "unit.checks"
    assert await code("") == "unit.empty"
    assert await code("Mira <g1><x2/></g1> por 4 razones.", insist=True) == ""


async def test_only_translators_of_the_tenant_see_what_was_reported(world: World, engine: Shouting) -> None:
    reader, text = await world.someone("learner"), await show(world)
    await asked(reader, text.to(reader))
    problem = await problem_of(world, reader, text)
    stranger = await world.someone("translator", tenant=world.new_tenant())
    paths = (f"/api/translation/problems/{problem['id']}", f"/translation/problems/{problem['id']}")
    for path in paths:
        assert (await reader.get(path)).status_code == 403
        assert (await (await world.someone("instructor")).get(path)).status_code == 403
        assert (await stranger.get(path)).status_code == 404
    assert (await stranger.get("/api/translation/problems")).json() == []
    body = {"targets": {}, "version": 1}
    assert (await stranger.post(f"{paths[0]}/settle", json=body)).status_code == 404


async def test_pages_offer_translate_report_and_put_right(world: World, engine: Shouting) -> None:
    reader, text = await world.someone("learner"), await show(world, locale="es")
    engine_source = engine.translates
    engine.translates = lambda source, target: source == "es"  # type: ignore[method-assign]
    try:
        voucher, scripted = text.to(reader), {"hx-request": "true"}
        offer = await reader.get("/translated", params={"voucher": voucher}, headers=scripted)
        assert "This is in Spanish." in offer.text
        shown = await reader.post("/translated", data={"voucher": voucher}, headers=scripted)
        assert "Machine translated by shouting from Spanish." in shown.text
        assert f'<h2 id="announcement-{text.thing}-title" lang="en" dir="ltr">THE EXAM</h2>' in shown.text
        assert "Show the original" in shown.text
        assert '<p class="original-title" lang="es" dir="ltr">The exam</p>' in shown.text
        whole = await reader.post("/translated", data={"voucher": voucher})
        assert "<html" in whole.text
        form = {"voucher": voucher, "reason": "Too loud"}
        told = await reader.post("/translated/problems", data=form, headers=scripted)
        assert "A translator will look at it." in told.text
        translator = await world.someone("translator")
        queue = (await translator.get("/translation", headers={"accept": "text/html"})).text
        [path] = re.findall(r'href="(/translation/problems/[0-9a-f-]+)"', queue)
        assert "Too loud" in queue
        page = (await translator.get(path, headers={"accept": "text/html"})).text
        sums = re.findall(r'name="sentence" value="([0-9a-f]+)"', page)
        typed = {"sentence": sums, "version": "1", **{f"target-{sum_}": "" for sum_ in sums}}
        again = await translator.post(path, data=typed)
        assert again.status_code == 422
        assert f'href="#target-{sums[0]}"' in again.text
        assert "&lt;g1" not in page
        assert page.count('<span class="code code-') == 6, "three in the source, three to put in"
        assert ">SEE \ue000\ue001\ue002 FOR 3 REASONS.</textarea>" in page
        broken = ["The examination", "Bring air.", "See \ue000\ue001 for 3 reasons."]
        typed |= {f"target-{sum_}": one for sum_, one in zip(sums, broken, strict=True)} | {"insist": "true"}
        assert (await translator.post(path, data=typed)).status_code == 422
        right = ["The examination", "Bring air.", "See \ue000\ue001\ue002 for 3 reasons."]
        typed |= {f"target-{sum_}": one for sum_, one in zip(sums, right, strict=True)} | {"insist": "true"}
        done = await translator.post(path, data=typed)
        assert (done.status_code, done.headers["location"]) == (303, "/translation")
        after = await reader.post("/translated", data={"voucher": voucher}, headers=scripted)
        assert "Translated by people from Spanish." in after.text
        assert ">The examination</h2>" in after.text
    finally:
        engine.translates = engine_source  # type: ignore[method-assign]
