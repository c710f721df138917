"""Entries that no type knows are found however deep they are; all that a type knows goes through."""

from datetime import datetime
from typing import Any

import msgspec
import pytest

from stoa.kernel.errors import Invalid
from stoa.runtime.http.entries import check_entries


class Shelf(msgspec.Struct, tag_field="kind", tag="shelf"):
    width: int = 0


class Table(msgspec.Struct, tag_field="kind", tag="table"):
    legs: int = 4


class Room(msgspec.Struct):
    things: list[Shelf | Table] = []
    first: Shelf | None = None
    by_name: dict[str, Table] = {}
    pair: tuple[Table, ...] = ()
    maybe: list[Table] | None = None
    built: datetime | None = None
    renamed: int = msgspec.field(default=0, name="other-name")


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ({"wdth": 1}, "wdth"),
        ({"renamed": 1}, "renamed"),
        ({"things": [{"kind": "shelf"}, {"kind": "table", "width": 2}]}, "things[1].width"),
        ({"first": {"kind": "shelf", "legs": 4}}, "first.legs"),
        ({"by_name": {"oak": {"kind": "table", "leg": 4}}}, "by_name.oak.leg"),
        ({"pair": [{"kind": "table"}, {"kind": "table", "leg": 4}]}, "pair[1].leg"),
        ({"maybe": [{"kind": "table", "leg": 4}]}, "maybe[0].leg"),
        ({"built": "0001-01-01T00:00:00+14:00"}, "built"),
        ({"built": "9999-12-31T23:59:59.999999Z"}, "built"),
        ({"built": -62_135_596_800}, "built"),
    ],
)
def test_entry_that_no_type_knows_or_that_is_no_year_is_named_with_its_place(said: Any, named: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_entries(Room, said)
    assert refused.value.field == named


@pytest.mark.parametrize(
    "said",
    [
        {"things": [{"kind": "shelf", "width": 1}, {"kind": "table", "legs": 3}], "other-name": 1},
        {"first": None, "maybe": None, "by_name": {}},
        {"built": "1900-01-01T00:00:00Z"},
        {"built": "2199-12-31T23:59:59Z"},
        {"built": "yesterday"},
        # What does not fit is said by whoever converts it.
        {"things": [{"kind": "chair", "legs": 4}, 1], "first": [1], "by_name": 2, "pair": {"a": 1}},
        [],
        None,
    ],
)
def test_what_the_types_know_and_what_does_not_fit_them_is_let_through(said: Any) -> None:
    check_entries(Room, said)
