"""A form that is sent back as it was shown changes nothing, whatever the folder or the API had put there."""

from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from stoa.contracts.content import ClozeItem, Item, ItemSetObject, LearningObject, NearMiss, Pattern
from tests.services.content.filled_forms import filled
from tests.services.content.samples import DEMONSTRATION
from tests.services.content.test_drafting import add, make_course
from tests.services.content.test_pages import HX, opened
from tests.world import Someone, World

_COMMON: dict[str, Any] = {
    "key": "as-in-the-source",
    "prompt": "<p>What <em>is</em> it?</p>\n<p>Say it.</p>",
    "points": 1.3333333333333333,
    "skills": ["see", "gone", "draw"],
    "hints": ["<p>Think</p>", "Think again"],
    "feedback": {"correct": "Yes", "partial": "In part", "incorrect": "<b>No</b>"},
    "solution": "Like this",
}
_CHOICES = [
    {"id": "a", "html": "red &amp; blue", "correct": False, "feedback": "Too many"},
    {"id": "b", "html": "<em>red</em>", "correct": True, "feedback": "So it is"},
    {"id": "c", "html": "blue", "correct": False},
    {"id": "d", "html": '<img src="media:drop.svg" title="a" alt="A &quot;drop&quot;">', "correct": False},
    {"id": "e", "html": '<img src="media:drop.svg" alt="">', "correct": False, "feedback": "And this"},
]
_PATTERNS = [
    {"text": "colour", "feedback": "Well spelt"},
    {"text": "gr[ae]y|grau", "regular_expression": True, "share": 0.25, "feedback": "Nearly none"},
    {"text": "col | 0.5"},
    {"text": "color", "share": 0.5, "feedback": "Elsewhere"},
    {"text": ".*", "regular_expression": True, "share": 0.0, "feedback": "Look again"},
    {"text": " h[ue]+ ", "regular_expression": True, "feedback": "With blanks"},
    {"text": "of two\nlines", "regular_expression": True, "share": 0.5, "feedback": "Apart"},
    {"text": "of\u2028two\x85more", "share": 0.5, "feedback": "Elsewhere apart"},
]
_NUMBER: dict[str, Any] = {
    "value": 0.30000000000000004,
    "tolerance": 1e-07,
    "relative": True,
    "unit": "cm",
    "near_misses": [
        {"value": 30.0, "tolerance": 0.05, "relative": True, "feedback": "In mm", "share": 0.5},
        {"value": 3.0, "tolerance": 0.1, "feedback": "Ten times too much"},
    ],
}
_ITEMS: dict[str, dict[str, Any]] = {
    "choice": {"choices": _CHOICES, "shuffle": False},
    "multiple": {"choices": _CHOICES, "shuffle": False, "scoring": "all"},
    "true_false": {"answer": False, "feedback_true": "Look again", "feedback_false": "Yes"},
    "numeric": _NUMBER,
    "short_text": {"patterns": _PATTERNS, "case_sensitive": True},
    "match": {
        "pairs": [
            {"id": "a", "left": "<b>a</b>", "right": "1", "feedback": "No"},
            {"id": "b", "left": "b", "right": "2"},
        ],
        "distractors": [{"id": "c", "html": "3", "feedback": "Nothing's"}],
        "scoring": "all",
    },
    "order": {"entries": [{"id": "a", "html": "first"}, {"id": "b", "html": "second"}], "scoring": "all"},
    "cloze": {
        "text": "<p>{{one}}, {{two}} or {{three}}</p>",
        "gaps": [
            {"id": "one", "choices": _CHOICES, "feedback": "Not this"},
            {"id": "two", "patterns": _PATTERNS, "case_sensitive": True, "feedback": "Nor this"},
            {"id": "three", **_NUMBER, "feedback": "Nor that"},
        ],
        "case_sensitive": True,
        "scoring": "all",
    },
}
_OBJECT: dict[str, Any] = {
    "key": "as-in-the-source",
    "minutes": 2.3333333333333335,
    "skills": ["see", "gone", "draw"],
    "required": False,
    "explanations": {"simpler": "<p>Easy</p>", "deeper": "<p>Deep</p>"},
}
_OBJECTS: dict[str, dict[str, Any]] = {
    "block": {"description": "<p>What is in it</p>", "required": False},
    "text": {"html": "<h2>One</h2>\n<p>Two</p>"},
    "image": {"image": "drop.svg", "alt": "A dot,\nand nothing else", "caption": "<em>Dot</em>"},
    "video": {
        "video": "prism.mp4",
        "poster": "prism-poster.webp",
        "captions": {"pt-BR": "prism.en.vtt", "en": "prism.en.vtt"},
        "html": "<p>Beside</p>",
        "required": True,
    },
    "items": {"intro": "<p>Before</p>", "move_on": "completed_or_passed", "required": True},
    "file": {"file": "drop.svg", "filename": "point.png", "html": "<p>A file</p>"},
    "link": {"url": "https://example.org/?a=1&b=2", "html": "<p>Why</p>"},
}
_ID = "0197f000-0000-7000-8000-000000000001"


