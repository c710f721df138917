"""A course goes out to another tool as XLIFF and comes back; what moved meanwhile is a conflict."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from stoa.contracts.localization import PostEditAccepted
from stoa.kernel.locale import Locale
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.exchange.files import Format, export, read, write
from stoa.services.localization.domain.exchange.parts import units
from stoa.services.localization.domain.exchange.unit import ExchangedUnit
from stoa.services.localization.domain.unit import State
from tests.services.localization.courses import (
    Draft,
    accept,
    claim,
    publish,
    ready_document,
    text_course,
    want,
    whole_course,
)
from tests.world import Someone, World

_PAGE = {"accept": "text/html"}
VERSIONS = {"1.2": Format.XLIFF_12, "2.1": Format.XLIFF_21}


def mirrored(text: str) -> str:
    """Words of no language, with the codes and signs of the source."""
    return re.sub("[A-Za-z]+", lambda word: word[0][::-1].lower(), text)


def address(draft: Draft) -> str:
    return f"/api/courses/{draft.document.course}/locales/es/xliff"


async def out(someone: Someone, draft: Draft, version: str = "1.2") -> bytes:
    answer = await someone.get(f"{address(draft)}?version={version}")
    assert answer.status_code == 200, answer.text
    return answer.content


def worked_at(data: bytes, say: Callable[[str], str | None], version: str = "1.2", **changes: Any) -> bytes:
    """As a tool gives it back: say answers what a source's text becomes, None to leave it."""

    def said(part: Any) -> Any:
        if not isinstance(part, ExchangedUnit) or (words := say(part.source.text)) is None:
            return part
        return replace(part, target=CodedText(words, part.source.codes), **changes)

    return b"".join(write(map(said, read([data])), VERSIONS[version]))


async def back(world: World, someone: Someone, draft: Draft, data: bytes) -> tuple[dict[str, int], Any]:
    """How many units came to which end, and the address of the file."""
    answer = await someone.post(address(draft), files={"file": ("course.xlf", data)})
    assert answer.status_code == 202, answer.text
    await world.quiet()
    report = f"/api/translation-files/{answer.json()['file']}"
    shown = (await someone.get(report)).json()
    assert shown["state"] == "done", shown
    return {one["outcome"]: one["count"] for one in shown["counts"]}, report


async def course_in_spanish(world: World, draft: Draft) -> Someone:
    await publish(world, draft)
    await want(world, draft, "es")
    return await world.someone("translator")


async def conflicts(someone: Someone, report: str) -> list[Any]:
    found: list[Any] = (await someone.get(f"{report}/entries?outcome=conflict")).json()["entries"]
    return found


async def log_is_sound(world: World, draft: Draft) -> bool:
    administrator = await world.someone("administrator")
    found = (await administrator.get(f"/api/courses/{draft.document.course}/locales/es/log")).json()
    return bool(found["fault"] is None and not found["differing"])


@pytest.mark.parametrize("version", list(VERSIONS))
async def test_course_worked_at_in_another_tool_comes_back_and_is_published(
    world: World, version: str
) -> None:
    draft = whole_course()
    translator = await course_in_spanish(world, draft)
    data = await out(translator, draft, version)
    ended, _ = await back(world, translator, draft, worked_at(data, mirrored, version))
    assert ended == {"taken": 14}
    text = (await ready_document(world)).objects[0]
    assert '<b>tsaf</b>. ees <a href="https://example.org">erom</a>' in text.html  # type: ignore[union-attr]
    assert {fact.by for fact in world.events(PostEditAccepted)} == {translator.person}
    assert await log_is_sound(world, draft)


async def test_same_file_again_is_known_and_changes_nothing(world: World) -> None:
    translator = await course_in_spanish(world, draft := text_course())
    data = worked_at(await out(translator, draft), mirrored)
    await back(world, translator, draft, data)
    accepted = len(world.events(PostEditAccepted))
    ended, _ = await back(world, translator, draft, data)
    assert (ended, len(world.events(PostEditAccepted))) == ({"known": 5}, accepted)


