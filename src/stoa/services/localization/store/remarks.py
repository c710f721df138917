"""What was before with units, as rows of a list say it: one statement for a page of them."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, cast, func, select, true
from sqlalchemy.dialects.postgresql import JSON

from stoa.runtime.db import ReadSession
from stoa.runtime.db.rows import among
from stoa.services.localization.domain.task import Remarks
from stoa.services.localization.domain.unit import State
from stoa.services.localization.tables import changes, comments, segments, units


def is_stale() -> ColumnElement[bool]:
    """Of a unit and its segment: a translation stood, of another source. NULL where none ever did."""
    entry = cast(changes.c.entry, JSON)
    stood = (
        select(entry["source"].as_string())
        .where(changes.c.unit == units.c.id, entry["state"].as_integer() >= int(State.TRANSLATED))
        .order_by(changes.c.version.desc())
        .limit(1)
        .scalar_subquery()
    )
    return stood != segments.c.checksum


async def remarks_of(read: ReadSession, wanted: Collection[UUID]) -> dict[UUID, Remarks]:
    """By unit."""
    last = (
        select(changes.c.action, changes.c.at)
        .where(changes.c.unit == units.c.id, changes.c.action.is_distinct_from("checked"))
        .order_by(changes.c.version.desc())
        .limit(1)
        .lateral("last")
    )
    said = comments.c.unit == units.c.id
    # The reason is the comment of the same transaction.
    why = select(comments.c.text).where(said, comments.c.at == last.c.at).limit(1).scalar_subquery()
    rows = await read.all(
        select(
            units.c.id,
            is_stale().label("stale"),
            (last.c.action == "rejected").label("sent_back"),
            why.label("why"),
            select(func.count()).where(said).scalar_subquery().label("comments"),
        )
        .join(segments, segments.c.id == units.c.segment)
        .outerjoin(last, true())
        .where(among(units.c.id, wanted))
    )
    return {
        row.id: Remarks(
            stale=bool(row.stale),
            sent_back=bool(row.sent_back),
            why=row.why if row.sent_back and row.why else "",
            comments=row.comments,
        )
        for row in rows
    }
