"""The outline keeps its shape whatever is moved."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.kernel.errors import Conflict, Invalid
from stoa.services.content.domain.outline import (
    Entry,
    check_order,
    check_place,
    in_order,
    position_after,
    positions,
    with_all_inside,
)


def entry(parent: UUID | None = None, position: float = 1, kind: str = "block") -> Entry:
    return Entry(uuid4(), parent, position, kind, "x", 0)


@st.composite
def outlines(draw: st.DrawFn) -> list[Entry]:
    entries: list[Entry] = []
    for number in range(draw(st.integers(1, 12))):
        parent = draw(st.sampled_from([None, *[each.id for each in entries]]))
        entries.append(entry(parent, float(draw(st.integers(0, 3)) + number / 100)))
    return entries


@given(outlines())
def test_every_object_stands_once_in_reading_order_behind_its_block(entries: list[Entry]) -> None:
    lines = in_order(entries)
    assert sorted(line.entry.id.hex for line in lines) == sorted(each.id.hex for each in entries)
    seen: dict[UUID, int] = {}
    for line in lines:
        if line.entry.parent is not None:
            assert seen[line.entry.parent] == line.depth - 1
        seen[line.entry.id] = line.depth


@given(outlines())
def test_what_is_deleted_leaves_no_orphan(entries: list[Entry]) -> None:
    gone = set(with_all_inside(entries, entries[0].id))
    assert all(each.parent not in gone for each in entries if each.id not in gone)


def test_a_block_cannot_stand_in_itself() -> None:
    outer = entry()
    inner = entry(outer.id)
    with pytest.raises(Invalid, match="inside_itself"):
        check_place([outer, inner], outer.id, inner.id)


def test_a_text_cannot_hold_others() -> None:
    text = entry(kind="text")
    with pytest.raises(Invalid, match="no_block"):
        check_place([text], None, text.id)


def test_a_position_lies_between_its_neighbours() -> None:
    first, second = entry(position=1), entry(position=2)
    assert 1 < position_after([first, second], None, first.id) < 2
    assert position_after([first, second], None, None) > 2


def test_only_what_moved_gets_a_new_position() -> None:
    row = [entry(position=1024), entry(position=2048), entry(position=3072)]
    assert positions(row, [row[0].id, row[2].id, row[1].id]).keys() == {row[1].id, row[2].id}


def test_an_order_of_other_siblings_is_a_conflict() -> None:
    with pytest.raises(Conflict):
        check_order([entry()], None, [uuid4()])
