"""What the queue and the desk say of what was before: a source that has changed, a word of a colleague."""

from tests.services.localization.courses import (
    TEXT,
    Draft,
    accept,
    claim,
    publish,
    text_course,
    translate_all,
    want,
)
from tests.world import Someone, World

STALE = "The source has changed since this was translated."


async def page(someone: Someone, path: str) -> str:
    answer = await someone.get(path, headers={"accept": "text/html"})
    assert answer.status_code == 200, answer.text
    return answer.text


async def changed(world: World, **terms: object) -> tuple[Draft, str, str]:
    """A course translated as a whole, whose last sentence says something else since: its unit and desk."""
    await publish(world, draft := text_course())
    await want(world, draft, "es", **terms)
    await translate_all(world)
    await publish(world, draft := draft.with_text(TEXT.replace("It bends.", "It never bends.")))
    [task] = (await (await world.someone("translator")).get("/api/post-edits?locale=es")).json()
    unit = task["unit"]["id"]
    return draft, unit, f"/translation/units/{unit}"


async def test_unit_whose_source_changed_says_so_on_the_desk_with_the_difference(world: World) -> None:
    _, _, desk = await changed(world)
    seen = await page(await world.someone("translator"), desk)
    assert STALE in seen
    assert "It<ins> never</ins> bends." in seen
    assert "IT BENDS." in seen
    assert "Source changed" in seen


async def test_row_of_the_queue_says_that_the_source_changed(world: World) -> None:
    draft, _, _ = await changed(world)
    translator = await world.someone("translator")
    assert "Source changed" in await page(translator, "/translation?locale=es")
    await want(world, draft, "fr")
    assert "Source changed" not in await page(translator, "/translation?locale=fr")


async def test_unit_that_was_translated_anew_is_stale_no_more(world: World) -> None:
    _, unit, desk = await changed(world)
    translator = await world.someone("translator")
    [task] = await claim(translator)
    await accept(translator, task, "NUNCA SE DOBLA.")
    assert STALE not in await page(translator, desk)
    history = (await translator.get(f"/api/units/{unit}")).json()["history"]
    assert len({past["source"] for past in history}) == 2
    assert history[-1]["source"] == task["source"]["checksum"]


async def test_unit_that_was_never_translated_is_not_stale(world: World) -> None:
    await publish(world, draft := text_course())
    await want(world, draft, "es")
    translator = await world.someone("translator")
    [task] = await claim(translator)
    assert STALE not in await page(translator, f"/translation/units/{task['unit']['id']}")
    assert "Source changed" not in await page(translator, "/translation")


async def test_row_of_the_queue_says_that_it_was_sent_back_and_why(world: World) -> None:
    await publish(world, draft := text_course("<p>Look.</p>"))
    await want(world, draft, "es", two_reviewers=True)
    await translate_all(world)
    reviewer = await world.someone("translator")
    tasks = {one["source"]["text"]: one["unit"] for one in await claim(reviewer, count=9)}
    seen = await page(reviewer, "/translation?locale=es")
    assert "Sent back" not in seen
    assert "comment" not in seen.partition('class="tasks"')[2]
    unit = tasks["Look."]
    said = {"version": unit["version"], "why": "Say it as in the film."}
    assert (await reviewer.post(f"/api/units/{unit['id']}/reject", json=said)).status_code == 200
    seen = await page(reviewer, "/translation?locale=es")
    assert seen.count("Sent back") == 1
    assert "Say it as in the film." in seen
    await reviewer.post(f"/api/units/{unit['id']}/comments", json={"text": "Or as in the book."})
    seen = await page(reviewer, "/translation?locale=es")
    assert "2 comments" in seen
    assert "Or as in the book." not in seen
    await reviewer.post(f"/api/units/{unit['id']}/claim")
    [task] = [one for one in await claim(reviewer, count=9) if one["unit"]["id"] == unit["id"]]
    await accept(reviewer, task, "MIRA.")
    seen = await page(reviewer, "/translation?locale=es")
    assert "Sent back" not in seen
    assert "2 comments" in seen
