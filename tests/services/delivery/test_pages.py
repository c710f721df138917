"""What an editor sees of versions."""

from stoa.kernel.ids import new_id
from tests.services.delivery.courses import announce, publish, small_course, whole_course
from tests.services.delivery.film import Frame, Strip, film, picture_entry
from tests.world import Someone, World


async def page(editor: Someone, path: str) -> str:
    answer = await editor.get(path, headers={"accept": "text/html"})
    assert answer.status_code == 200, answer.text
    return answer.text


async def test_a_course_never_published_says_what_to_do(world: World) -> None:
    editor = await world.someone("editor")
    assert "Nothing is published yet" in await page(editor, f"/editor/courses/{new_id()}/versions")


async def test_versions_are_shown_with_the_active_one(world: World) -> None:
    draft = small_course("<p>First</p>")
    await publish(world, draft)
    await publish(world, draft.with_text("<p>Second</p>"))
    editor = await world.someone("editor")
    html = await page(editor, f"/editor/courses/{draft.document.course}/versions")
    assert "Versions in English" in html
    assert "Roll back to version 1" in html
    assert html.count("status-good") == 1


async def test_what_changes_is_named_before_a_roll_back_which_can_be_undone(world: World) -> None:
    draft = small_course("<p>First</p>")
    await publish(world, draft)
    await publish(world, draft.with_text("<p>Second</p>"))
    course = draft.document.course
    editor = await world.someone("editor")
    html = await page(editor, f"/editor/courses/{course}/versions/1/activate?locale=en")
    assert "change-changed" in html
    assert "Hello" in html
    form = {"locale": "en", "version": "1", "expected": "2"}
    answer = await editor.post(f"/editor/courses/{course}/versions/activate", data=form)
    assert answer.status_code == 303
    assert "Undo: back to version 2" in await page(editor, answer.headers["location"])


async def test_an_activation_that_came_too_late_is_explained(world: World) -> None:
    draft = small_course("<p>First</p>")
    await publish(world, draft)
    await publish(world, draft.with_text("<p>Second</p>"))
    editor = await world.someone("editor")
    form = {"locale": "en", "version": "1", "expected": "1"}
    path = f"/editor/courses/{draft.document.course}/versions/activate"
    answer = await editor.post(path, data=form, headers={"hx-request": "true"})
    assert "Somebody else activated" in await page(editor, answer.headers["hx-redirect"])


async def test_a_failure_is_said_with_its_reason_and_the_next_step(world: World) -> None:
    hevc = film(Strip([Frame(b"picture", 1000)], entry=picture_entry(b"hvc1")))
    draft = whole_course().with_file("film.mp4", hevc)
    await publish(world, draft)
    editor = await world.someone("editor")
    html = await page(editor, f"/editor/courses/{draft.document.course}/versions")
    assert "The pictures of the video “Film” are coded as hvc1" in html
    assert "Open the course" in html


async def test_progress_asks_again_until_it_is_over(world: World) -> None:
    draft = small_course()
    fact = await announce(world, draft)
    await world.publish(fact)
    await world.quiet()
    editor = await world.someone("editor")
    path = f"/editor/courses/{draft.document.course}/versions/progress?locale=en"
    over = await editor.get(f"{path}&before={fact.publication}")
    assert over.headers["hx-refresh"] == "true"
    assert "hx-trigger" not in over.text
