"""A course as decisions see it: what follows what, and what teaches what."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from uuid import UUID

from stoa.services.adaptive.domain.course_object import CourseObject


@dataclass(frozen=True)
class CourseMap:
    """objects: as the manifest orders them, depth first. Made once a version."""

    objects: tuple[CourseObject, ...]
    _teachers: dict[tuple[UUID, str], UUID | None] = field(default_factory=dict, repr=False, compare=False)

    def has(self, thing: UUID) -> bool:
        return thing in self._places

    def get(self, thing: UUID | None) -> CourseObject | None:
        place = self._places.get(thing) if thing else None
        return None if place is None else self.objects[place]

    def expected_s(self, thing: UUID, words: int) -> float:
        known = self.get(thing)
        return known.expected_s(words) if known else 0.0

    def after(self, thing: UUID) -> CourseObject | None:
        """The next on the way."""
        return self._after.get(self._seat(thing))

    def teacher(self, thing: UUID, level: str = "standard") -> UUID | None:
        """The object itself where it explains at that level, or the nearest before with its skills."""
        key = (thing, level)
        if key not in self._teachers:
            self._teachers[key] = self._find_teacher(thing, level)
        return self._teachers[key]

    @cached_property
    def on_the_way(self) -> int:
        """How many objects a learner comes to."""
        return sum(one.on_the_way for one in self.objects)

    @cached_property
    def _places(self) -> dict[UUID, int]:
        return {one.id: place for place, one in enumerate(self.objects)}

    @cached_property
    def _after(self) -> dict[UUID, CourseObject]:
        way = [one for one in self.objects if one.on_the_way]
        return {one.id: following for one, following in pairwise(way)}

    def _seat(self, thing: UUID) -> UUID:
        """The film, for what it shows."""
        known = self.get(thing)
        return known.in_video if known and known.in_video else thing

    def _find_teacher(self, thing: UUID, level: str) -> UUID | None:
        known = self.get(thing)
        if known is None:
            return None
        explains = (one for one in self._before(known) if one.teaches and level in one.levels)
        skilled = (one.id for one in explains if one.id == thing or _shares_skill(one, known))
        return next(skilled, None)

    def _before(self, known: CourseObject) -> Iterator[CourseObject]:
        """Itself, the film that shows it, then backwards."""
        yield known
        film = self.get(known.in_video)
        if film:
            yield film
        yield from reversed(self.objects[: self._places[known.id]])


def _shares_skill(one: CourseObject, other: CourseObject) -> bool:
    """Or one shows the other: a film teaches what its checkpoints ask."""
    return other.in_video == one.id or not set(one.skills).isdisjoint(other.skills)
