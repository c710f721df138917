"""Every text of a course document is named as words, or named here as none."""

from collections.abc import Iterator
from typing import Any, get_args
from uuid import uuid4

import msgspec
import pytest

from stoa.contracts.content import CourseDocument, Item, LearningObject
from stoa.services.localization.domain.document import Field, fields, rewrite
from stoa.services.localization.domain.places import FRONT, OBJECT, Form, Shape

NO_WORDS = frozenset(
    {
        *(
            "id",
            "key",
            "locale",
            "source_locale",
            "licence",
            "authors",
            "cover",
            "parent",
            "requires",
            "skills",
        ),
        *("image", "video", "poster", "captions", "file", "filename", "url", "item_set", "in_video"),
        *("unit", "course", "media", "name", "media_type", "checksum", "pages", "passed", "lacking"),
    }
)
"""Texts that no reader reads, names, and what learners type to be compared letter by letter."""


def texts_of(kind: Any, path: str = "") -> Iterator[str]:
    """Paths of everything in the struct that holds text, without lists and mappings."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        for field in msgspec.structs.fields(kind):
            yield from texts_of(field.type, f"{path}.{field.name}" if path else field.name)
    elif kind is str:
        yield path
    else:
        for inner in dict.fromkeys(get_args(kind)):
            yield from texts_of(inner, path)


def named(shape: Shape, path: str = "") -> Iterator[str]:
    for name, inner in shape.items():
        here = f"{path}.{name}" if path else name
        yield from [here] if isinstance(inner, Form) else named(inner, here)


@pytest.mark.parametrize("kind", get_args(LearningObject))
def test_every_text_of_an_object_is_words_or_known_to_be_none(kind: Any) -> None:
    assert [one for one in texts_of(kind) if one.split(".")[-1] not in NO_WORDS | {*_last(OBJECT)}] == []


def test_every_text_of_an_item_is_words_or_known_to_be_none() -> None:
    words = {one.removeprefix("item_set.items.") for one in named(OBJECT) if "items." in one}
    found = {one for kind in get_args(Item) for one in texts_of(kind)}
    assert {one for one in found - words if one.split(".")[-1] not in NO_WORDS} == set()


def test_every_text_of_the_front_is_words_or_known_to_be_none() -> None:
    found = {one for one in texts_of(CourseDocument) if not one.startswith("objects")}
    assert {one for one in found - {*named(FRONT)} if one.split(".")[-1] not in NO_WORDS} == set()


def _last(shape: Shape) -> Iterator[str]:
    return (one.split(".")[-1] for one in named(shape))


ITEM = str(uuid4())
TREE: dict[str, Any] = {
    "title": "Quiz",
    "explanations": {"simpler": "<p>Easy</p>"},
    "item_set": {
        "items": [
            {
                "id": ITEM,
                "prompt": "Which?",
                "hints": ["One", "Two"],
                "patterns": [
                    {"text": "colou?r", "regular_expression": True, "feedback": "Right"},
                    {"text": "hue", "feedback": ""},
                ],
            }
        ]
    },
}


def test_texts_are_found_by_paths_that_name_entries_by_id() -> None:
    found = {one.path: one.text for one in fields(TREE, OBJECT)}
    inside = f"item_set.items[{ITEM}]"
    assert found == {
        "title": "Quiz",
        "explanations.simpler": "<p>Easy</p>",
        f"{inside}.prompt": "Which?",
        f"{inside}.hints[0]": "One",
        f"{inside}.hints[1]": "Two",
        f"{inside}.patterns[0].feedback": "Right",
        f"{inside}.patterns[1].text": "hue",
    }


def test_rewritten_tree_says_the_texts_and_leaves_the_rest_and_the_source_alone() -> None:
    said = {one.path: one.text.upper() for one in fields(TREE, OBJECT)}
    after = rewrite(TREE, OBJECT, said)
    again: list[Field] = list(fields(after, OBJECT))
    assert {one.path: one.text for one in again} == said
    assert after["item_set"]["items"][0]["patterns"][0]["text"] == "colou?r"
    assert TREE["title"] == "Quiz"
