"""What a learner must have completed before an item set opens."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from uuid import UUID

from stoa.contracts.content import Block, CourseDocument, ItemSetObject, LearningObject


def needs_of(document: CourseDocument) -> dict[UUID, list[UUID]]:
    """By item set, objects; without those that wait for nothing.

    It waits for what it requires itself, and for what the blocks and the film around it do. A block stands
    for what counts in it; what is not in the course counts as completed.
    """
    by_id = {thing.id: thing for thing in document.objects}
    steps = _steps(by_id)
    found = {}
    for thing in by_id.values():
        if isinstance(thing, ItemSetObject):
            required = (need for one in _around(thing, by_id) for need in one.requires)
            needs = dict.fromkeys(step for need in required for step in steps.get(need, ()))
            if needs:
                found[thing.id] = list(needs)
    return found


def _steps(by_id: Mapping[UUID, LearningObject]) -> Mapping[UUID, list[UUID]]:
    """What is completed when an object is: itself, or what counts in a block."""
    steps = defaultdict[UUID, list[UUID]](list)
    for thing in by_id.values():
        if isinstance(thing, Block):
            continue
        steps[thing.id].append(thing.id)
        asked_in_film = isinstance(thing, ItemSetObject) and thing.in_video is not None
        if thing.required and not asked_in_film:
            for block in _around(thing, by_id):
                if isinstance(block, Block):
                    steps[block.id].append(thing.id)
    return steps


def _around(thing: LearningObject, by_id: Mapping[UUID, LearningObject]) -> Iterator[LearningObject]:
    """The object itself, the film that asks it, and the blocks outwards."""
    seen: set[UUID] = set()
    at: LearningObject | None = thing
    while at is not None and at.id not in seen:
        seen.add(at.id)
        yield at
        outer = at.in_video if isinstance(at, ItemSetObject) and at.in_video else at.parent
        at = by_id.get(outer) if outer is not None else None
