"""Translation units: a segment in one locale, where its target came from and how good it is."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any
from uuid import UUID

from stoa.kernel.errors import Conflict
from stoa.services.localization.domain.estimate import Estimate


class State(IntEnum):
    """In order, so that `state >= TRANSLATED` is a question. Source: XLIFF 2.1, 4.7.2.5."""

    INITIAL = 0
    """Nothing, or a proposal that a person has to look at."""
    TRANSLATED = 1
    REVIEWED = 2
    FINAL = 3


@dataclass(frozen=True, slots=True)
class Unit:
    """source: checksum of the content that the target says; another one of the segment makes the unit stale.

    target: with the marks of the segment's codes. origin: as of `Proposal`, empty for none. engine: by what.
    score: as of `Proposal`; of a machine's target the chance that it needs no change, None where there is
    none to tell. estimate: of a machine's target. checks: what was found, as the checks told it. by: the
    person who said so last.
    """

    id: UUID
    segment: UUID
    course: UUID
    object: UUID
    locale: str
    state: State = State.INITIAL
    source: str = ""
    target: str = ""
    origin: str = ""
    engine: str = ""
    score: float | None = None
    checks: tuple[dict[str, Any], ...] = field(default=())
    by: UUID | None = None
    version: int = 0
    changed_at: datetime | None = None
    estimate: Estimate | None = None

    @property
    def chance(self) -> float | None:
        """That it needs no change, where a calibration told one."""
        calibrated = self.estimate is not None and self.estimate.calibration is not None
        return self.score if calibrated else None

    def says(self, checksum: str) -> bool:
        """Whether it is a translation of that content, not merely a proposal."""
        return self.state >= State.TRANSLATED and self.source == checksum


def check_version(unit: Unit, seen: int) -> None:
    """Compare and set: who writes names the version they saw. Raises Conflict, saying what is there now."""
    if unit.version != seen:
        raise Conflict(
            "unit.changed",
            field="version",
            version=unit.version,
            target=unit.target,
            state=unit.state.name.lower(),
            by=None if unit.by is None else str(unit.by),
        )
