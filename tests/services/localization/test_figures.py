"""Figures of translation through their doors: what people did is what they show."""

from typing import Any

import pytest

from stoa.contracts.delivery import ManifestActivated, ManifestPublished
from stoa.contracts.localization import LocaleReady
from stoa.kernel.ids import new_id
from tests.services.counting import statements
from tests.services.localization.courses import accept, claim, publish, text_course, translate_all, want
from tests.world import Someone, World


async def figures(someone: Someone, **asked: str) -> Any:
    answer = await someone.get("/api/translation/figures", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def deliver(world: World) -> None:
    """As delivery would tell it of whatever was told to be ready."""
    for count, ready in enumerate(world.events(LocaleReady), 1):
        what: dict[str, Any] = {
            "content": ready.course,
            "course": ready.course,
            "locale": ready.locale,
            "version": count,
            "revision": ready.revision,
            "key": "k",
            "checksum": "c",
        }
        await world.publish(
            ManifestPublished(**what, publication=ready.publication),
            ManifestActivated(**what, tag="t", title=ready.title, activation=count),
        )
    await world.quiet()


async def test_tenant_without_translations_has_no_figures_and_is_told_so(world: World) -> None:
    editor = await world.someone("editor")
    assert (await figures(editor))["locales"] == []
    page = await editor.get("/translation/figures", headers={"accept": "text/html"})
    assert "Nothing is translated yet" in page.text


async def test_figures_follow_a_course_from_waiting_to_read(world: World) -> None:
    await publish(world, draft := text_course())
    editor = await want(world, draft, "es")
    [waiting] = (await figures(editor))["locales"]
    assert (waiting["segments"], waiting["translated"], waiting["waiting"]) == (5, 0, 5)
    assert waiting["oldest_s"] >= 0
    assert (waiting["has"], waiting["lag"], waiting["effort"]) == (0, None, None)
    await translate_all(world)
    await deliver(world)
    [done] = (await figures(editor))["locales"]
    assert (done["translated"], done["reviewed"], done["waiting"], done["has"]) == (5, 5, 0, 1.0)
    assert done["oldest_s"] is None
    assert done["lag"]["editions"] == 1
    assert 0 <= done["lag"]["median_s"] == done["lag"]["slowest_s"] < 3600
    assert (done["effort"]["accepted"], done["effort"]["median_s"]) == (5, 5.0)
    assert done["effort"]["distance"] == 1.0
    assert done["effort"]["steps"] == [0, 0, 0, 0, 5]
    assert done["effort"]["words"] == done["words"]


async def test_memory_and_people_are_told_apart(world: World) -> None:
    await publish(world, first := text_course())
    await want(world, first, "es")
    await translate_all(world)
    await publish(world, second := text_course())
    editor = await want(world, second, "es")
    found = await figures(editor, course=str(second.document.course))
    assert {one["origin"] for one in found["tallies"]} <= {"context", "exact"}
    assert sum(one["units"] for one in found["tallies"]) == 5
    everywhere = await figures(editor)
    assert {one["origin"]: one["units"] for one in everywhere["tallies"]}["person"] == 5
    assert len(everywhere["editions"]) == 2


async def test_source_that_went_on_is_shown_as_behind(world: World) -> None:
    await publish(world, draft := text_course())
    editor = await want(world, draft, "es")
    await translate_all(world)
    await publish(world, draft.with_text("<p>Something else stands here now.</p>"))
    [behind] = (await figures(editor))["locales"]
    assert (behind["behind"], behind["translated"] < behind["segments"]) == (1, True)
    assert behind["behind_s"] >= 0


async def test_figures_of_one_course_are_of_that_course_alone(world: World) -> None:
    await publish(world, first := text_course())
    await publish(world, second := text_course("<p>Other words here.</p>"))
    editor = await want(world, first, "es")
    await want(world, second, "es")
    found = await figures(editor, course=str(second.document.course))
    assert [one["course"] for one in found["editions"]] == [str(second.document.course)]
    assert found["locales"][0]["segments"] < 5
    unknown = await editor.get("/api/translation/figures", params={"course": str(new_id())})
    assert unknown.status_code == 404


@pytest.mark.parametrize("path", ["/translation/figures", "/translation/figures?course={course}"])
async def test_page_shows_every_figure_with_what_it_means(world: World, path: str) -> None:
    await publish(world, draft := text_course())
    await want(world, draft, "es")
    translator = await world.someone("translator")
    for task in (await claim(translator, count=10))[:3]:
        await accept(translator, task, task["source"]["text"].upper(), seconds=42)
    page = await translator.get(
        path.format(course=draft.document.course), headers={"accept": "text/html", "accept-language": "en"}
    )
    assert page.status_code == 200, page.text
    for words in ("Spanish", "60 %", "42 seconds", "People changed 100 %", "What the figures mean"):
        assert words in page.text, words
    assert "Repairs" not in page.text


async def test_statements_do_not_grow_with_the_courses(world: World) -> None:
    async def spent() -> int:
        someone = await world.someone("editor")
        with statements(world, "localization") as executed:
            await figures(someone)
        return len(executed)

    await publish(world, draft := text_course())
    await want(world, draft, "es")
    one = await spent()
    for _ in range(4):
        await publish(world, draft := text_course())
        for locale in ("es", "ar", "fr"):
            await want(world, draft, locale)
    assert await spent() == one


async def test_learners_and_instructors_see_no_figures(world: World) -> None:
    for role in ("learner", "instructor"):
        someone = await world.someone(role)
        assert (await someone.get("/api/translation/figures")).status_code == 403
