"""Keeping responses: one statement for all that come at once, because every learner waits for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, select, text

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.assessment.domain.attempt import Sheet
from stoa.services.assessment.domain.item import Item, Response
from stoa.services.assessment.domain.standing import Try
from stoa.services.assessment.domain.tries import TryPolicy
from stoa.services.assessment.tables import responses

# In one order, so that statements that meet at the same rows wait for each other in turn.
_KEEP = text(
    """
    WITH offered AS (
        SELECT *
        FROM unnest(
            CAST(:ids AS uuid[]), CAST(:attempts AS uuid[]), CAST(:learners AS uuid[]),
            CAST(:items AS uuid[]), CAST(:responses AS text[]), CAST(:shares AS double precision[]),
            CAST(:think_times_s AS double precision[]), CAST(:mosts AS integer[]), CAST(:tolds AS boolean[])
        ) AS o (id, attempt, learner, item, response, share, think_time_s, most, told)
    ), sheets AS (
        SELECT a.id, a.learner
        FROM assessment.attempts a
        JOIN assessment.registrations r ON r.tenant_id = a.tenant_id AND r.id = a.registration
        LEFT JOIN assessment.runs u ON u.tenant_id = r.tenant_id AND u.id = r.run
        WHERE a.tenant_id = :tenant AND a.id = ANY (CAST(:attempts AS uuid[]))
          AND a.submitted_at IS NULL AND r.active
          AND coalesce(u.starts_at, '-infinity') <= :at AND coalesce(u.ends_at, 'infinity') > :at
        ORDER BY a.id
        FOR KEY SHARE OF a
    ), before AS (
        SELECT o.*, given.shares, coalesce(helped.hints, 0) AS hints
        FROM offered o
        JOIN sheets ON sheets.id = o.attempt AND sheets.learner = o.learner
        CROSS JOIN LATERAL (
            SELECT coalesce(array_agg(share ORDER BY number), '{}') AS shares
            FROM assessment.responses
            WHERE tenant_id = :tenant AND attempt = o.attempt AND item = o.item
        ) given
        LEFT JOIN assessment.help_given helped
            ON helped.tenant_id = :tenant AND helped.attempt = o.attempt AND helped.item = o.item
        WHERE cardinality(given.shares) < o.most AND NOT (o.told AND 1 <= ANY (given.shares))
          AND helped.answer_shown_at IS NULL
    ), kept AS (
        INSERT INTO assessment.responses
            (tenant_id, id, attempt, item, number, response, share, hints, think_time_s, at)
        SELECT :tenant, id, attempt, item, cardinality(shares) + 1, response, share, hints, think_time_s,
            CAST(:at AS timestamptz)
        FROM before
        ORDER BY attempt, item, id
        ON CONFLICT DO NOTHING
        RETURNING id, number, hints
    )
    SELECT kept.id, kept.number, kept.hints, before.shares FROM kept JOIN before USING (id)
    """
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A response on its way in, scored. share: of the points, whichever try it will be."""

    id: UUID
    sheet: Sheet
    item: Item
    policy: TryPolicy
    response: Response
    share: float
    think_time_s: float | None


@dataclass(frozen=True, slots=True)
class KeptTry:
    """before: shares of the tries of the item before this one."""

    before: tuple[float, ...]
    this: Try


async def keep(work: UnitOfWork, offers: Sequence[Offer]) -> Mapping[UUID, KeptTry]:
    """Those that were kept, by id, numbered and their hints counted. Others may not be, or are kept already.

    The attempts' rows are held, so that nobody ends an attempt between here and the commit.
    """
    rows = await work.all(
        _KEEP,
        {
            "tenant": work.tenant,
            "at": work.now,
            "ids": [one.id for one in offers],
            "attempts": [one.sheet.id for one in offers],
            "learners": [one.sheet.learner for one in offers],
            "items": [one.item.id for one in offers],
            "responses": [msgspec.json.encode(one.response).decode() for one in offers],
            "shares": [one.share for one in offers],
            "think_times_s": [one.think_time_s for one in offers],
            "mosts": [one.policy.most for one in offers],
            "tolds": [one.policy.told for one in offers],
        },
    )
    offered = {one.id: one for one in offers}
    return {row.id: _kept(offered[row.id], row, work.now) for row in rows}


def _kept(offer: Offer, row: Row[Any], at: datetime) -> KeptTry:
    this = Try(offer.id, row.number, offer.response, offer.share, row.hints, at)
    return KeptTry(tuple(row.shares), this)


@dataclass(frozen=True, slots=True)
class KeptResponse:
    attempt: UUID
    item: UUID
    response: Response


async def find(read: ReadSession, response: UUID) -> KeptResponse | None:
    row = await read.one(select(responses).where(responses.c.id == response))
    return KeptResponse(row.attempt, row.item, msgspec.json.decode(row.response)) if row is not None else None
