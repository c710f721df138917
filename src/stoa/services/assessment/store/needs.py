"""What a learner must have completed before an item set opens."""

from collections.abc import Iterator
from uuid import UUID

from stoa.contracts.content import Block, CourseDocument, ItemSetObject, LearningObject


def needs_of(document: CourseDocument) -> dict[UUID, list[UUID]]:
    """By item set, objects; without those that wait for nothing.

    It waits for what it requires itself, and for what the blocks and the film around it do. A block stands
    for what counts in it; what is not in the course counts as completed.
    """
    by_id = {thing.id: thing for thing in document.objects}
    found = {}
    for thing in document.objects:
        if isinstance(thing, ItemSetObject):
            required = (need for one in _around(thing, by_id) for need in one.requires if need in by_id)
            needs = dict.fromkeys(step for need in required for step in _steps(by_id[need], by_id))
            if needs:
                found[thing.id] = list(needs)
    return found


def _around(thing: LearningObject, by_id: dict[UUID, LearningObject]) -> Iterator[LearningObject]:
    """The object itself, the film that asks it, and the blocks outwards."""
    seen: set[UUID] = set()
    at: LearningObject | None = thing
    while at is not None and at.id not in seen:
        seen.add(at.id)
        yield at
        outer = at.in_video if isinstance(at, ItemSetObject) and at.in_video else at.parent
        at = by_id.get(outer) if outer is not None else None


def _steps(need: LearningObject, by_id: dict[UUID, LearningObject]) -> Iterator[UUID]:
    if not isinstance(need, Block):
        yield need.id
        return
    for thing in by_id.values():
        counts = thing.required and not isinstance(thing, Block)
        asked_in_film = isinstance(thing, ItemSetObject) and thing.in_video is not None
        if counts and not asked_in_film and any(one is need for one in _around(thing, by_id)):
            yield thing.id
