"""Words in what was approved: where they stand, how they were said, and where that comes from."""

from typing import Any

import pytest

from stoa.services.localization.queries import concordance as queries
from stoa.services.localization.store import concordance as store
from tests.services.localization.courses import (
    Draft,
    accept,
    claim,
    publish,
    text_course,
    translate_all,
    want,
)
from tests.world import Someone, World

OPTICS = "<p>Light is <b>fast</b>.</p><p>A lens bends light.</p><p>The moon is far.</p>"


async def desk_of(world: World, draft: Draft) -> tuple[Someone, str]:
    """Somebody with a unit of the course that nobody has translated."""
    translator = await world.someone("translator")
    [one] = await claim(translator, count=1, course=str(draft.document.course))
    return translator, one["unit"]["id"]


async def looked_up(someone: Someone, unit: str, words: str) -> dict[str, Any]:
    answer = await someone.get(f"/api/units/{unit}/concordance", params={"words": words})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def approved(world: World) -> tuple[Draft, Draft]:
    """A course that people translated, and another with a sentence of its own."""
    await publish(world, first := text_course(OPTICS, title="Optics for all"))
    await want(world, first, "es")
    await translate_all(world, lambda text: f"{text} (es)")
    await publish(world, second := text_course("<p>Nothing is said yet.</p>"))
    await want(world, second, "es")
    return first, second


async def test_words_are_found_past_codes_with_source_target_and_where_they_are_from(world: World) -> None:
    _, second = await approved(world)
    translator, unit = await desk_of(world, second)
    found = await looked_up(translator, unit, "IS fast.")
    assert (found["more"], found["whole"]) == (False, True)
    [one] = found["occurrences"]
    assert one["source"] == "Light is \ue000fast\ue001."
    assert one["target"] == "Light is \ue000fast\ue001. (es)"
    [[start, end]] = one["in_source"]
    assert one["source"][start:end] == "is \ue000fast\ue001."
    assert (one["course"], one["file"], one["origin"]) == ("Optics for all", "", "person")
    light = await looked_up(translator, unit, "light")
    at = [one["at"] for one in light["occurrences"]]
    assert len(at) > 1
    assert at == sorted(at, reverse=True)
    assert (await looked_up(translator, unit, "Jupiter"))["occurrences"] == []


async def test_what_a_course_says_itself_is_found_once_with_its_object(world: World) -> None:
    await publish(world, draft := text_course(OPTICS, title="Optics for all"))
    await want(world, draft, "es")
    translator = await world.someone("translator")
    claimed = await claim(translator, count=10)
    [moon] = [one for one in claimed if "moon" in one["source"]["text"]]
    await accept(translator, moon, "La luna queda lejos.")
    await world.quiet()
    [other, *_] = [one["unit"]["id"] for one in claimed if one is not moon]
    for words in ("moon is", "queda LEJOS"):
        [one] = (await looked_up(translator, other, words))["occurrences"]
        assert (one["target"], one["object"]) == ("La luna queda lejos.", "Light")
        assert one["unit"] == moon["unit"]["id"]
    assert one["in_target"] == [[8, 19]]


async def test_signs_of_regular_expressions_are_signs(world: World) -> None:
    await publish(world, first := text_course("<p>What is f(x)?</p><p>What is fxx.</p>"))
    await want(world, first, "es")
    await translate_all(world)
    await publish(world, second := text_course("<p>Nothing is said yet.</p>"))
    await want(world, second, "es")
    translator, unit = await desk_of(world, second)
    found = await looked_up(translator, unit, "f(x)?")
    assert [one["source"] for one in found["occurrences"]] == ["What is f(x)?"]


@pytest.mark.parametrize("words", ["", "  ", "?!", "x" * 201])
async def test_words_that_cannot_be_looked_for_are_refused(world: World, words: str) -> None:
    await publish(world, draft := text_course("<p>Look.</p>"))
    await want(world, draft, "es")
    translator, unit = await desk_of(world, draft)
    answer = await translator.get(f"/api/units/{unit}/concordance", params={"words": words})
    assert answer.status_code in (400, 422), answer.text
    assert "words" in answer.text


async def test_only_the_newest_are_shown_and_what_was_not_looked_through_is_said(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, second = await approved(world)
    translator, unit = await desk_of(world, second)
    monkeypatch.setattr(store, "LOOKED_THROUGH", 1)
    assert not (await looked_up(translator, unit, "Jupiter"))["whole"]
    monkeypatch.undo()
    for module in (store, queries):
        monkeypatch.setattr(module, "MOST", 1)
    found = await looked_up(translator, unit, "light")
    assert (len(found["occurrences"]), found["more"]) == (1, True)
    page = await page_of(translator, unit, "light")
    assert "there are more" in page


async def test_nobody_else_sees_what_a_school_approved(world: World) -> None:
    _, second = await approved(world)
    _, unit = await desk_of(world, second)
    other = await world.someone("translator", tenant=world.new_tenant())
    learner = await world.someone("learner")
    for path in (f"/api/units/{unit}/concordance", f"/translation/units/{unit}/concordance"):
        for someone, status in ((other, 404), (learner, 403)):
            answer = await someone.get(path, params={"words": "light"})
            assert answer.status_code == status, answer.text


async def test_words_of_another_tenant_are_not_found(world: World) -> None:
    await approved(world)
    world.tenant = world.new_tenant()
    await publish(world, own := text_course("<p>Nothing is said yet.</p>"))
    await want(world, own, "es")
    translator, unit = await desk_of(world, own)
    assert (await looked_up(translator, unit, "light"))["occurrences"] == []


async def test_page_marks_the_words_and_offers_the_target_to_be_put_in(world: World) -> None:
    _, second = await approved(world)
    translator, unit = await desk_of(world, second)
    part = await page_of(translator, unit, "bends light")
    assert part.count("<mark>bends light</mark>") == 2
    assert 'data-put="A lens bends light. (es)"' in part
    assert "1 place" in part
    assert "Optics for all" in part
    assert "Nothing that was approved" in await page_of(translator, unit, "Jupiter")
    whole = await page_of(translator, unit, "bends light", scripted=False)
    assert "<h1" in whole
    assert "<mark>bends light</mark>" in whole


async def page_of(someone: Someone, unit: str, words: str, *, scripted: bool = True) -> str:
    headers = {"accept": "text/html"} | ({"hx-request": "true"} if scripted else {})
    path = f"/translation/units/{unit}/concordance"
    answer = await someone.get(path, params={"words": words}, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.text
