"""The outline of a course: what stands in what, and in which order."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from stoa.kernel.errors import Conflict, Invalid, NotFound

DEEPEST = 4
"""Blocks in each other that a person may build; an imported course may go deeper."""
STEP = 1024.0
"""Between the positions of siblings, so that another fits between two many times."""
_TIGHT = 1e-6


@dataclass(frozen=True, slots=True)
class Entry:
    """An object as the outline shows it. in_video: it belongs to a checkpoint of that video.

    needs_pass: an item set that only a passed attempt completes.
    """

    id: UUID
    parent: UUID | None
    position: float
    kind: str
    title: str
    version: int
    minutes: float = 0
    required: bool = True
    levels: tuple[str, ...] = ()
    items: int = 0
    in_video: UUID | None = None
    needs_pass: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in reading order. depth: 0 at the top."""

    entry: Entry
    depth: int


def in_order(entries: Iterable[Entry]) -> list[Line]:
    """Depth first. What stands in a block that is not there stands at the top."""
    entries = list(entries)
    known = {entry.id for entry in entries}
    inside: dict[UUID | None, list[Entry]] = defaultdict(list)
    for entry in entries:
        inside[entry.parent if entry.parent in known else None].append(entry)
    lines: list[Line] = []
    waiting = [Line(entry, 0) for entry in _sorted(inside[None], reverse=True)]
    while waiting:
        line = waiting.pop()
        lines.append(line)
        children = _sorted(inside.pop(line.entry.id, []), reverse=True)
        waiting += [Line(child, line.depth + 1) for child in children]
    return lines


def _sorted(entries: list[Entry], reverse: bool = False) -> list[Entry]:
    return sorted(entries, key=lambda entry: (entry.position, str(entry.id)), reverse=reverse)


def siblings(entries: Iterable[Entry], parent: UUID | None) -> list[Entry]:
    return _sorted([entry for entry in entries if entry.parent == parent])


def with_all_inside(entries: Sequence[Entry], top: UUID) -> list[UUID]:
    """The object, everything in it, and the item sets of the checkpoints of videos among it."""
    lines = in_order(entries)
    at = next((number for number, line in enumerate(lines) if line.entry.id == top), None)
    if at is None:
        raise NotFound("content.object.missing")
    taken = [top]
    for line in lines[at + 1 :]:
        if line.depth <= lines[at].depth:
            break
        taken.append(line.entry.id)
    taken += [entry.id for entry in entries if entry.in_video in taken and entry.id not in taken]
    return taken


def find(entries: Iterable[Entry], wanted: UUID) -> Entry:
    found = next((entry for entry in entries if entry.id == wanted), None)
    if found is None:
        raise NotFound("content.object.missing")
    return found


def check_place(entries: Sequence[Entry], moved: UUID | None, parent: UUID | None) -> None:
    """Raises Invalid when `parent` cannot hold it: no block, inside itself, too deep."""
    if parent is None:
        return
    if find(entries, parent).kind != "block":
        raise Invalid("content.outline.no_block", field="parent")
    by_id = {entry.id: entry for entry in entries}
    depth, above = 0, by_id.get(parent)
    while above is not None:
        if above.id == moved:
            raise Invalid("content.outline.inside_itself", field="parent")
        depth += 1
        above = by_id.get(above.parent) if above.parent else None
    moved_block = moved is not None and find(entries, moved).kind == "block"
    if depth + (1 if moved_block else 0) > DEEPEST:
        raise Invalid("content.outline.too_deep", field="parent", limit=DEEPEST)


def positions(entries: Sequence[Entry], order: Sequence[UUID]) -> dict[UUID, float]:
    """New positions of siblings in that order, of those whose position changes only."""
    return {
        entry: number * STEP
        for number, entry in enumerate(order, 1)
        if find(entries, entry).position != number * STEP
    }


def position_after(entries: Sequence[Entry], parent: UUID | None, after: UUID | None) -> float:
    """A position behind a sibling, or at the end. Raises Conflict when there is no room left between two."""
    row = siblings(entries, parent)
    places = [entry.position for entry in row]
    index = next((number for number, entry in enumerate(row) if entry.id == after), len(row) - 1)
    if not row:
        return STEP
    if index == len(row) - 1:
        return places[-1] + STEP
    if places[index + 1] - places[index] < _TIGHT:
        raise Conflict("content.outline.changed")
    return (places[index] + places[index + 1]) / 2


def check_order(entries: Sequence[Entry], parent: UUID | None, order: Sequence[UUID]) -> None:
    """Raises Conflict when the siblings are others by now than those that were put in order."""
    if {entry.id for entry in siblings(entries, parent)} != set(order) or len(set(order)) != len(order):
        raise Conflict("content.outline.changed")