async def test_unit_that_was_left_as_it_went_out_says_nothing(world: World) -> None:
    translator = await course_in_spanish(world, draft := text_course())
    data = await out(translator, draft)
    ended, _ = await back(world, translator, draft, data)
    assert ended == {"left": 5}
    some = worked_at(data, lambda text: "Se dobla." if text == "It bends." else None)
    ended, _ = await back(world, translator, draft, some)
    assert ended == {"left": 4, "taken": 1}


async def test_proposal_that_is_marked_as_right_is_accepted_as_it_is(world: World) -> None:
    translator = await course_in_spanish(world, text_course("<p>It bends.</p>"))
    for one in await claim(translator, count=50):
        await accept(translator, one, mirrored(one["source"]["text"]))
    await publish(world, other := text_course("<p>It bends!</p><p>It bends.</p>"))
    await want(world, other, "es", policy="reviewed")
    data, said = await out(translator, other), mirrored("It bends.")
    before = {one.source.text: one.state for one in units(read([data]))}
    raised = worked_at(data, lambda text: said if text == "It bends." else None, state=State.REVIEWED)
    ended, _ = await back(world, translator, other, raised)
    assert before["It bends."] is State.TRANSLATED
    assert ended == {"taken": 1, "known": 2, "left": 1}


async def test_what_somebody_accepted_meanwhile_is_a_conflict_and_stays(world: World) -> None:
    translator = await course_in_spanish(world, draft := text_course("<p>It bends.</p>"))
    data = worked_at(await out(translator, draft), mirrored)
    other = await world.someone("translator")
    task = next(one for one in await claim(other, count=50) if one["source"]["text"] == "It bends.")
    await accept(other, task, "Se dobla.")
    for one in await claim(other, count=50):
        await other.delete(f"/api/units/{one['unit']['id']}/claim")
    ended, report = await back(world, translator, draft, data)
    [conflict] = await conflicts(translator, report)
    assert (ended["conflict"], conflict["code"], conflict["target"]) == (
        1,
        "unit.changed",
        mirrored("It bends."),
    )
    stands = (await translator.get(f"/api/units/{task['unit']['id']}")).json()["task"]["unit"]["target"]
    assert stands == "Se dobla."


async def test_unit_whose_source_changed_or_went_meanwhile_is_a_conflict(world: World) -> None:
    translator = await course_in_spanish(world, draft := text_course("<p>It bends. Look.</p>"))
    data = worked_at(await out(translator, draft), mirrored)
    await publish(world, draft.with_text("<p>It bends a little.</p>"))
    ended, report = await back(world, translator, draft, data)
    codes = {one["source"]: one["code"] for one in await conflicts(translator, report)}
    assert codes == {"It bends.": "unit.source_changed", "Look.": "unit.unknown"}
    assert ended == {"conflict": 2, "taken": 2}


async def test_unit_that_somebody_is_at_work_at_is_a_conflict(world: World) -> None:
    translator = await course_in_spanish(world, draft := text_course("<p>It bends.</p>"))
    data = worked_at(await out(translator, draft), mirrored)
    [held] = await claim(await world.someone("translator"))
    ended, report = await back(world, translator, draft, data)
    [conflict] = await conflicts(translator, report)
    assert (conflict["code"], conflict["unit"]) == ("post_edit.taken", held["unit"]["id"])
    assert ended == {"conflict": 1, "taken": 2}


async def conflict_of(world: World, draft: Draft) -> tuple[Someone, str, Any, Any]:
    """A translator, the report, the entry in conflict, and its unit as it is now."""
    translator = await course_in_spanish(world, draft)
    data = worked_at(await out(translator, draft), mirrored)
    other = await world.someone("translator")
    task = next(one for one in await claim(other, count=50) if one["source"]["text"] == "It bends.")
    await accept(other, task, "Se dobla.")
    _, report = await back(world, translator, draft, data)
    entry = next(one for one in await conflicts(translator, report) if one["code"] == "unit.changed")
    now = (await translator.get(f"/api/units/{entry['unit']}")).json()["task"]
    return translator, report, entry, now