async def _course(editor: Someone) -> str:
    """With two skills that its forms offer."""
    course = await make_course(editor)
    about = {"version": 0, "title": "Mirrors", "locale": "en", "skills": [["draw", "Draw"], ["see", "See"]]}
    described = await editor.put(f"/api/courses/{course}", json=about)
    assert described.status_code == 200, described.text
    return course


async def _with_files(editor: Someone, course: str) -> None:
    for name in ("drop.svg", "prism.mp4", "prism.en.vtt", "prism-poster.webp"):
        content = (DEMONSTRATION / "media" / name).read_bytes()
        sent = await editor.post(f"/api/courses/{course}/media", files={"file": (name, content)})
        assert sent.status_code == 201, sent.text


async def _kept(editor: Someone, course: str, about: str) -> LearningObject:
    answer = await editor.get(f"/api/courses/{course}/objects/{about}")
    this: LearningObject = msgspec.convert(answer.json()["object"], LearningObject)
    return this


async def _item(editor: Someone, course: str, about: str) -> Item:
    this = await _kept(editor, course, about)
    assert isinstance(this, ItemSetObject)
    [item] = this.item_set.items
    return item


async def _written(editor: Someone, course: str, about: str, **fields: Any) -> LearningObject:
    """The object with these fields, through the API."""
    path = f"/api/courses/{course}/objects/{about}"
    draft = (await editor.get(path)).json()
    draft["object"] |= fields
    saved = await editor.put(path, json=draft)
    assert saved.status_code == 200, saved.text
    return await _kept(editor, course, about)


async def _with_item(editor: Someone, kind: str) -> tuple[str, str, Item]:
    course = await _course(editor)
    about = await add(editor, course, kind="items", title="Set")
    item = {"kind": kind, "id": _ID, **_COMMON, **_ITEMS[kind]}
    await _written(editor, course, about, item_set={"items": [item], "pages": [[_ID]]})
    return course, about, await _item(editor, course, about)


@pytest.mark.parametrize("kind", _ITEMS)
async def test_an_item_that_is_saved_as_it_was_shown_stays_as_it_was(world: World, kind: str) -> None:
    editor = await world.someone("editor")
    course, about, before = await _with_item(editor, kind)
    path = f"/editor/courses/{course}/objects/{about}/items/{_ID}"
    saved = await editor.post(path, data=filled(await opened(editor, path), path), headers=HX)
    assert saved.status_code == 200, saved.text
    assert await _item(editor, course, about) == before


