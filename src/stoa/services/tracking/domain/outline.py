"""The outline: a course's objects as a tree, with what is asked of it often worked out once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from stoa.services.tracking.domain.learning_object import Kind, LearningObject


class Outline:
    """Immutable. Objects come depth first, a block before its children.

    things: all objects but blocks. steps: what a learner goes through one by one, in order: neither blocks
    nor sets inside videos. countable: the steps that count for completion. An object whose parent is unknown
    stands at the top.
    """

    __slots__ = (
        "_by_id",
        "_children",
        "_countable_in",
        "_needs",
        "_place",
        "countable",
        "minutes",
        "steps",
        "things",
    )

    def __init__(self, objects: Iterable[LearningObject]) -> None:
        self._by_id = {thing.id: thing for thing in objects}
        shown = [thing for thing in self._by_id.values() if thing.in_video is None]
        self.steps = tuple(thing for thing in shown if thing.kind is not Kind.BLOCK)
        self.things = tuple(thing for thing in self._by_id.values() if thing.kind is not Kind.BLOCK)
        self._place = {thing.id: place for place, thing in enumerate(self.steps)}
        self._children: dict[UUID | None, tuple[LearningObject, ...]] = _children(shown, self._by_id)
        self.countable = frozenset(thing.id for thing in self.steps if thing.required)
        self.minutes = sum(thing.minutes for thing in self.steps if thing.required)
        self._countable_in = self._gather()
        self._needs = {thing.id: needs for thing in self._by_id.values() if (needs := self._all_needs(thing))}

    def __contains__(self, thing: UUID) -> bool:
        return thing in self._by_id

    def get(self, thing: UUID) -> LearningObject | None:
        return self._by_id.get(thing)

    def children(self, block: UUID | None) -> tuple[LearningObject, ...]:
        """Of a block, or of the course where None."""
        return self._children.get(block, ())

    def ancestors(self, thing: LearningObject) -> Iterator[LearningObject]:
        """From the nearest block outwards."""
        seen = {thing.id}
        while thing.parent is not None and thing.parent not in seen:
            parent = self._by_id.get(thing.parent)
            if parent is None:
                return
            seen.add(parent.id)
            yield parent
            thing = parent

    def countable_in(self, thing: UUID) -> frozenset[UUID]:
        """What must be completed for the block or object to be."""
        return self._countable_in.get(thing, frozenset((thing,)))

    def needs(self, thing: UUID) -> tuple[LearningObject, ...]:
        """What must be completed before the object opens, for itself and for the blocks around it.

        What is not in the outline counts as completed.
        """
        return self._needs.get(thing, ())

    def step(self, thing: UUID) -> LearningObject | None:
        """The object if it is one that a learner goes through."""
        place = self._place.get(thing)
        return None if place is None else self.steps[place]

    def before(self, step: UUID) -> LearningObject | None:
        place = self._place.get(step)
        return self.steps[place - 1] if place else None

    def after(self, step: UUID) -> LearningObject | None:
        place = self._place.get(step)
        return self.steps[place + 1] if place is not None and place + 1 < len(self.steps) else None

    def place(self, step: UUID) -> int | None:
        """Position among the steps, from 0."""
        return self._place.get(step)

    def _all_needs(self, thing: LearningObject) -> tuple[LearningObject, ...]:
        around = (need for block in self.ancestors(thing) for need in block.requires)
        found = (self._by_id.get(need) for need in dict.fromkeys((*thing.requires, *around)))
        return tuple(need for need in found if need is not None)

    def _gather(self) -> dict[UUID, frozenset[UUID]]:
        gathered: dict[UUID, set[UUID]] = defaultdict(set)
        for step in self.steps:
            for block in self.ancestors(step):
                if step.required:
                    gathered[block.id].add(step.id)
        blocks = (thing.id for thing in self._by_id.values() if thing.kind is Kind.BLOCK)
        return {block: frozenset(gathered[block]) for block in blocks}


def _children(
    shown: list[LearningObject], by_id: dict[UUID, LearningObject]
) -> dict[UUID | None, tuple[LearningObject, ...]]:
    children: dict[UUID | None, list[LearningObject]] = defaultdict(list)
    for thing in shown:
        children[thing.parent if thing.parent in by_id else None].append(thing)
    return {parent: tuple(things) for parent, things in children.items()}