async def test_person_takes_the_files_word_of_a_conflict_they_have_seen(world: World) -> None:
    draft = text_course("<p>It bends.</p>")
    translator, report, entry, now = await conflict_of(world, draft)
    decision = f"{report}/entries/{entry['number']}/decision"
    seen = {"decision": "taken", "source": now["source"]["checksum"], "version": now["unit"]["version"]}
    late = await translator.post(decision, json={**seen, "version": seen["version"] - 1})
    assert (late.status_code, late.json()["code"]) == (409, "unit.changed")
    assert (await translator.post(decision, json=seen)).status_code == 204
    after = (await translator.get(f"/api/units/{entry['unit']}")).json()["task"]["unit"]
    assert (after["target"], after["version"]) == (mirrored("It bends."), now["unit"]["version"] + 1)
    again = await translator.post(decision, json=seen)
    assert (again.status_code, again.json()["code"]) == (409, "file.settled")
    assert await log_is_sound(world, draft)


async def test_conflict_is_shown_against_what_stands_there_and_kept_on_its_page(world: World) -> None:
    translator, report, entry, now = await conflict_of(world, text_course("<p>It bends.</p>"))
    path = f"/translation/files/{report.rpartition('/')[2]}"
    page = (await translator.get(path, headers=_PAGE)).text
    assert "Take the file&#39;s" in page or "Take the file's" in page
    assert "<del>Se</del>" in page
    sent = {"decision": "kept", "source": now["source"]["checksum"], "version": str(now["unit"]["version"])}
    decided = await translator.post(f"{path}/{entry['number']}", data=sent)
    assert (decided.status_code, decided.headers["location"]) == (303, f"{path}?outcome=conflict")
    assert "What stood there was kept" in (await translator.get(path, headers=_PAGE)).text
    after = (await translator.get(f"/api/units/{entry['unit']}")).json()["task"]["unit"]
    assert after["target"] == "Se dobla."


async def test_target_that_would_break_the_page_or_that_checks_doubt_is_refused(world: World) -> None:
    translator = await course_in_spanish(
        world, draft := text_course("<p>Light is <b>fast</b>. It takes 8 minutes.</p>")
    )
    said = {"It takes 8 minutes.": "Tarda unos minutos."}
    data = worked_at(
        await out(translator, draft),
        lambda text: said.get(text, "Es así." if "Light is" in text else None),
    )
    ended, report = await back(world, translator, draft, data)
    entries = (await translator.get(f"{report}/entries?outcome=refused")).json()["entries"]
    assert {one["code"]: one["data"]["checks"] for one in entries} == {
        "unit.breaks_page": "codes_missing",
        "unit.checks": "numbers",
    }
    assert ended["refused"] == 2
    path = f"/translation/files/{report.rpartition('/')[2]}"
    page = (await translator.get(f"{path}?outcome=refused", headers=_PAGE)).text
    assert "The code \u2068&lt;b&gt;\u2069 is missing." in page
    assert "A number of the source is missing: \u20688\u2069" in page
    assert page.count("It is right as it is") == 1
    [doubted] = [one for one in entries if one["code"] == "unit.checks"]
    [broken] = [one for one in entries if one["code"] == "unit.breaks_page"]
    now = (await translator.get(f"/api/units/{doubted['unit']}")).json()["task"]
    sent = {"source": now["source"]["checksum"], "version": str(now["unit"]["version"])}
    sent |= {"decision": "taken", "outcome": "refused"}
    decided = await translator.post(f"{path}/{doubted['number']}", data=sent)
    assert (decided.status_code, decided.headers["location"]) == (303, f"{path}?outcome=refused")
    after = (await translator.get(f"/api/units/{doubted['unit']}")).json()["task"]["unit"]
    assert (after["target"], after["state"]) == ("Tarda unos minutos.", "reviewed")
    assert "The file&#39;s word was taken" in (await translator.get(path, headers=_PAGE)).text
    refused = await translator.post(f"{path}/{broken['number']}", data=sent)
    assert refused.status_code == 404