async def test_a_gap_keeps_what_no_line_says_when_its_lines_and_its_name_change(world: World) -> None:
    editor = await world.someone("editor")
    course, about, before = await _with_item(editor, "cloze")
    path = f"/editor/courses/{course}/objects/{about}/items/{_ID}"
    form = {
        **filled(await opened(editor, path), path),
        "text": "{{one}} {{second}} {{three}}",
        "gaps[0].lines": "blue\nred\ngreen",
        "gaps[1].id": "second",
        "gaps[1].lines": "hue\ncolour\ncolor | 0,75\nhue? | 0.5",
        "gaps[2].lines": "3 | 0.5\n300",
    }
    saved = await editor.post(path, data=form, headers=HX)
    assert saved.status_code == 200, saved.text
    after = await _item(editor, course, about)
    assert isinstance(before, ClozeItem)
    assert isinstance(after, ClozeItem)
    choices, typed, number = after.gaps
    red, blue = before.gaps[0].choices[1:3]
    assert choices.choices[:2] == [replace(blue, correct=True), replace(red, correct=False)]
    assert typed.patterns == [
        Pattern(text="hue"),
        Pattern(text="colour", feedback="Well spelt"),
        Pattern(text="color", share=0.75, feedback="Elsewhere"),
        Pattern(text="hue?", share=0.5),
    ]
    assert number.near_misses == [replace(before.gaps[2].near_misses[1], share=0.5), NearMiss(value=300.0)]


async def test_a_gap_keeps_its_pictures_and_patterns_when_another_line_changes(world: World) -> None:
    editor = await world.someone("editor")
    course, about, before = await _with_item(editor, "cloze")
    path = f"/editor/courses/{course}/objects/{about}/items/{_ID}"
    form = filled(await opened(editor, path), path)
    [choices], [typed] = form["gaps[0].lines"], form["gaps[1].lines"]
    assert choices.split("\r\n") == ["red", "red & blue", "blue", 'A "drop"', "e"]
    shared = typed.replace("grau | 0.25", "grau | 0.4").replace(" h[ue]+ ", " h[ue]+ | 0.1")
    assert shared != typed
    changed = {"gaps[0].lines": f'A "drop"\r\n{choices}', "gaps[1].lines": f"hue\r\n{shared}\r\n"}
    saved = await editor.post(path, data={**form, **changed}, headers=HX)
    assert saved.status_code == 200, saved.text
    after = await _item(editor, course, about)
    assert isinstance(before, ClozeItem)
    assert isinstance(after, ClozeItem)
    pictures = {choice.id: choice for choice in before.gaps[0].choices}
    assert after.gaps[0].choices[0] == replace(pictures["d"], correct=True)
    assert after.gaps[0].choices[5] == pictures["e"]
    shares = {"gr[ae]y|grau": 0.4, " h[ue]+ ": 0.1}
    old = [replace(each, share=shares.get(each.text, each.share)) for each in before.gaps[1].patterns]
    assert after.gaps[1].patterns == [Pattern(text="hue"), *old]


async def _changes(editor: Someone, course: str) -> int:
    return int((await editor.get(f"/api/courses/{course}")).json()["change"])


async def _sent_back(editor: Someone, course: str, about: str, **changed: str) -> None:
    path = f"/editor/courses/{course}/objects/{about}"
    form = {**filled(await opened(editor, path), path), **changed}
    saved = await editor.post(path, data=form, headers=HX)
    assert saved.status_code == 200, saved.text


@pytest.mark.parametrize("kind", _OBJECTS)
async def test_an_object_that_is_saved_as_it_was_shown_is_no_change(world: World, kind: str) -> None:
    editor = await world.someone("editor")
    course = await _course(editor)
    await _with_files(editor, course)
    first = await add(editor, course, kind="text", title="First")
    second = await add(editor, course, kind="link", title="Second")
    asked = await add(editor, course, kind="items", title="Asked")
    about = await add(editor, course, kind=kind, title="Thing")
    given = {**_OBJECT, "requires": [second, asked, first], **_OBJECTS[kind]}
    if kind == "video":
        given["checkpoints"] = [{"at_s": 1.1000000000000001, "title": "Stop", "item_set": asked}]
    if kind == "items":
        items = [{**_COMMON, "kind": "true_false", "id": id_, "answer": True} for id_ in (_ID, first)]
        rule = {"pass_share": 2 / 3, "attempts": 3, "reveal": "never", "shuffle": True, "exam": True}
        given["item_set"] = {"items": items, "pages": [[first, _ID]], **rule}
    before = await _written(editor, course, about, **given)
    changes = await _changes(editor, course)
    await _sent_back(editor, course, about)
    assert await _kept(editor, course, about) == before
    assert await _changes(editor, course) == changes


