"""What chances are told by, and the post-edits that it is fitted to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, Select, and_, cast, delete, func, literal_column, or_, select
from sqlalchemy.dialects.postgresql import JSONB, insert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.runtime.db.rows import insert_rows
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.proposal import Origin
from stoa.services.localization.domain.quality.calibration import (
    EVERY_PROVIDER,
    MOST,
    SIGNALS,
    Calibration,
    Route,
)
from stoa.services.localization.domain.quality.model import Model
from stoa.services.localization.tables import calibrations, changes, courses, fittings, segments, units

_LOOKED_AT = 10_000
"""The latest words of people among which those about machines are sought."""
_GIVEN_UP = timedelta(minutes=50)
"""Fitting takes seconds: whoever began it so long ago has died. The job comes every hour."""
_ACCEPTED: ColumnElement[str] = literal_column("'accepted'")
_OF_MACHINES = ("proposed", "stood")


@dataclass(frozen=True, slots=True)
class Unread:
    """A pair in which somebody accepted something that its calibration has not read. newest: when last."""

    pair: LocalePair
    newest: datetime


@dataclass(frozen=True, slots=True)
class Accepted:
    """A machine's proposal that a person took or changed. said: the log's entry about it, as JSON."""

    source: str
    checksum: str
    said: str
    distance: float
    at: datetime


async def unread(read: ReadSession, since: datetime) -> list[Unread]:
    newest = func.max(changes.c.at)
    known = and_(
        calibrations.c.source_locale == courses.c.locale,
        calibrations.c.target_locale == changes.c.locale,
        calibrations.c.provider == EVERY_PROVIDER,
    )
    rows = await read.all(
        select(
            courses.c.locale.label("source"),
            changes.c.locale.label("target"),
            newest.label("newest"),
        )
        .select_from(changes)
        .join(courses, courses.c.course == changes.c.course)
        .outerjoin(calibrations, known)
        .where(changes.c.action == _ACCEPTED, changes.c.at >= since)
        .group_by(courses.c.locale, changes.c.locale, calibrations.c.read_until)
        .having(or_(calibrations.c.read_until.is_(None), newest > calibrations.c.read_until))
        .order_by(courses.c.locale, changes.c.locale)
    )
    return [Unread(LocalePair(row.source, row.target), row.newest) for row in rows]


async def count_accepted(read: ReadSession, pair: LocalePair, since: datetime) -> int:
    """How many `accepted` gives."""
    found: int = await read.value(select(func.count()).select_from(_accepted(pair, since).subquery()))
    return found


async def accepted(read: ReadSession, pair: LocalePair, since: datetime) -> list[Accepted]:
    """What people accepted right after a machine had said it, the latest; no second person's review of that.

    Of sources that say the same still: the words of others are gone.
    """
    return [Accepted(**row._asdict()) for row in await read.all(_accepted(pair, since))]


def _accepted(pair: LocalePair, since: datetime) -> Select[Any]:
    latest = (
        select(changes.c.unit, changes.c.version, changes.c.distance, changes.c.at)
        .join(courses, courses.c.course == changes.c.course)
        .where(
            changes.c.action == _ACCEPTED,
            changes.c.at > since,
            changes.c.locale == pair.target,
            courses.c.locale == pair.source,
            changes.c.distance.is_not(None),
        )
        .order_by(changes.c.at.desc())
        .limit(_LOOKED_AT)
        .subquery()
    )
    before = changes.alias("before")
    said = cast(before.c.entry, JSONB)
    return (
        select(
            segments.c.text.label("source"),
            segments.c.checksum,
            before.c.entry.label("said"),
            latest.c.distance,
            latest.c.at,
        )
        .select_from(latest)
        .join(before, and_(before.c.unit == latest.c.unit, before.c.version == latest.c.version - 1))
        .join(units, units.c.id == latest.c.unit)
        .join(segments, segments.c.id == units.c.segment)
        .where(
            before.c.action.in_(_OF_MACHINES),
            said["origin"].astext == Origin.MACHINE.value,
            said["source"].astext == segments.c.checksum,
        )
        .order_by(latest.c.at.desc(), latest.c.unit)
        .limit(MOST)
    )


async def begin(work: UnitOfWork, pair: LocalePair, version: int) -> bool:
    """Whether nobody else is at this calibration of the pair, or was and came to nothing."""
    one = {"source_locale": pair.source, "target_locale": pair.target}
    begun = insert(fittings).values(tenant_id=work.tenant, **one, version=version, begun_at=work.now)
    given_up = or_(fittings.c.version < version, fittings.c.begun_at <= work.now - _GIVEN_UP)
    taken = begun.on_conflict_do_update(
        index_elements=["tenant_id", *one],
        set_={"version": version, "begun_at": work.now},
        where=given_up,
    )
    return await work.run(taken) == 1


async def replace_of_pair(work: UnitOfWork, pair: LocalePair, fitted: Sequence[Calibration]) -> None:
    """A provider that nobody corrects any more has none of its own."""
    await work.lock(f"calibrations {pair.source} {pair.target}")
    await work.run(delete(calibrations).where(*_of(pair)))
    rows = [
        {
            "tenant_id": work.tenant,
            "source_locale": pair.source,
            "target_locale": pair.target,
            "provider": one.provider,
            "version": one.version,
            "model": None if one.model is None else _kept(one.model),
            "n": one.n,
            "good": one.good,
            "auroc": one.auroc,
            "error": one.error,
            "routes": [msgspec.to_builtins(route) for route in one.routes],
            "fitted_at": one.fitted_at,
            "read_until": one.read_until,
        }
        for one in fitted
    ]
    await work.put(insert_rows(calibrations, *rows[0]), rows)


async def of_pair(read: ReadSession, pair: LocalePair) -> dict[str, Calibration]:
    """By provider."""
    rows = await read.all(select(calibrations).where(*_of(pair)))
    return {row.provider: _calibration(row) for row in rows}


async def list_all(read: ReadSession) -> list[Calibration]:
    """Of all providers of a pair first, then of each."""
    columns = calibrations.c
    rows = await read.all(
        select(calibrations).order_by(columns.source_locale, columns.target_locale, columns.provider)
    )
    return [_calibration(row) for row in rows]


def _of(pair: LocalePair) -> tuple[Any, Any]:
    return (calibrations.c.source_locale == pair.source, calibrations.c.target_locale == pair.target)


def _kept(model: Model) -> dict[str, Any]:
    return {
        "signals": SIGNALS,
        "means": model.means,
        "scales": model.scales,
        "weights": model.weights,
    }


def _model(kept: dict[str, Any] | None) -> Model | None:
    """None where it was fitted to other signals than there are now: it will be fitted again."""
    if kept is None or tuple(kept["signals"]) != SIGNALS:
        return None
    return Model(tuple(kept["means"]), tuple(kept["scales"]), tuple(kept["weights"]))


def _calibration(row: Row[Any]) -> Calibration:
    return Calibration(
        pair=LocalePair(row.source_locale, row.target_locale),
        provider=row.provider,
        version=row.version,
        model=_model(row.model),
        n=row.n,
        good=row.good,
        auroc=row.auroc,
        error=row.error,
        routes=tuple(Route(**route) for route in row.routes),
        fitted_at=row.fitted_at,
        read_until=row.read_until,
    )
