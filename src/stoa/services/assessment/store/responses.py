"""Keeping a response: one statement, because every learner waits for it."""

from dataclasses import dataclass
from uuid import UUID

import msgspec
from sqlalchemy import select, text

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.assessment.domain.attempt import Sheet
from stoa.services.assessment.domain.item import Response
from stoa.services.assessment.domain.standing import Try
from stoa.services.assessment.domain.tries import TryPolicy
from stoa.services.assessment.tables import responses

_KEEP = text(
    """
    WITH sheet AS (
        SELECT a.id
        FROM assessment.attempts a
        JOIN assessment.registrations r ON r.tenant_id = a.tenant_id AND r.id = a.registration
        LEFT JOIN assessment.runs u ON u.tenant_id = r.tenant_id AND u.id = r.run
        WHERE a.tenant_id = :tenant AND a.id = :attempt AND a.learner = :learner
          AND a.submitted_at IS NULL AND r.active
          AND coalesce(u.starts_at, '-infinity') <= :at AND coalesce(u.ends_at, 'infinity') > :at
        FOR KEY SHARE OF a
    ), before AS (
        SELECT coalesce(array_agg(share ORDER BY number), '{}') AS shares
        FROM assessment.responses
        WHERE tenant_id = :tenant AND attempt = :attempt AND item = :item
    ), helped AS (
        SELECT hints, answer_shown_at
        FROM assessment.help_given
        WHERE tenant_id = :tenant AND attempt = :attempt AND item = :item
    ), kept AS (
        INSERT INTO assessment.responses
            (tenant_id, id, attempt, item, number, response, share, hints, think_time_s, at)
        SELECT :tenant, CAST(:id AS uuid), sheet.id, :item, cardinality(before.shares) + 1,
            CAST(:response AS text), CAST(:share AS double precision), coalesce(helped.hints, 0),
            CAST(:think_time_s AS double precision), CAST(:at AS timestamptz)
        FROM sheet CROSS JOIN before LEFT JOIN helped ON true
        WHERE cardinality(before.shares) < :most AND NOT (:told AND 1 <= ANY (before.shares))
          AND helped.answer_shown_at IS NULL
        ON CONFLICT DO NOTHING
        RETURNING number, hints
    )
    SELECT kept.number, kept.hints, before.shares FROM kept CROSS JOIN before
    """
)


@dataclass(frozen=True, slots=True)
class KeptTry:
    """before: shares of the tries of the item before this one."""

    before: tuple[float, ...]
    this: Try


async def keep(
    work: UnitOfWork,
    sheet: Sheet,
    item: UUID,
    policy: TryPolicy,
    given: Try,
    think_time_s: float | None,
) -> KeptTry | None:
    """given: numbered and its hints counted here. None when it may not be kept, or is kept already.

    The attempt's row is held, so that nobody ends the attempt between here and the commit.
    """
    row = await work.one(
        _KEEP,
        {
            "tenant": work.tenant,
            "attempt": sheet.id,
            "learner": sheet.learner,
            "item": item,
            "id": given.id,
            "response": msgspec.json.encode(given.response).decode(),
            "share": given.share,
            "think_time_s": think_time_s,
            "at": given.at,
            "most": policy.most,
            "told": policy.told,
        },
    )
    if row is None:
        return None
    this = Try(given.id, row.number, given.response, given.share, row.hints, given.at)
    return KeptTry(tuple(row.shares), this)


@dataclass(frozen=True, slots=True)
class KeptResponse:
    attempt: UUID
    item: UUID
    response: Response


async def find(read: ReadSession, response: UUID) -> KeptResponse | None:
    row = await read.one(select(responses).where(responses.c.id == response))
    return KeptResponse(row.attempt, row.item, msgspec.json.decode(row.response)) if row is not None else None
