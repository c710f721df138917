"""One word about many units, through its doors: counted before, carried out behind, taken back as a whole."""

from typing import Any
from uuid import UUID

import pytest

from stoa.contracts.localization import LocaleReady, PostEditAccepted
from stoa.kernel.ids import new_id
from stoa.services.localization.commands import going_through
from stoa.services.localization.commands.bulk_forward import carry_out
from tests.services.localization.courses import (
    Draft,
    accept,
    claim,
    publish,
    text_course,
    translate_all,
    want,
)
from tests.services.localization.test_rechecking import log_is_sound
from tests.services.localization.test_statements import sentences
from tests.services.localization.test_terms import add
from tests.world import Someone, World

BASE = "/api/translation/bulks"


async def told_units(someone: Someone, draft: Draft) -> dict[str, dict[str, Any]]:
    """By their source."""
    found = await someone.get(f"/api/courses/{draft.document.course}/units?locale=es")
    return {one["source"]["text"]: one for one in found.json()}


def state_of(units: dict[str, dict[str, Any]]) -> dict[str, tuple[str, str, bool]]:
    return {
        words: (one["unit"]["state"], one["unit"]["target"], one["waiting"] is not None)
        for words, one in units.items()
    }


async def counted(someone: Someone, draft: Draft, **chosen: Any) -> tuple[int, dict[str, dict[str, Any]]]:
    params = {"course": str(draft.document.course), "locale": "es", **chosen}
    answer = await someone.get(f"{BASE}/preview", params=params)
    assert answer.status_code == 200, answer.text
    seen = answer.json()
    named = {f"{one['deed']} {one['to'] or ''}".strip(): one for one in seen["prospects"]}
    return seen["selected"], named


async def begin(someone: Someone, draft: Draft, deed: str, expected: int, **said: Any) -> Any:
    word = {"course": str(draft.document.course), "locale": "es", "deed": deed, "expected": expected, **said}
    return await someone.post(BASE, json=word)


async def do(world: World, someone: Someone, draft: Draft, deed: str, **said: Any) -> dict[str, Any]:
    """To its end, about all that the preview counts."""
    names = {"thing", "only", "finding", "likeness", "waiting"} & said.keys()
    chosen = {name: said[name] for name in names}
    expected, _ = await counted(someone, draft, **chosen)
    begun = await begin(someone, draft, deed, expected, **said)
    assert begun.status_code == 202, begun.text
    await world.quiet()
    return await told(someone, begun.json()["bulk"])


async def undo(world: World, someone: Someone, bulk: dict[str, Any]) -> dict[str, Any]:
    answer = await someone.post(f"{BASE}/{bulk['id']}/undo")
    assert answer.status_code == 202, answer.text
    await world.quiet()
    return await told(someone, bulk["id"])


async def told(someone: Someone, bulk: str) -> dict[str, Any]:
    found: dict[str, Any] = (await someone.get(f"{BASE}/{bulk}")).json()
    return found


def in_spanish(text: str) -> str:
    said = {"The ray bends.": "La línea se dobla.", "It is fast.": "Es rápido."}
    return said.get(text, "Óptica")


async def proposed_course(world: World) -> tuple[Someone, Draft]:
    """What was approved elsewhere is proposed here, and waits: everything has to be reviewed."""
    await publish(world, first := text_course("<p>The ray bends.</p><p>It is fast.</p>"))
    await want(world, first, "es")
    await translate_all(world, in_spanish)
    second = text_course("<p>The ray bends.</p><p>It is slow.</p><p>It is fast.</p>")
    await publish(world, second)
    await want(world, second, "es", policy="reviewed")
    return await world.someone("translator"), second


async def test_preview_counts_what_each_word_would_do_and_changes_nothing(world: World) -> None:
    translator, draft = await proposed_course(world)
    before = await told_units(translator, draft)
    selected, found = await counted(translator, draft, waiting=True)
    waiting = [one for one in before.values() if one["waiting"]]
    assert selected == len(waiting) > 1
    empty = sum(not one["unit"]["target"] for one in waiting)
    assert empty == 1
    assert found["accept"] == {
        "deed": "accept",
        "to": None,
        "ready": selected - 1,
        "left": {"unit.empty": 1},
    }
    assert found["put_aside"]["ready"] == selected
    assert "set_state final" not in found
    assert await told_units(translator, draft) == before


async def test_all_that_is_chosen_is_accepted_with_one_entry_each_in_the_log(world: World) -> None:
    translator, draft = await proposed_course(world)
    bulk = await do(world, translator, draft, "accept", waiting=True)
    assert (bulk["phase"], bulk["done"]) == ("done", bulk["total"])
    units = await told_units(translator, draft)
    assert units["It is fast."]["unit"]["state"] == "reviewed"
    assert units["It is slow."]["unit"]["state"] == "initial"
    assert bulk["counts"] == {"done": bulk["total"] - 1, "unit.empty": 1}
    [left] = (await translator.get(f"{BASE}/{bulk['id']}/left")).json()
    assert (left["unit"], left["why"]) == (units["It is slow."]["unit"]["id"], "unit.empty")
    history = (await translator.get(f"/api/units/{units['It is fast.']['unit']['id']}")).json()["history"]
    assert [one["action"] for one in history] == ["proposed", "taken"]
    assert {one.unit for one in world.events(PostEditAccepted)} >= {UUID(units["It is fast."]["unit"]["id"])}
    assert await log_is_sound(world, draft.document.course)


