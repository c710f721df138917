"""A run's learners as a table for other programs."""

from stoa.kernel.sheet import write_sheet
from stoa.services.tracking.domain.roster import Line
from stoa.services.tracking.domain.version import CourseVersion

_HEADER = (
    "person",
    "state",
    "percent",
    "completed_objects",
    "at",
    "active_minutes",
    "enrolled_at",
    "last_seen_at",
    "completed_at",
    "points_percent",
    "passed",
)


def to_csv(version: CourseVersion, lines: list[Line]) -> bytes:
    return write_sheet(_HEADER, [_row(version, line) for line in lines])


def _row(version: CourseVersion, line: Line) -> tuple[str | int, ...]:
    found = version.outline.get(line.at_object) if line.at_object else None
    return (
        str(line.learner),
        _state(line),
        line.percent,
        line.completed,
        found.title if found else "",
        line.active_s // 60,
        line.enrolled_at.isoformat(),
        line.last_seen_at.isoformat() if line.last_seen_at else "",
        line.completed_at.isoformat() if line.completed_at else "",
        "" if line.scaled is None else f"{line.scaled * 100:.1f}",
        "" if line.passed is None else "yes" if line.passed else "no",
    )


def _state(line: Line) -> str:
    if not line.active:
        return "left" if line.left else "ended"
    if line.completed_at:
        return "completed"
    return "in_progress" if line.last_seen_at else "not_started"
