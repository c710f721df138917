"""Where a learner stands in a course: the state of every object, and what comes next."""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from uuid import UUID

from stoa.kernel.share import whole_percent
from stoa.services.tracking.domain.learning_object import Kind, LearningObject
from stoa.services.tracking.domain.outline import Outline


class State(StrEnum):
    LOCKED = "locked"
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class Progress:
    """Ids of objects, kept when a new version removes them. attempted: sets with an attempt submitted."""

    opened: frozenset[UUID] = frozenset()
    attempted: frozenset[UUID] = frozenset()
    completed: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Standing:
    """A progress against an outline. Questions are answered on demand: a page pays for what it shows."""

    outline: Outline
    progress: Progress

    def is_completed(self, thing: LearningObject) -> bool:
        """A block is when everything countable in it is."""
        if thing.kind is Kind.BLOCK:
            return self.outline.countable_in(thing.id) <= self.progress.completed
        return thing.id in self.progress.completed

    def waits_for(self, thing: LearningObject) -> tuple[LearningObject, ...]:
        """What must be completed first, of the object and the blocks around it; empty when it is open."""
        needed = self.outline.needs(thing.id)
        return tuple(need for need in needed if not self.is_completed(need)) if needed else ()

    def state(self, thing: LearningObject) -> State:
        if thing.kind is Kind.BLOCK:
            return self._block_state(thing)
        if thing.id in self.progress.completed:
            return State.COMPLETED
        if self.waits_for(thing):
            return State.LOCKED
        if thing.id in self.progress.opened or thing.id in self.progress.attempted:
            return State.IN_PROGRESS
        return State.OPEN

    def _block_state(self, block: LearningObject) -> State:
        countable = self.outline.countable_in(block.id)
        if countable and countable <= self.progress.completed:
            return State.COMPLETED
        if self.waits_for(block):
            return State.LOCKED
        progress = self.progress
        untouched = countable.isdisjoint(progress.completed) and countable.isdisjoint(progress.opened)
        return State.OPEN if untouched else State.IN_PROGRESS

    def counted(self, block: UUID | None = None) -> tuple[int, int]:
        """How many countable objects are completed, and how many there are: in a block, or in the course."""
        countable = self.outline.countable if block is None else self.outline.countable_in(block)
        return len(countable & self.progress.completed), len(countable)

    def share(self) -> float:
        """Completed part of what counts, in [0, 1]; 0 where nothing counts."""
        completed, countable = self.counted()
        return completed / countable if countable else 0.0

    def percent(self) -> int:
        return whole_percent(self.share())

    def minutes_left(self) -> int:
        """Expected minutes of what counts and is not completed, rounded up."""
        through = self.outline.countable & self.progress.completed
        spent = sum(step.minutes for done in through if (step := self.outline.get(done)))
        return max(0, ceil(self.outline.minutes - spent - 1e-9))

    def next_step(self, after: UUID | None = None) -> LearningObject | None:
        """The first countable step, open and not completed: after the one given, else from the start."""
        place = self.outline.place(after) if after is not None else None
        start = 0 if place is None else place + 1
        for step in (*self.outline.steps[start:], *self.outline.steps[:start]):
            if step.required and step.id not in self.progress.completed and not self.waits_for(step):
                return step
        return None

    def resume_at(self, left: UUID | None) -> LearningObject | None:
        """Where the learner left if it is still there and open, else what comes next, else the first step."""
        found = self.outline.step(left) if left is not None else None
        if found is not None and not self.waits_for(found):
            return found
        return self.next_step() or (self.outline.steps[0] if self.outline.steps else None)
