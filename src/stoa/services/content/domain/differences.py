"""What changes from one edition of a course to another: objects, items and texts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from uuid import UUID

from msgspec.structs import replace

from stoa.kernel.markup import words
from stoa.kernel.order import longest_rising
from stoa.services.content.domain.items import Item, ItemSet
from stoa.services.content.domain.objects import ItemSetObject, LearningObject, Tree, kind_of
from stoa.services.content.domain.texts import texts

_LONGEST_COMPARED = 4_000
_MOST_COMPARED = 60
_KEPT_AROUND = 12


@dataclass(frozen=True, slots=True)
class Part:
    """op: same, added or removed."""

    op: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """kind: added, removed, changed or moved. what: block, text, item... note: names of what else changed."""

    kind: str
    what: str
    title: str
    about: UUID | None = None
    notes: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


def differences(before: Tree | None, after: Tree) -> list[Difference]:
    """In the order of the later edition, what is gone at the end."""
    old = {this.id: this for this in before.objects} if before else {}
    moved = _moved(before, after) if before else set()
    found = _of_front(before, after)
    for this in after.objects:
        if this.id not in old:
            found.append(Difference("added", kind_of(this), this.title, this.id))
            continue
        found += _of_object(old[this.id], this, compared=len(found) < _MOST_COMPARED)
        if this.id in moved:
            found.append(Difference("moved", kind_of(this), this.title, this.id))
    kept = {this.id for this in after.objects}
    gone = (this for this in old.values() if this.id not in kept)
    return [*found, *(Difference("removed", kind_of(this), this.title) for this in gone)]


def _moved(before: Tree, after: Tree) -> set[UUID]:
    """Those in another block, and those out of order among the siblings that stayed: as few as explain it."""
    parents = {this.id: this.parent for this in before.objects}
    ranks = {this.id: rank for rank, this in enumerate(before.objects)}
    stayed: dict[UUID | None, list[UUID]] = {}
    moved = set()
    for this in after.objects:
        if this.id in parents and parents[this.id] == this.parent:
            stayed.setdefault(this.parent, []).append(this.id)
        elif this.id in parents:
            moved.add(this.id)
    for siblings in stayed.values():
        order = [ranks[each] for each in siblings]
        in_order = longest_rising(order)
        moved |= {each for each, rank in zip(siblings, order, strict=True) if rank not in in_order}
    return moved


def _of_front(before: Tree | None, after: Tree) -> list[Difference]:
    if before is None or before.front == after.front:
        return []
    names = [
        name
        for name in after.front.__struct_fields__
        if getattr(before.front, name) != getattr(after.front, name)
    ]
    parts = compare(words(before.front.description), words(after.front.description))
    return [Difference("changed", "course", after.front.title, None, names, parts)]


def _of_object(old: LearningObject, new: LearningObject, compared: bool) -> Iterator[Difference]:
    if type(old) is not type(new):
        yield Difference("changed", kind_of(new), new.title, new.id, ["kind"])
        return
    plain_old, plain_new = replace(old, parent=None), replace(new, parent=None)
    if isinstance(plain_old, ItemSetObject) and isinstance(plain_new, ItemSetObject):
        yield from _of_items(plain_old.item_set, plain_new.item_set, new.id)
        plain_old = replace(plain_old, item_set=_without_items(plain_old.item_set))
        plain_new = replace(plain_new, item_set=_without_items(plain_new.item_set))
    if plain_old != plain_new:
        notes = [
            name
            for name in plain_new.__struct_fields__
            if getattr(plain_old, name) != getattr(plain_new, name)
        ]
        parts = _of_texts(plain_old, plain_new) if compared else []
        yield Difference("changed", kind_of(new), new.title, new.id, notes, parts)


def _without_items(item_set: ItemSet) -> ItemSet:
    return replace(item_set, items=[], pages=[])


def _of_items(old: ItemSet, new: ItemSet, about: UUID) -> Iterator[Difference]:
    before = {item.id: item for item in old.items}
    for item in new.items:
        if item.id not in before:
            yield Difference("added", "item", _named(item), about)
        elif before[item.id] != item:
            parts = _of_texts(before[item.id], item)
            yield Difference("changed", "item", _named(item), about, [], parts)
    kept = {item.id for item in new.items}
    for item in old.items:
        if item.id not in kept:
            yield Difference("removed", "item", _named(item), about)
    if [item.id for item in old.items if item.id in kept] != [
        item.id for item in new.items if item.id in before
    ]:
        yield Difference("moved", "item", "", about)


def _named(item: Item) -> str:
    return words(item.prompt)[:100] or item.key


def _of_texts(old: object, new: object) -> list[Part]:
    """Of every text that is another now."""
    before = dict(texts(old))
    parts: list[Part] = []
    for path, html in texts(new):
        if before.pop(path, "") != html:
            parts += compare(words(dict(texts(old)).get(path, "")), words(html))
    for html in before.values():
        parts += compare(words(html), "")
    return parts


def compare(old: str, new: str) -> list[Part]:
    """By words, with only the nearest of what stayed. Very long texts are compared as a whole."""
    if old == new:
        return []
    if len(old) + len(new) > _LONGEST_COMPARED * 2:
        old, new = old[:_LONGEST_COMPARED], new[:_LONGEST_COMPARED]
    before, after = old.split(), new.split()
    parts: list[Part] = []
    for op, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            parts.append(Part("same", _shortened(before[i1:i2])))
        else:
            parts += [Part("removed", f"{' '.join(before[i1:i2])} ")] if i2 > i1 else []
            parts += [Part("added", f"{' '.join(after[j1:j2])} ")] if j2 > j1 else []
    return parts


def _shortened(kept: list[str]) -> str:
    if len(kept) <= _KEPT_AROUND * 2:
        return f"{' '.join(kept)} "
    return f"{' '.join(kept[:_KEPT_AROUND])} … {' '.join(kept[-_KEPT_AROUND:])} "