async def test_where_two_have_to_look_a_file_is_only_the_first_word(world: World) -> None:
    await publish(world, draft := text_course("<p>It bends.</p>"))
    await want(world, draft, "es", policy="reviewed", two_reviewers=True)
    translator = await world.someone("translator")
    ended, _ = await back(world, translator, draft, worked_at(await out(translator, draft), mirrored))
    assert ended == {"taken": 3}
    data = worked_at(await out(translator, draft), lambda text: f"Así {mirrored(text)}")
    own, report = await back(world, translator, draft, data)
    entries = (await translator.get(f"{report}/entries?outcome=refused")).json()["entries"]
    assert (own, {one["code"] for one in entries}) == ({"refused": 3}, {"post_edit.own_review"})
    second = await world.someone("translator")
    ended, _ = await back(world, second, draft, data)
    assert ended == {"taken": 3}


async def test_unit_of_another_course_or_of_no_course_is_not_taken(world: World) -> None:
    translator = await course_in_spanish(world, draft := text_course("<p>It bends.</p>"))
    await publish(world, other := text_course("<p>It bends.</p>"))
    await want(world, other, "es")
    foreign = worked_at(await out(translator, other), mirrored)
    ended, report = await back(world, translator, draft, foreign)
    assert ended == {"conflict": 3}
    assert {one["code"] for one in await conflicts(translator, report)} == {"unit.unknown"}
    made_up = ExchangedUnit("7", Locale("en"), Locale("es"), CodedText("Hi."), CodedText("Hola."))
    strange = b"".join(export([made_up], Format.XLIFF_12, Locale("en"), Locale("es")))
    ended, _ = await back(world, translator, draft, strange)
    assert ended == {"refused": 1}


async def test_same_words_in_the_same_place_of_two_objects_are_learnt_once(world: World) -> None:
    draft = text_course("<p>Look.</p><p>Look.</p><p>Look.</p><p>Look.</p>")
    translator = await course_in_spanish(world, draft)
    ended, _ = await back(world, translator, draft, worked_at(await out(translator, draft), mirrored))
    assert set(ended) == {"taken"}


async def test_page_of_another_tool_offers_both_versions_and_the_way_back(world: World) -> None:
    translator = await course_in_spanish(world, draft := text_course())
    path = f"/translation/courses/{draft.document.course}/es/file"
    page = (await translator.get(path, headers=_PAGE)).text
    assert "version=1.2" in page
    assert "version=2.1" in page
    assert 'name="file"' in page
    await back(world, translator, draft, worked_at(await out(translator, draft), mirrored))
    assert "course.xlf" in (await translator.get(path, headers=_PAGE)).text
    editor = await world.someone("editor")
    languages = f"/editor/courses/{draft.document.course}/languages"
    assert f'href="{path}"' in (await editor.get(languages, headers=_PAGE)).text


async def test_files_of_courses_are_closed_to_others_and_to_other_tenants(world: World) -> None:
    translator = await course_in_spanish(world, draft := text_course())
    for role in ("learner", "instructor", "manager", "proctor"):
        someone = await world.someone(role)
        assert (await someone.get(address(draft))).status_code == 403
        assert (await someone.post(address(draft), files={"file": ("a.xlf", b"<a/>")})).status_code == 403
    stranger = await world.someone("translator", tenant=world.new_tenant())
    assert (await stranger.get(address(draft))).status_code == 404
    sent = await stranger.post(address(draft), files={"file": ("a.xlf", b"<a/>")})
    assert sent.status_code == 404
    unwanted = await translator.get(address(draft).replace("/es/", "/fr/"))
    assert (unwanted.status_code, unwanted.json()["code"]) == (404, "locale.unknown")
