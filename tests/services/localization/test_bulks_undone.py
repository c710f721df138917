"""One word about many units, taken back: what others have done since stands, what was withdrawn is gone."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from stoa.services.localization.commands import going_through
from stoa.services.localization.jobs import thin_bulks
from stoa.services.localization.store import bulks, post_edits
from tests.services.localization.courses import accept, claim, publish, text_course, translate_all, want
from tests.services.localization.test_bulks import (
    counted,
    do,
    in_spanish,
    proposed_course,
    told,
    told_units,
    undo,
)
from tests.services.localization.test_terms import add
from tests.world import Someone, World

TWICE = "<p>Look here.</p><p>The ray bends.</p><p>Look here.</p><p>The ray bends.</p><p>Look here.</p>"


async def offers(someone: Someone, unit: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await someone.get(f"/api/units/{unit}")).json()["offers"]
    return found


async def test_what_was_said_twice_in_one_place_is_forgotten_over_all_batches(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(going_through, "_AT_ONCE", 2)
    await publish(world, first := text_course("<p>The ray bends.</p>"))
    await want(world, first, "es")
    await translate_all(world, in_spanish)
    await publish(world, second := text_course(TWICE))
    await want(world, second, "es", policy="reviewed")
    translator = await world.someone("translator")
    one = (await told_units(translator, second))["The ray bends."]["unit"]["id"]
    before = await offers(translator, one)
    bulk = await do(world, translator, second, "accept", waiting=True)
    assert bulk["counts"]["done"] > 2
    assert await offers(translator, one) != before
    await undo(world, translator, bulk)
    assert await offers(translator, one) == before


async def test_what_others_taught_the_memory_since_stands(world: World) -> None:
    await publish(world, first := text_course("<p>The ray bends.</p>"))
    await want(world, first, "es")
    translator = await translate_all(world, in_spanish)
    bulk = await do(world, translator, first, "send_back", why="Say it otherwise.")
    await publish(world, second := text_course("<p>The ray bends.</p>"))
    await want(world, second, "es")
    for one in await claim(translator, course=str(second.document.course), count=50):
        await accept(translator, one, f"Mejor: {one['source']['text']}")
    await undo(world, translator, bulk)
    one = (await told_units(translator, first))["The ray bends."]["unit"]
    assert (one["state"], one["target"]) == ("reviewed", "La línea se dobla.")
    known = [offer["target"] for offer in await offers(translator, one["id"]) if offer["origin"] == "context"]
    assert known == ["Mejor: The ray bends."]


async def draft(someone: Someone, unit: str, words: str) -> None:
    """Begins to write, and goes away."""
    for answer in (
        await someone.post(f"/api/units/{unit}/claim"),
        await someone.put(f"/api/units/{unit}/draft", json={"target": words}),
        await someone.delete(f"/api/units/{unit}/claim"),
    ):
        assert answer.is_success, answer.text


async def test_what_somebody_began_to_write_since_is_named_and_left(world: World) -> None:
    await publish(world, first := text_course("<p>The ray bends.</p>"))
    await want(world, first, "es")
    translator = await translate_all(world, in_spanish)
    bulk = await do(world, translator, first, "send_back", why="Say it otherwise.")
    one = (await told_units(translator, first))["The ray bends."]["unit"]["id"]
    await draft(await world.someone("translator"), one, "El rayo")
    undone = await undo(world, translator, bulk)
    assert undone["counts"] == {**bulk["counts"], "restored": bulk["total"] - 1, "undo:bulk.drafted": 1}
    left = (await told_units(translator, first))["The ray bends."]
    assert (left["unit"]["state"], left["waiting"]["draft"]) == ("initial", "El rayo")


async def test_what_somebody_else_began_to_write_is_left_as_it_was_counted(world: World) -> None:
    translator, course = await proposed_course(world)
    one = (await told_units(translator, course))["It is fast."]["unit"]["id"]
    await draft(await world.someone("translator"), one, "Es muy")
    _, found = await counted(translator, course, waiting=True)
    assert found["accept"]["left"]["bulk.drafted"] == 1
    assert "bulk.drafted" not in found["put_aside"]["left"]
    bulk = await do(world, translator, course, "accept", waiting=True)
    assert bulk["counts"]["bulk.drafted"] == 1
    left = (await told_units(translator, course))["It is fast."]
    assert (left["unit"]["state"], left["waiting"]["draft"]) == ("translated", "Es muy")


async def test_what_somebody_claims_meanwhile_stays_theirs_and_is_named(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    translator, course = await proposed_course(world)
    one = (await told_units(translator, course))["It is fast."]["unit"]["id"]
    other = await world.someone("translator")
    put_aside = post_edits.put_aside

    async def somebody_is_quicker(*given: Any) -> Any:
        assert (await other.post(f"/api/units/{one}/claim")).status_code == 200
        return await put_aside(*given)

    monkeypatch.setattr(post_edits, "put_aside", somebody_is_quicker)
    bulk = await do(world, translator, course, "put_aside", waiting=True)
    assert bulk["counts"] == {"done": bulk["total"] - 1, "post_edit.taken": 1}
    [left] = (await translator.get(f"/api/translation/bulks/{bulk['id']}/left")).json()
    assert (left["unit"], left["why"]) == (one, "post_edit.taken")
    assert (await other.put(f"/api/units/{one}/draft", json={"target": "Es"})).is_success


async def test_what_the_glossary_holds_back_by_now_is_asked_of_people_after_undo(world: World) -> None:
    await publish(world, first := text_course("<p>The ray bends.</p>"))
    await want(world, first, "es")
    translator = await translate_all(world, in_spanish)
    await publish(world, second := text_course("<p>The ray bends.</p><p>It is fast.</p>"))
    await want(world, second, "es")
    before = (await told_units(translator, second))["The ray bends."]
    assert (before["unit"]["state"], before["waiting"]) == ("translated", None)
    bulk = await do(world, translator, second, "accept", only="translated")
    await add(translator, source="ray", target="rayo")
    await world.quiet()
    undone = await undo(world, translator, bulk)
    assert undone["counts"]["restored"] == bulk["counts"]["done"]
    after = (await told_units(translator, second))["The ray bends."]
    assert (after["unit"]["state"], after["waiting"]["kind"]) == ("initial", "edit")


async def ended(world: World, bulk: dict[str, Any], days: int) -> None:
    """As if it had ended so many days ago."""
    async with world.db("localization").work(world.caller()) as work:
        known = await bulks.load(work, UUID(bulk["id"]), lock=True)
        assert known is not None
        await bulks.save(work, replace(known, finished_at=work.now - timedelta(days=days)))


async def units_of(world: World, bulk: dict[str, Any]) -> int:
    async with world.db("localization").read(world.caller()) as read:
        return len(await bulks.next_units(read, UUID(bulk["id"]), 0, 1_000))


async def test_after_ninety_days_counts_stay_and_what_it_is_undone_from_goes(world: World) -> None:
    translator, course = await proposed_course(world)
    bulk = await do(world, translator, course, "accept", waiting=True)
    left = await translator.get(f"/api/translation/bulks/{bulk['id']}/left")
    assert len(left.json()) == bulk["total"] - bulk["counts"]["done"] > 0
    await ended(world, bulk, 89)
    await thin_bulks(world.db("localization"))
    assert await units_of(world, bulk) == bulk["total"]
    await ended(world, bulk, 91)
    page = f"/translation/bulk/{bulk['id']}"
    assert "Undo all of it" not in (await translator.get(page, headers={"accept": "text/html"})).text
    await thin_bulks(world.db("localization"))
    assert await units_of(world, bulk) == 0
    after = await told(translator, bulk["id"])
    assert (after["phase"], after["counts"], after["total"]) == ("done", bulk["counts"], bulk["total"])
    late = await translator.post(f"/api/translation/bulks/{bulk['id']}/undo")
    assert (late.status_code, late.json()["code"], "90 days" in late.text) == (409, "bulk.past", True)
    shown = await translator.get(page, headers={"accept": "text/html"})
    assert (shown.status_code, "After 90 days it can no longer be undone" in shown.text) == (200, True)


async def test_what_can_be_undone_is_kept_for_that(world: World) -> None:
    translator, course = await proposed_course(world)
    bulk = await do(world, translator, course, "accept", waiting=True)
    await ended(world, bulk, 89)
    await thin_bulks(world.db("localization"))
    undone = await undo(world, translator, bulk)
    assert undone["counts"]["restored"] == bulk["counts"]["done"]


@pytest.mark.parametrize(("before", "now"), [("translated", "reviewed"), ("reviewed", "translated")])
@pytest.mark.parametrize(
    ("deed", "only", "said"),
    [
        ("accept", "translated", {}),
        ("send_back", "translated", {"why": "Otherwise."}),
        ("send_back", "reviewed", {"why": "Otherwise."}),
        ("set_state", "reviewed", {"to": "translated"}),
    ],
)
async def test_after_undo_people_are_asked_as_the_policy_of_now_wants(
    world: World, before: str, now: str, deed: str, only: str, said: dict[str, str]
) -> None:
    await publish(world, first := text_course("<p>The ray bends.</p><p>It is fast.</p>"))
    await want(world, first, "es")
    await translate_all(world, in_spanish)
    await publish(world, second := text_course("<p>It is fast.</p><p>The ray bends.</p><p>It is new.</p>"))
    editor = await want(world, second, "es", policy=before)
    if only == "reviewed":
        for one in await claim(editor, course=str(second.document.course), count=50):
            await accept(editor, one, in_spanish(one["source"]["text"]))
        await world.quiet()
    bulk = await do(world, editor, second, deed, only=only, **said)
    assert bulk["counts"]["done"], bulk
    await want(world, second, "es", policy=now)
    undone = await undo(world, editor, bulk)
    assert undone["counts"]["restored"] == bulk["counts"]["done"]
    asked = waits(await told_units(editor, second))
    await want(world, second, "es", policy=now)
    assert asked == waits(await told_units(editor, second))


def waits(units: dict[str, dict[str, Any]]) -> dict[str, tuple[str, str | None]]:
    """State and what is asked of people, by source."""
    return {
        words: (one["unit"]["state"], one["waiting"] and one["waiting"]["kind"])
        for words, one in units.items()
    }