@pytest.mark.parametrize(
    ("was", "chosen", "then"),
    [
        ("completed", "passed", "passed"),
        ("passed", "completed", "completed"),
        ("completed_and_passed", "passed", "completed_and_passed"),
        ("completed_or_passed", "passed", "passed"),
    ],
)
async def test_the_form_of_a_set_says_what_finishes_it(
    world: World, was: str, chosen: str, then: str
) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    about = await add(editor, course, kind="items", title="Set")
    assert (await _kept(editor, course, about)).move_on == "passed"
    await _written(editor, course, about, move_on=was)
    await _sent_back(editor, course, about, move_on=chosen, pass_share="70")
    assert (await _kept(editor, course, about)).move_on == then


async def test_an_object_that_counts_no_more_moves_on_at_once_and_back(world: World) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    about = await add(editor, course, kind="text", title="Text")
    path = f"/editor/courses/{course}/objects/{about}"
    form = filled(await opened(editor, path), path)
    await editor.post(path, data={name: form[name] for name in form if name != "required"}, headers=HX)
    assert (await _kept(editor, course, about)).move_on == "not_applicable"
    await _sent_back(editor, course, about, required="true")
    assert (await _kept(editor, course, about)).move_on == "completed"


@pytest.mark.parametrize(("pass_share", "then"), [("60", "passed"), ("0", "completed")])
async def test_a_set_that_counts_again_is_finished_as_its_form_says(
    world: World, pass_share: str, then: str
) -> None:
    editor = await world.someone("editor")
    course = await make_course(editor)
    about = await add(editor, course, kind="items", title="Set")
    path = f"/editor/courses/{course}/objects/{about}"
    form = filled(await opened(editor, path), path)
    uncounted = {name: form[name] for name in form if name != "required"}
    await editor.post(path, data={**uncounted, "pass_share": pass_share}, headers=HX)
    for chosen in ("completed", "passed"):
        await _sent_back(editor, course, about, move_on=chosen)
        kept = await _kept(editor, course, about)
        assert (kept.required, kept.move_on) == (False, "not_applicable")
    assert filled(await opened(editor, path), path)["move_on"] == [then]
    await _sent_back(editor, course, about, required="true")
    assert (await _kept(editor, course, about)).move_on == then


async def test_a_description_that_is_saved_as_it_was_shown_stays_as_it_was(world: World) -> None:
    editor = await world.someone("editor")
    course = await _course(editor)
    await _with_files(editor, course)
    asked = await add(editor, course, kind="items", title="Asked")
    about = {
        "title": "Mirrors",
        "locale": "en",
        "description": "<p>What <em>light</em> does</p>\n<p>and why</p>",
        "licence": "CC-BY-4.0",
        "authors": ["Ana", "Bo"],
        "skills": [["see", "See"], ["draw", "Draw"]],
        "cover": "drop.svg",
        "cover_alt": "A drop",
        "completion": {"required_share": 2 / 3, "passed": [asked], "mastery_score": 1 / 3},
    }
    described = await editor.put(f"/api/courses/{course}", json={**about, "version": 1})
    assert described.status_code == 200, described.text
    before = (await editor.get(f"/api/courses/{course}")).json()["front"]
    path = f"/editor/courses/{course}/settings"
    saved = await editor.post(path, data=filled(await opened(editor, path), path), headers=HX)
    assert saved.status_code == 200, saved.text
    assert (await editor.get(f"/api/courses/{course}")).json()["front"] == before