async def test_undo_puts_back_all_that_nobody_touched_and_names_the_rest(world: World) -> None:
    translator, draft = await proposed_course(world)
    before = state_of(await told_units(translator, draft))
    bulk = await do(world, translator, draft, "accept", waiting=True)
    editor = await world.someone("editor")
    fast = (await told_units(editor, draft))["It is fast."]["unit"]
    sent = await editor.post(
        f"/api/units/{fast['id']}/reject", json={"version": fast["version"], "why": "Say it otherwise."}
    )
    assert sent.status_code == 200, sent.text
    undone = await undo(world, translator, bulk)
    assert undone["phase"] == "undone"
    back = {"restored": bulk["counts"]["done"] - 1, "undo:unit.changed": 1}
    assert undone["counts"] == {**bulk["counts"], **back}
    after = state_of(await told_units(translator, draft))
    assert after.pop("It is fast.") == ("initial", "Es rápido.", True)
    before.pop("It is fast.")
    assert after == before
    [left] = (await translator.get(f"{BASE}/{bulk['id']}/left", params={"undo": True})).json()
    assert (left["unit"], left["undo"]) == (fast["id"], "unit.changed")
    again = await translator.post(f"{BASE}/{bulk['id']}/undo")
    assert (again.status_code, again.json()["code"]) == (409, "bulk.not_done")
    assert await log_is_sound(world, draft.document.course)


