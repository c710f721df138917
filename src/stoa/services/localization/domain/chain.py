"""The log of units: what changed, in order, each entry sealed with the one before it.

State is a fold of the log. A change to what was written breaks every seal behind it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from stoa.kernel.checksum import checksum
from stoa.services.localization.domain.estimate import estimate_of
from stoa.services.localization.domain.unit import State, Unit

FIRST = ""
"""What the first entry is sealed with."""


@dataclass(frozen=True, slots=True)
class Change:
    """A unit as it is after the change, and what else is worth knowing of it.

    action: what was done, one word. seconds: a person spent. distance: from what was proposed, in [0, 1].
    """

    unit: Unit
    action: str
    seconds: int = 0
    distance: float | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """number: counts up by one within a course and locale, from 1. said: JSON, letter by letter."""

    number: int
    said: str
    previous: str
    seal: str


_canonical = msgspec.json.Encoder(order="deterministic")


def told(change: Change) -> str:
    """All of the unit but its course and locale, which the log has."""
    unit = change.unit
    said = {
        "action": change.action,
        "seconds": change.seconds,
        "distance": change.distance,
        "unit": unit.id,
        "segment": unit.segment,
        "object": unit.object,
        "state": int(unit.state),
        "source": unit.source,
        "target": unit.target,
        "origin": unit.origin,
        "engine": unit.engine,
        "score": unit.score,
        "estimate": None if unit.estimate is None else unit.estimate.kept(),
        "checks": unit.checks,
        "by": unit.by,
        "version": unit.version,
        "at": None if unit.changed_at is None else unit.changed_at.isoformat(),
    }
    return _canonical.encode(said).decode()


def seal_of(number: int, previous: str, said: str) -> str:
    return checksum(f"{number} {previous} {said}".encode())


def sealed(last: int, previous: str, changes: Iterable[Change]) -> list[Entry]:
    """Entries behind the last one. previous: its seal."""
    entries = []
    for number, change in enumerate(changes, last + 1):
        said = told(change)
        seal = seal_of(number, previous, said)
        entries.append(Entry(number, said, previous, seal))
        previous = seal
    return entries


def first_fault(entries: Sequence[Entry], last: int = 0, previous: str = FIRST) -> int | None:
    """Number of the first entry that is not as it was written, or where one is missing; None for a sound log.

    last, previous: number and seal of the entry before these.
    """
    for entry in entries:
        if entry.number != last + 1 or entry.previous != previous:
            return last + 1
        if seal_of(entry.number, entry.previous, entry.said) != entry.seal:
            return entry.number
        last, previous = entry.number, entry.seal
    return None


def fold(course: UUID, locale: str, entries: Iterable[Entry]) -> dict[UUID, Unit]:
    """Every unit as the log leaves it. entries: of one course and locale, in order."""
    return {
        unit.id: unit
        for unit in (_unit(course, locale, msgspec.json.decode(entry.said)) for entry in entries)
    }


def _unit(course: UUID, locale: str, said: dict[str, Any]) -> Unit:
    return Unit(
        id=UUID(said["unit"]),
        segment=UUID(said["segment"]),
        course=course,
        object=UUID(said["object"]),
        locale=locale,
        state=State(said["state"]),
        source=said["source"],
        target=said["target"],
        origin=said["origin"],
        engine=said["engine"],
        score=said["score"],
        checks=tuple(said["checks"]),
        by=None if said["by"] is None else UUID(said["by"]),
        version=said["version"],
        changed_at=None if said["at"] is None else datetime.fromisoformat(said["at"]),
        estimate=estimate_of(said.get("estimate")),
    )
