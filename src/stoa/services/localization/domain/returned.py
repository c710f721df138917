"""Units of a course that went out in a file and come back: what is taken, and what people decide about."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.exchange.unit import ExchangedUnit
from stoa.services.localization.domain.file import Outcome
from stoa.services.localization.domain.post_edit import LONGEST_TARGET
from stoa.services.localization.domain.task import Task
from stoa.services.localization.domain.unit import State, Unit

_NAME = re.compile(r"u-([0-9a-f-]{36})-v(\d{1,9})-([0-9a-f]{16})")
_SIGNS = 16


@dataclass(frozen=True, slots=True)
class Returned:
    """unit, version, source: as they were when the file was written; source is how the checksum began."""

    unit: UUID
    version: int
    source: str
    said: CodedText
    target: str
    state: State


@dataclass(frozen=True, slots=True)
class Ruling:
    """What becomes of a returned unit. code: of the reason, unless it is taken or known."""

    outcome: Outcome
    code: str = ""


TAKEN = Ruling(Outcome.TAKEN)
KNOWN = Ruling(Outcome.KNOWN)
LEFT = Ruling(Outcome.LEFT)


def name_of(unit: Unit, checksum: str) -> str:
    """Of a unit in a file: which it is, which version, and of what content. It is an NMTOKEN."""
    return f"u-{unit.id}-v{unit.version}-{checksum[:_SIGNS]}"


def returned(part: ExchangedUnit) -> Returned | None:
    """None for a unit that never went out from here."""
    named = _NAME.fullmatch(part.id or "")
    if named is None:
        return None
    try:
        unit = UUID(named[1])
    except ValueError:
        return None
    target = part.target.text.strip() if part.target is not None else ""
    return Returned(unit, int(named[2]), named[3], part.source, target, part.state)


def ruling(one: Returned, task: Task | None, person: UUID, now: datetime) -> Ruling:
    """task: the unit as it is now, None where it is no longer in the course.

    What was made from something else than stands there now is never taken by itself.
    """
    if task is None:
        return Ruling(Outcome.CONFLICT, "unit.unknown")
    unit = task.unit
    if not one.target:
        return LEFT
    if len(one.target) > LONGEST_TARGET:
        return Ruling(Outcome.REFUSED, "unit.too_long")
    if one.target == unit.target and unit.says(task.segment.checksum) and one.state <= unit.state:
        return KNOWN
    if not task.segment.checksum.startswith(one.source) or one.said.text != task.segment.coded.text:
        return Ruling(Outcome.CONFLICT, "unit.source_changed")
    if unit.version != one.version:
        return KNOWN if one.target == unit.target else Ruling(Outcome.CONFLICT, "unit.changed")
    if one.target == unit.target and one.state <= unit.state:
        return LEFT
    return _free(task, person, now)


def _free(task: Task, person: UUID, now: datetime) -> Ruling:
    waiting = task.waiting
    if waiting is not None and waiting.is_held(now) and waiting.holder != person:
        return Ruling(Outcome.CONFLICT, "post_edit.taken")
    if waiting is not None and waiting.not_by == person:
        return Ruling(Outcome.REFUSED, "post_edit.own_review")
    if task.unit.state is State.FINAL:
        return Ruling(Outcome.REFUSED, "unit.final")
    return TAKEN
