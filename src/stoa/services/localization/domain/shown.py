"""Units as doors show them."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from stoa.services.localization.domain.coded import Code
from stoa.services.localization.domain.post_edit import Comment
from stoa.services.localization.domain.proposal import Origin, Proposal
from stoa.services.localization.domain.remembered import Provenance
from stoa.services.localization.domain.segment import Segment
from stoa.services.localization.domain.task import Desk, Past, Task
from stoa.services.localization.domain.unit import Unit


class ShownCode(msgspec.Struct, frozen=True, kw_only=True):
    """kind: open, close or alone. pair: one number for the two that belong together."""

    kind: str
    markup: str
    pair: int | None


class ShownSource(msgspec.Struct, frozen=True, kw_only=True):
    """text: the character U+E000 + i stands where codes[i] belongs. checksum: to be named when accepting."""

    segment: UUID
    path: str
    form: str
    text: str
    codes: list[ShownCode]
    checksum: str


class ShownUnit(msgspec.Struct, frozen=True, kw_only=True):
    """state: initial, translated, reviewed or final. target: with the marks of its source.

    origin: context, exact, fuzzy, machine, person or import, empty for none. score: of memory how alike the
    sources are; of a machine the chance that it needs no change, with the version of the calibration that
    tells it; None where nothing does. checks: what was found.
    """

    id: UUID
    course: UUID
    object: UUID
    locale: str
    state: str
    target: str
    origin: str
    engine: str
    score: float | None
    calibration: int | None
    checks: list[dict[str, Any]]
    by: UUID | None
    version: int


class ShownWaiting(msgspec.Struct, frozen=True, kw_only=True):
    """kind: edit or review. held_until: of whoever has it now."""

    kind: str
    priority: int
    due_at: datetime | None
    draft: str | None
    holder: UUID | None
    held_until: datetime | None
    skipped: int


class ShownTask(msgspec.Struct, frozen=True, kw_only=True):
    unit: ShownUnit
    source: ShownSource
    source_locale: str
    course_title: str
    object_title: str
    waiting: ShownWaiting | None


class ShownNeighbour(msgspec.Struct, frozen=True, kw_only=True):
    source: ShownSource
    unit: UUID | None
    target: str | None


class ShownOffer(msgspec.Struct, frozen=True, kw_only=True):
    """score: in [0, 1], how alike the sources are. notes: penalties and repairs, by name.

    course: title of that whose translation it was learnt from, file: name of that which brought it; empty
    where there is none. at: when it was said last.
    """

    target: str
    origin: str
    score: float | None
    notes: list[str]
    course: str
    file: str
    at: datetime


class ShownWord(msgspec.Struct, frozen=True, kw_only=True):
    """A term of the glossary that stands in the source. forms: further renderings that are right."""

    source: str
    target: str
    forms: list[str]


class ShownDesk(msgspec.Struct, frozen=True, kw_only=True):
    """searched: whether the memory could be asked for what is merely alike; offers are all the same those of
    the same words."""

    task: ShownTask
    around: list[ShownNeighbour]
    offers: list[ShownOffer]
    searched: bool
    comments: list[Comment]
    history: list[Past]
    terms: list[ShownWord]


def shown_unit(unit: Unit) -> ShownUnit:
    return ShownUnit(
        id=unit.id,
        course=unit.course,
        object=unit.object,
        locale=unit.locale,
        state=unit.state.name.lower(),
        target=unit.target,
        origin=unit.origin,
        engine=unit.engine,
        score=unit.chance if unit.origin == Origin.MACHINE else unit.score,
        calibration=None if unit.estimate is None else unit.estimate.calibration,
        checks=list(unit.checks),
        by=unit.by,
        version=unit.version,
    )


def shown_task(task: Task) -> ShownTask:
    waiting = task.waiting
    return ShownTask(
        unit=shown_unit(task.unit),
        source=_source(task.segment),
        source_locale=task.source_locale,
        course_title=task.course_title,
        object_title=task.object_title,
        waiting=None
        if waiting is None
        else ShownWaiting(
            kind=waiting.kind.value,
            priority=waiting.priority,
            due_at=waiting.due_at,
            draft=waiting.draft,
            holder=waiting.holder,
            held_until=waiting.held_until,
            skipped=waiting.skipped,
        ),
    )


def shown_desk(desk: Desk) -> ShownDesk:
    return ShownDesk(
        task=shown_task(desk.task),
        around=[
            ShownNeighbour(source=_source(one.segment), unit=one.unit, target=one.target)
            for one in desk.around
        ],
        offers=[_offer(one, desk.known[one.by]) for one in desk.offers],
        searched=desk.searched,
        comments=list(desk.comments),
        history=list(desk.history),
        terms=[
            ShownWord(source=one.source, target=one.target, forms=list(one.forms))
            for one in desk.glossary.wanted(desk.task.segment.coded.text)
        ],
    )


def _offer(one: Proposal, known: Provenance) -> ShownOffer:
    return ShownOffer(
        target=one.target.text,
        origin=one.origin.value,
        score=one.score,
        notes=list(one.notes),
        course=known.course,
        file=known.file,
        at=known.at,
    )


def _source(segment: Segment) -> ShownSource:
    return ShownSource(
        segment=segment.id,
        path=segment.path,
        form=segment.form.value,
        text=segment.coded.text,
        codes=[_code(code) for code in segment.coded.codes],
        checksum=segment.checksum,
    )


def _code(code: Code) -> ShownCode:
    return ShownCode(kind=code.kind.value, markup=code.markup, pair=code.pair)
