"""Prerequisites: courses to be satisfied before somebody may enrol in another one."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from stoa.kernel.errors import Conflict, Invalid

MOST_REQUIRED = 20


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """title: in the language nearest to the learner's. satisfied: completed, and passed where that counts."""

    course: UUID
    title: str
    satisfied: bool


def missing(required: Iterable[Prerequisite]) -> tuple[Prerequisite, ...]:
    return tuple(one for one in required if not one.satisfied)


def check_satisfied(required: Iterable[Prerequisite]) -> None:
    """Raises Conflict naming every course that is still to be completed."""
    left = missing(required)
    if left:
        raise Conflict("enrolment.prerequisites_missing", courses=", ".join(f"“{one.title}”" for one in left))


def lacking(
    learners: Iterable[UUID], required: Collection[UUID], satisfied: Mapping[UUID, Collection[UUID]]
) -> set[UUID]:
    """Learners who have not satisfied every course required. satisfied: courses by learner."""
    return {one for one in learners if not set(required) <= set(satisfied.get(one, ()))}


def check_required(course: UUID, required: Collection[UUID], others: Mapping[UUID, Collection[UUID]]) -> None:
    """others: what every course requires. Raises Invalid for too many, or when nobody could ever begin."""
    if len(required) > MOST_REQUIRED:
        raise Invalid("prerequisites.too_many", field="required", most=MOST_REQUIRED)
    if course in _reached(required, others):
        raise Invalid("prerequisites.circle", field="required")


def _reached(start: Iterable[UUID], requires: Mapping[UUID, Collection[UUID]]) -> set[UUID]:
    """Everything that must come first, however far back."""
    seen: set[UUID] = set()
    left = list(start)
    while left:
        one = left.pop()
        if one not in seen:
            seen.add(one)
            left += requires.get(one, ())
    return seen