async def test_what_moved_since_it_was_chosen_is_told_and_not_written_over(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await publish(world, draft := text_course(sentences(3)))
    await want(world, draft, "es")
    translator = await translate_all(world)
    selected, _ = await counted(translator, draft)
    last = list((await told_units(translator, draft)).values())[-1]["unit"]
    other = await world.someone("translator")

    async def somebody_is_quicker(*given: Any) -> Any:
        said = {"version": last["version"], "why": "Mine."}
        answer = await other.post(f"/api/units/{last['id']}/reject", json=said)
        assert answer.status_code == 200, answer.text
        return await carry_out(*given)

    monkeypatch.setattr(going_through, "carry_out", somebody_is_quicker)
    begun = await begin(translator, draft, "send_back", selected, why="Again.")
    await world.quiet()
    bulk = await told(translator, begun.json()["bulk"])
    assert bulk["counts"] == {"done": selected - 1, "unit.changed": 1}
    desk = (await other.get(f"/api/units/{last['id']}")).json()
    assert [one["text"] for one in desk["comments"]] == ["Mine."]
    assert await log_is_sound(world, draft.document.course)


async def test_other_units_than_were_counted_are_not_touched(world: World) -> None:
    translator, draft = await proposed_course(world)
    selected, _ = await counted(translator, draft, waiting=True)
    before = await told_units(translator, draft)
    moved = await begin(translator, draft, "accept", selected + 1, waiting=True)
    assert (moved.status_code, moved.json()["code"]) == (409, "bulk.moved")
    assert f"There are {selected} of them" in moved.json()["detail"]
    nothing = await begin(translator, draft, "accept", 0, finding="bidi_override")
    assert (nothing.status_code, nothing.json()["code"]) == (422, "bulk.nothing")
    await world.quiet()
    assert await told_units(translator, draft) == before


async def test_what_somebody_is_at_work_at_and_what_the_checks_stop_is_left(world: World) -> None:
    translator, draft = await proposed_course(world)
    await add(translator, source="ray", target="línea", use="forbidden")
    await world.quiet()
    other = await world.someone("translator")
    held = (await told_units(translator, draft))["It is fast."]["unit"]["id"]
    assert (await other.post(f"/api/units/{held}/claim")).status_code == 200
    bulk = await do(world, translator, draft, "accept", waiting=True)
    assert bulk["counts"]["post_edit.taken"] == 1
    assert bulk["counts"]["unit.checks"] == 1
    units = await told_units(translator, draft)
    assert units["The ray bends."]["unit"]["state"] == "initial"
    assert units["It is fast."]["unit"]["state"] == "translated"


async def test_units_are_sent_back_by_their_finding_and_the_memory_has_them_again_after_undo(
    world: World,
) -> None:
    await publish(world, draft := text_course("<p>The ray bends.</p><p>It is fast.</p>"))
    await want(world, draft, "es")
    translator = await translate_all(world, in_spanish)
    [ready] = world.events(LocaleReady)
    await add(translator, source="ray", target="rayo")
    await world.quiet()
    selected, _ = await counted(translator, draft, finding="term_missing")
    assert selected == 1
    bulk = await do(world, translator, draft, "send_back", finding="term_missing", why="Say rayo.")
    one = (await told_units(translator, draft))["The ray bends."]
    assert (one["unit"]["state"], one["waiting"]["kind"]) == ("initial", "edit")
    desk = (await translator.get(f"/api/units/{one['unit']['id']}")).json()
    assert [said["text"] for said in desk["comments"]] == ["Say rayo."]
    assert desk["offers"] == []
    await undo(world, translator, bulk)
    desk = (await translator.get(f"/api/units/{one['unit']['id']}")).json()
    assert desk["task"]["unit"]["state"] == "reviewed"
    assert desk["comments"] == []
    assert {offer["target"] for offer in desk["offers"]} == {"La línea se dobla."}
    assert world.events(LocaleReady) == [ready]


async def test_what_a_bulk_wrote_over_in_the_memory_is_there_again_after_undo(world: World) -> None:
    translator, draft = await proposed_course(world)
    one = (await told_units(translator, draft))["The ray bends."]["unit"]["id"]
    offers = (await translator.get(f"/api/units/{one}")).json()["offers"]
    bulk = await do(world, translator, draft, "accept", waiting=True)
    await undo(world, translator, bulk)
    again = (await translator.get(f"/api/units/{one}")).json()["offers"]
    assert [offer["target"] for offer in again] == [offer["target"] for offer in offers]


async def test_units_are_put_aside_and_brought_to_the_front_again(world: World) -> None:
    await publish(world, draft := text_course("<p>The ray bends.</p>"))
    await want(world, draft, "es")
    translator = await world.someone("translator")
    first = [one["unit"]["id"] for one in (await translator.get("/api/post-edits")).json()]
    await publish(world, later := text_course("<p>It is slow.</p>"))
    await want(world, later, "es")
    bulk = await do(world, translator, draft, "put_aside", waiting=True)
    assert bulk["counts"] == {"done": bulk["total"]}
    order = [one["unit"]["id"] for one in (await translator.get("/api/post-edits")).json()]
    assert order[-len(first) :] == first
    await undo(world, translator, bulk)
    order = [one["unit"]["id"] for one in (await translator.get("/api/post-edits")).json()]
    assert order[: len(first)] == first


async def test_final_is_an_editors_word(world: World) -> None:
    await publish(world, draft := text_course("<p>The ray bends.</p>"))
    await want(world, draft, "es")
    translator = await translate_all(world)
    selected, _ = await counted(translator, draft)
    refused = await begin(translator, draft, "set_state", selected, to="final")
    assert refused.status_code == 403
    editor = await world.someone("editor")
    bulk = await do(world, editor, draft, "set_state", to="final")
    assert bulk["counts"] == {"done": selected}
    assert {one["unit"]["state"] for one in (await told_units(editor, draft)).values()} == {"final"}
    left = await do(world, translator, draft, "send_back", why="No.")
    assert left["counts"] == {"unit.final": selected}
    assert (await translator.post(f"{BASE}/{bulk['id']}/undo")).status_code == 403
    await undo(world, editor, bulk)
    assert {one["unit"]["state"] for one in (await told_units(editor, draft)).values()} == {"reviewed"}


async def test_where_two_have_to_look_a_bulk_is_one_of_them(world: World) -> None:
    await publish(world, draft := text_course("<p>The ray bends.</p>"))
    await want(world, draft, "es", policy="reviewed", two_reviewers=True)
    translator = await world.someone("translator")
    for one in await claim(translator, count=50):
        await accept(translator, one, "Dicho.")
    own = await do(world, translator, draft, "accept", waiting=True)
    assert own["counts"] == {"post_edit.own_review": own["total"]}
    other = await world.someone("translator")
    bulk = await do(world, other, draft, "accept", waiting=True)
    assert bulk["counts"] == {"done": bulk["total"]}
    assert {one["unit"]["state"] for one in (await told_units(other, draft)).values()} == {"reviewed"}


async def test_same_request_twice_is_one_operation(world: World) -> None:
    translator, draft = await proposed_course(world)
    selected, _ = await counted(translator, draft, waiting=True)
    headers = {"idempotency-key": str(new_id())}
    word = {"course": str(draft.document.course), "locale": "es", "deed": "put_aside", "expected": selected}
    first = await translator.post(BASE, json={**word, "waiting": True}, headers=headers)
    second = await translator.post(BASE, json={**word, "waiting": True}, headers=headers)
    assert first.json() == second.json()


async def test_another_tenant_sees_nothing_of_it(world: World) -> None:
    translator, draft = await proposed_course(world)
    bulk = await do(world, translator, draft, "put_aside", waiting=True)
    stranger = await world.someone("translator", tenant=world.new_tenant("Elsewhere"))
    for answer in (
        await stranger.get(f"{BASE}/{bulk['id']}"),
        await stranger.get(f"{BASE}/{bulk['id']}/left"),
        await stranger.post(f"{BASE}/{bulk['id']}/undo"),
        await stranger.get(f"{BASE}/preview?course={draft.document.course}&locale=es"),
        await begin(stranger, draft, "accept", 1),
    ):
        assert answer.status_code == 404, answer.text
