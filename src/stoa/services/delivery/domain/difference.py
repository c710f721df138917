"""What readers will see changed when one version takes another's place."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Outlined:
    """A learning object in the order of its course. checksum: of all that it shows."""

    id: UUID
    title: str
    parent: UUID | None
    checksum: str


@dataclass(frozen=True, slots=True)
class Change:
    kind: Kind
    title: str


def difference(before: Sequence[Outlined], after: Sequence[Outlined]) -> list[Change]:
    """In the order of the later outline, what is gone last. An object that changed and moved is changed."""
    old = {thing.id: thing for thing in before}
    new = {thing.id for thing in after}
    stayed = _stayed([thing.id for thing in before if thing.id in new], [t.id for t in after if t.id in old])
    changes = []
    for thing in after:
        was = old.get(thing.id)
        if was is None:
            changes.append(Change(Kind.ADDED, thing.title))
        elif was.checksum != thing.checksum:
            changes.append(Change(Kind.CHANGED, thing.title))
        elif was.parent != thing.parent or thing.id not in stayed:
            changes.append(Change(Kind.MOVED, thing.title))
    return [*changes, *(Change(Kind.REMOVED, thing.title) for thing in before if thing.id not in new)]


def _stayed(before: list[UUID], after: list[UUID]) -> set[UUID]:
    """Those that keep their order among themselves."""
    blocks = SequenceMatcher(a=before, b=after, autojunk=False).get_matching_blocks()
    return {thing for block in blocks for thing in before[block.a : block.a + block.size]}
