"""What learners will miss is said before and after a course is published, and stops nobody."""

from typing import Any

from tests.services.content.samples import DEMONSTRATION
from tests.services.content.test_drafting import add, make_course
from tests.services.content.test_pages import opened
from tests.world import Someone, World


async def _film(editor: Someone, course: str, **fields: Any) -> str:
    for name in ("prism.mp4", "prism.en.vtt"):
        content = (DEMONSTRATION / "media" / name).read_bytes()
        await editor.post(f"/api/courses/{course}/media", files={"file": (name, content)})
    about = await add(editor, course, kind="video", title="Prism")
    path = f"/api/courses/{course}/objects/{about}"
    draft = (await editor.get(path)).json()
    draft["object"] |= {"video": "prism.mp4", **fields}
    assert (await editor.put(path, json=draft)).status_code == 200
    return about


async def _publish(editor: Someone, course: str) -> Any:
    answer = await editor.post(f"/api/courses/{course}/publications", json={})
    assert answer.status_code == 201, answer.text
    return answer.json()["warnings"]


async def test_a_film_without_captions_is_named_and_published_all_the_same(world: World) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    about = await _film(editor, course, captions={"es": "prism.en.vtt"})
    page = await opened(editor, f"/editor/courses/{course}/publish")
    assert "“Prism” has no captions in the language of the course (en)." in page
    assert f'href="/editor/courses/{course}/objects/{about}"' in page
    assert "Publish now" in page
    warned = {"code": "content.check.no_captions", "field": "captions", "object": about, "title": "Prism"}
    assert await _publish(editor, course) == [warned]


async def test_a_film_with_captions_in_a_form_of_the_language_is_not(world: World) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    await _film(editor, course, captions={"en-GB": "prism.en.vtt"})
    assert "captions" not in await opened(editor, f"/editor/courses/{course}/publish")
    assert await _publish(editor, course) == []
