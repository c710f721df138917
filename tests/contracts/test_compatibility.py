"""A published schema takes for ever what it once took: every way to break that is seen, and named."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import msgspec
import pytest

from stoa.compose.documents.compatibility import broken
from stoa.compose.documents.schemas import as_text, path_of, refusals, schema_of

_NAME = "library.book.lent.v1"


class Shelf(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class FewerShelves(StrEnum):
    OPEN = "open"


class Page(msgspec.Struct, tag_field="kind", tag="page"):
    number: int


class Cover(msgspec.Struct, tag_field="kind", tag="cover"):
    picture: str


_BEFORE: dict[str, Any] = {
    "book": UUID,
    "shelf": Shelf,
    "count": int,
    "title": Annotated[str, msgspec.Meta(max_length=100)],
    "parts": list[Page | Cover],
}


def _lent(**fields: Any) -> type[msgspec.Struct]:
    """The event with some fields otherwise; `...` takes one away."""
    kept = {name: kind for name, kind in {**_BEFORE, **fields}.items() if kind is not ...}
    return msgspec.defstruct(
        "BookLent",
        [(name, *kind) if isinstance(kind, tuple) else (name, kind) for name, kind in kept.items()],
    )


def _faults(after: type[msgspec.Struct]) -> list[str]:
    return broken(schema_of(_lent()), schema_of(after))


def test_same_schema_breaks_nothing() -> None:
    assert _faults(_lent()) == []


@pytest.mark.parametrize(
    "wider",
    [
        {"lender": (UUID | None, None)},
        {"count": float},
        {"count": int | None},
        {"shelf": str},
        {"title": str},
        {"title": Annotated[str, msgspec.Meta(max_length=200)]},
    ],
)
def test_schema_may_take_more_than_before(wider: dict[str, Any]) -> None:
    assert _faults(_lent(**wider)) == []


@pytest.mark.parametrize(
    ("narrower", "words"),
    [
        ({"count": ...}, "field `count` was removed"),
        ({"lender": UUID}, "field `lender` is needed now, and was not"),
        ({"count": str}, "field `count` no longer takes integer"),
        ({"shelf": FewerShelves}, "field `shelf` no longer takes 'closed'"),
        ({"title": Annotated[str, msgspec.Meta(max_length=50)]}, "field `title` is bound by maxLength 50"),
        ({"book": Annotated[str, msgspec.Meta(min_length=1)]}, "field `book` is bound by minLength 1"),
        ({"parts": list[Page]}, "field `parts[]` no longer takes object cover"),
    ],
)
def test_schema_that_takes_less_is_refused_in_plain_words(narrower: dict[str, Any], words: str) -> None:
    assert words in _faults(_lent(**narrower))


def test_field_of_a_part_that_goes_is_seen() -> None:
    class Smaller(msgspec.Struct, tag_field="kind", tag="page"):
        pass

    assert "field `parts[].number` was removed" in _faults(_lent(parts=list[Smaller | Cover]))


def test_broken_schema_is_not_written_and_the_way_out_is_told(tmp_path: Path) -> None:
    file = tmp_path / path_of(_NAME)
    file.parent.mkdir(parents=True)
    file.write_text(as_text(schema_of(_lent())))
    [refusal] = refusals({_NAME: _lent(count=...)}, tmp_path)
    assert refusal.startswith("library.book.lent.v1: field `count` was removed. ")
    assert "next `schema` number" in refusal
    assert refusals({_NAME: _lent()}, tmp_path) == []


def test_event_that_is_published_no_more_is_refused(tmp_path: Path) -> None:
    file = tmp_path / path_of(_NAME)
    file.parent.mkdir(parents=True)
    file.write_text(as_text(schema_of(_lent())))
    [refusal] = refusals({}, tmp_path)
    assert "nothing of this name is published any more" in refusal
