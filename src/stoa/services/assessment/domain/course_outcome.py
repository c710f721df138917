"""How a course stands for a registration."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CourseOutcome:
    """scaled: share of the course's points, in [0, 1], None before anything is scored.

    passed: None where there is nothing to pass.
    """

    scaled: float | None = None
    completed: bool = False
    passed: bool | None = None
