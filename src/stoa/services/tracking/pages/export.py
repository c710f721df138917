"""A run's learners as a table for other programs."""

import csv
import io

from stoa.services.tracking.domain.roster import Line
from stoa.services.tracking.domain.version import CourseVersion


def to_csv(version: CourseVersion, lines: list[Line]) -> str:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(
        [
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
        ]
    )
    for line in lines:
        found = version.outline.get(line.at_object) if line.at_object else None
        writer.writerow(
            [
                line.learner,
                _state(line),
                round(line.share * 100),
                line.completed,
                _plain(found.title if found else ""),
                line.active_s // 60,
                line.enrolled_at.isoformat(),
                line.last_seen_at.isoformat() if line.last_seen_at else "",
                line.completed_at.isoformat() if line.completed_at else "",
                "" if line.scaled is None else round(line.scaled * 100, 1),
                "" if line.passed is None else "yes" if line.passed else "no",
            ]
        )
    return written.getvalue()


def _state(line: Line) -> str:
    if not line.active:
        return "ended"
    if line.completed_at:
        return "completed"
    return "in_progress" if line.last_seen_at else "not_started"


def _plain(text: str) -> str:
    """A cell that a spreadsheet does not take for a formula. Source: OWASP, CSV Injection."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
