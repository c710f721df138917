"""A word about many units as its doors show it."""

from datetime import datetime
from uuid import UUID

import msgspec

from stoa.contracts.localization import UnitState
from stoa.services.localization.domain.bulk import Bulk, Deed, Phase
from stoa.services.localization.domain.unit import State
from stoa.services.localization.queries.bulks import LeftUnit, Preview


class ShownProspect(msgspec.Struct, frozen=True, kw_only=True):
    """ready: units that it would change. left: the others, by code of what is in the way."""

    deed: Deed
    to: UnitState | None
    ready: int
    left: dict[str, int]


class ShownPreview(msgspec.Struct, frozen=True, kw_only=True):
    selected: int
    prospects: list[ShownProspect]


class ShownBulk(msgspec.Struct, frozen=True, kw_only=True):
    """done, total: units gone through in this phase. counts: `done`, and codes of what was in the way; of
    undoing `restored`, and codes behind `undo:`."""

    id: UUID
    course: UUID
    locale: str
    deed: Deed
    to: UnitState | None
    by: UUID
    at: datetime
    phase: Phase
    done: int
    total: int
    counts: dict[str, int]
    finished_at: datetime | None


class ShownLeft(msgspec.Struct, frozen=True, kw_only=True):
    """number: to go on after. why: code."""

    number: int
    unit: UUID
    why: str
    undo: str


def shown_preview(seen: Preview) -> ShownPreview:
    prospects = [
        ShownProspect(deed=one.word.deed, to=_state(one.word.to), ready=one.ready, left=dict(one.left))
        for one in seen.prospects
    ]
    return ShownPreview(selected=seen.selected, prospects=prospects)


def shown_bulk(bulk: Bulk) -> ShownBulk:
    return ShownBulk(
        id=bulk.id,
        course=bulk.selection.course,
        locale=bulk.selection.locale,
        deed=bulk.word.deed,
        to=_state(bulk.word.to),
        by=bulk.by,
        at=bulk.at,
        phase=bulk.phase,
        done=bulk.done,
        total=bulk.total,
        counts=dict(bulk.counts),
        finished_at=bulk.finished_at,
    )


def shown_left(left: LeftUnit) -> ShownLeft:
    return ShownLeft(number=left.one.number, unit=left.one.unit, why=left.one.outcome, undo=left.one.undo)


def _state(state: State | None) -> UnitState | None:
    return None if state is None else UnitState(state.name.lower())
