"""Where a learner stands with the objects of a course, one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from stoa.services.tracking.domain.completion import counts_for_score
from stoa.services.tracking.domain.learning_object import Kind, LearningObject
from stoa.services.tracking.domain.registration import ObjectState
from stoa.services.tracking.domain.standing import Standing, State

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """An object, what is known of it, and what must come first. film: that shows it, else None."""

    thing: LearningObject
    film: LearningObject | None
    standing: State
    waits_for: tuple[LearningObject, ...]
    state: ObjectState | None

    @property
    def is_scored(self) -> bool:
        return self.thing.kind is Kind.ITEMS

    @property
    def counts(self) -> bool:
        """Whether its points are points of the course."""
        return counts_for_score(self.thing)

    @property
    def watched(self) -> float | None:
        """Share of a film that was played, in [0, 1]; None for what is no film of known length."""
        video = self.thing.video
        if video is None or not video.duration_s or self.state is None:
            return None
        return self.state.watched.share_of(video.duration_s)

    @property
    def place(self) -> UUID:
        """The object at which a learner finds it."""
        return self.film.id if self.film else self.thing.id


@dataclass(frozen=True, slots=True)
class Entries:
    """A page of them. count: of all pages."""

    entries: Sequence[Entry]
    count: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // PAGE_SIZE))


def page_of(things: Sequence[LearningObject], page: int) -> Sequence[LearningObject]:
    """page: from 1."""
    return things[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]


def entries(
    standing: Standing, things: Sequence[LearningObject], states: Mapping[UUID, ObjectState]
) -> list[Entry]:
    return [_entry(standing, thing, states.get(thing.id)) for thing in things]


def _entry(standing: Standing, thing: LearningObject, state: ObjectState | None) -> Entry:
    film = standing.outline.get(thing.in_video) if thing.in_video else None
    return Entry(thing, film, standing.state(thing), standing.waits_for(film or thing), state)
