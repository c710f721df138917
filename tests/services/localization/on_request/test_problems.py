"""What readers find wrong: how often they may say it, what stops nobody, and that it may be nothing."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from stoa.contracts.localization import ProblemReported, ProblemSettled
from stoa.services.localization.commands import looking
from stoa.services.localization.domain import problem as domain
from stoa.services.localization.queries import problems as queries
from stoa.services.localization.tables import memory
from tests.services.localization.on_request.shown import Shown, asked, problem_of, said, show
from tests.services.localization.test_machines import Shouting
from tests.world import Someone, World


async def reported(reader: Someone, text: Shown, reason: str = "", locale: str = "es") -> tuple[int, str]:
    body = {"voucher": text.to(reader), "locale": locale, "reason": reason}
    answer = await reader.post("/api/translations/problems", json=body)
    if answer.status_code == 429:
        assert int(answer.headers["retry-after"]) > 0
    return answer.status_code, "" if answer.is_success else answer.json()["code"]


async def test_more_reports_of_what_waits_do_not_stop_the_translator_who_is_at_it(
    world: World, engine: Shouting
) -> None:
    reader, other, text = await world.someone("learner"), await world.someone("learner"), await show(world)
    await asked(reader, text.to(reader))
    first = await problem_of(world, reader, text, "Too loud")
    again = await problem_of(world, other, text, "Much too loud")
    assert (again["id"], again["count"], again["version"]) == (first["id"], 2, 1)
    assert again["reasons"] == ["Too loud", "Much too loud"]
    translator, door = await world.someone("translator"), f"/api/translation/problems/{first['id']}/settle"
    targets = {one["checksum"]: one["target"] for one in again["sentences"]}
    body = {"targets": targets, "version": 1, "insist": True}
    assert (await translator.post(door, json=body)).status_code == 204
    stale = await translator.post(door, json=body)
    assert (stale.status_code, stale.json()["code"]) == (409, "problem.moved")
    once_more = await problem_of(world, reader, text)
    assert (once_more["count"], once_more["version"], once_more["reasons"]) == (1, 3, [])
    await world.quiet()
    assert [one.version for one in world.events(ProblemReported)] == [1, 3]


async def test_one_reader_counts_once_however_often_they_report_the_same(
    world: World, engine: Shouting
) -> None:
    reader, text = await world.someone("learner"), await show(world)
    await asked(reader, text.to(reader))
    for reason in ("Too loud", "Louder", "Loudest"):
        problem = await problem_of(world, reader, text, reason)
    assert (problem["count"], problem["version"], problem["reasons"]) == (1, 1, ["Too loud"])


async def test_one_reader_reports_so_many_an_hour_and_others_are_not_stopped_by_it(
    world: World, engine: Shouting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(domain, "MOST_AN_HOUR", 2)
    reader, other = await world.someone("learner"), await world.someone("learner")
    texts = [await show(world, f"<p>Text {number}.</p>") for number in range(3)]
    await asked(reader, texts[0].to(reader))
    told = [await reported(reader, text) for text in texts]
    assert told == [(204, ""), (204, ""), (429, "problem.too_often")]
    assert await reported(reader, texts[0]) == (204, "")
    assert await reported(other, texts[2]) == (204, "")


async def test_only_what_was_translated_into_the_language_can_be_reported(
    world: World, engine: Shouting
) -> None:
    reader, text = await world.someone("learner"), await show(world)
    await asked(reader, text.to(reader))
    assert await reported(reader, text, locale="en") == (422, "problem.same_language")
    assert await reported(reader, text, locale="fr") == (409, "problem.not_translated")
    assert (await (await world.someone("translator")).get("/api/translation/problems")).json() == []
    await asked(reader, text.to(reader), "fr")
    assert await reported(reader, text, locale="fr") == (204, "")


async def test_where_nothing_is_wrong_the_report_goes_and_readers_get_what_they_got(
    world: World, engine: Shouting
) -> None:
    reader, text = await world.someone("learner"), await show(world)
    stranger = await world.someone("translator", tenant=world.new_tenant())
    before = await asked(reader, text.to(reader))
    problem = await problem_of(world, reader, text, "Too loud")
    translator, door = await world.someone("translator"), f"/api/translation/problems/{problem['id']}/dismiss"
    assert (await reader.post(door, json={"version": 1})).status_code == 403
    assert (await stranger.post(door, json={"version": 1})).status_code == 404
    stale = await translator.post(door, json={"version": 2})
    assert (stale.status_code, stale.json()["code"]) == (409, "problem.moved")
    assert (await translator.post(door, json={"version": 1})).status_code == 204
    assert (await translator.get("/api/translation/problems")).json() == []
    assert await asked(reader, text.to(reader)) == before
    await world.quiet()
    assert [(one.version, one.by, one.righted) for one in world.events(ProblemSettled)] == [
        (2, translator.person, False)
    ]


async def test_the_page_of_a_problem_settles_it_unchanged_and_takes_no_endless_version(
    world: World, engine: Shouting
) -> None:
    reader, text = await world.someone("learner"), await show(world)
    await asked(reader, text.to(reader))
    problem, translator = await problem_of(world, reader, text), await world.someone("translator")
    path = f"/translation/problems/{problem['id']}"
    page = (await translator.get(path, headers={"accept": "text/html"})).text
    assert "Nothing is wrong" in page
    shown = re.findall(r'<textarea[^>]*name="(target-\w+)"[^>]*>([^<]*)<', page)
    assert len(shown) == len(problem["sentences"])
    for door in (path, f"{path}/dismiss"):
        typed = {"version": "9" * 5_000, "insist": "true", **dict(shown)}
        sums = [one["checksum"] for one in problem["sentences"]]
        again = await translator.post(door, data={**typed, "sentence": sums})
        assert again.status_code == 409, again.text
        assert "Somebody has settled this meanwhile." in again.text
    done = await translator.post(f"{path}/dismiss", data={"version": "1"})
    assert (done.status_code, done.headers["location"]) == (303, "/translation")
    assert "Somebody has settled this." in (await translator.get(path)).text


async def test_words_of_a_message_are_put_right_for_its_readers_and_stay_out_of_the_memory(
    world: World, engine: Shouting
) -> None:
    reader, translator = await world.someone("learner"), await world.someone("translator")
    for kind, remembered in (("message", 0), ("announcement", 2)):
        text = replace(await show(world, "<p>Nobody but you.</p>"), kind=kind)
        await asked(reader, text.to(reader))
        problem = await problem_of(world, reader, text)
        targets = {one["checksum"]: f"Solo {kind}." for one in problem["sentences"]}
        body = {"targets": targets, "version": 1, "insist": True}
        door = f"/api/translation/problems/{problem['id']}/settle"
        assert (await translator.post(door, json=body)).status_code == 204
        mended = await asked(reader, text.to(reader))
        assert (said(mended)[-1], mended["machines"]) == (f"<p>Solo {kind}.</p>", [])
        async with world.db("localization").read(world.caller()) as read:
            assert await read.value(select(func.count()).select_from(memory)) == remembered


async def test_every_report_that_waits_can_be_reached_from_the_queue(
    world: World, engine: Shouting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE", 1)
    reader, translator = await world.someone("learner"), await world.someone("translator")
    for title in ("First", "Second"):
        text = await show(world, title=title)
        await asked(reader, text.to(reader))
        assert await reported(reader, text) == (204, "")
    html = {"accept": "text/html"}
    queue = (await translator.get("/translation", headers=html)).text
    assert ">First</p>" in queue
    assert ">Second</p>" not in queue
    assert 'href="/translation?problems=2"' in queue
    assert ">Second</p>" in (await translator.get("/translation?problems=2", headers=html)).text


async def test_figures_and_looks_name_what_nobody_has_settled(
    world: World, engine: Shouting, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, editor = await world.someone("learner"), await world.someone("editor")
    text = await show(world)
    await asked(reader, text.to(reader))
    figures, looks = "/api/translation/figures", "/api/translation/findings/looks"
    assert (await editor.get(figures)).json()["unsettled"] == {"problems": 0, "oldest": None}
    problem = await problem_of(world, reader, text)
    told = (await editor.get(figures)).json()["unsettled"]
    assert told == {"problems": 1, "oldest": problem["reported_at"]}
    page = (await editor.get("/translation/figures", headers={"accept": "text/html"})).text
    assert "Found wrong by readers" in page
    assert (await editor.post(looks, json={})).json()["found"] == []
    monkeypatch.setattr(looking, "SETTLED_WITHIN", timedelta(0))
    [found] = (await editor.post(looks, json={})).json()["found"]
    assert (found["kind"], found["locale"], found["count"]) == ("unsettled", "es", 1)
    repairs = (await editor.get("/translation/repairs", headers={"accept": "text/html"})).text
    assert 'href="/translation#problems"' in repairs
    assert (await editor.post("/api/translation/findings/repairs")).json() == {"asked": 0}
    refused = await editor.post(f"/api/translation/findings/{found['id']}/repair")
    assert (refused.status_code, refused.json()["code"]) == (409, "finding.by_people")
    dismissed = {"version": problem["version"]}
    door = f"/api/translation/problems/{problem['id']}/dismiss"
    assert (await editor.post(door, json=dismissed)).status_code == 204
    assert (await editor.get(figures)).json()["unsettled"] == {"problems": 0, "oldest": None}
    assert (await editor.post(looks, json={})).json()["found"] == []
