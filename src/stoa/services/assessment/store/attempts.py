"""Attempts: their sheets, their ends, and the responses and hints in them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.assessment.domain.attempt import Result, SetKey, Sheet
from stoa.services.assessment.domain.item import Response
from stoa.services.assessment.domain.item_set import ItemSet
from stoa.services.assessment.domain.standing import Standing, Try
from stoa.services.assessment.tables import attempts, help_given, responses


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt and its result, None while it goes on."""

    sheet: Sheet
    result: Result | None


async def sheets(read: ReadSession, wanted: Collection[UUID]) -> Mapping[UUID, Sheet]:
    """Those that there are, by the attempt."""
    rows = await read.all(select(attempts).where(attempts.c.id.in_(wanted)))
    return {row.id: _sheet(row) for row in rows}


async def load(read: ReadSession, attempt: UUID, *, held: bool = False) -> Attempt | None:
    """held: no response is kept meanwhile, and nobody else ends it."""
    query = select(attempts).where(attempts.c.id == attempt)
    row = await read.one(query.with_for_update() if held else query)
    return _attempt(row) if row is not None else None


async def all_of(read: ReadSession, registration: UUID, item_set: UUID) -> Sequence[Attempt]:
    """In the order they were begun."""
    rows = await read.all(
        select(attempts)
        .where(attempts.c.registration == registration, attempts.c.item_set == item_set)
        .order_by(attempts.c.number)
    )
    return [_attempt(row) for row in rows]


async def save_new(work: UnitOfWork, begun: Sheet) -> None:
    await work.run(
        insert(attempts),
        {
            "tenant_id": work.tenant,
            "id": begun.id,
            "registration": begun.registration,
            "learner": begun.learner,
            "course": begun.key.course,
            "item_set": begun.key.item_set,
            "revision": begun.key.revision,
            "locale": begun.key.locale,
            "number": begun.number,
            "seed": begun.seed,
            "started_at": begun.started_at,
        },
    )


async def save_result(work: UnitOfWork, attempt: UUID, result: Result) -> None:
    await work.run(
        update(attempts)
        .where(attempts.c.id == attempt)
        .values(
            submitted_at=result.at,
            raw=result.raw,
            maximum=result.maximum,
            scaled=result.scaled,
            passed=result.passed,
        )
    )


async def standings(
    read: ReadSession, attempt: UUID, item_set: ItemSet, *, submitted: bool
) -> Mapping[UUID, Standing]:
    """Of every item of the set, in its order."""
    given = await read.all(
        select(responses).where(responses.c.attempt == attempt).order_by(responses.c.item, responses.c.number)
    )
    helped = await read.all(select(help_given).where(help_given.c.attempt == attempt))
    shares: dict[UUID, tuple[float, ...]] = {}
    tries: dict[UUID, Try] = {}
    for row in given:
        shares[row.item] = (*shares.get(row.item, ()), row.share)
        tries[row.item] = _try(row)
    help_by_item = {row.item: row for row in helped}
    return {
        item.id: Standing(
            item=item,
            reveal=item_set.reveal,
            shares=shares.get(item.id, ()),
            last=tries.get(item.id),
            hints=help_by_item[item.id].hints if item.id in help_by_item else 0,
            answer_shown=item.id in help_by_item and help_by_item[item.id].answer_shown_at is not None,
            submitted=submitted,
        )
        for item in item_set.items.values()
    }


async def show_hints(work: UnitOfWork, attempt: UUID, item: UUID, hints: int) -> None:
    """At least so many hints were seen."""
    statement = upsert(help_given).values(
        tenant_id=work.tenant, attempt=attempt, item=item, hints=hints, answer_shown_at=None
    )
    await work.run(
        statement.on_conflict_do_update(
            index_elements=["tenant_id", "attempt", "item"],
            set_={"hints": func.greatest(help_given.c.hints, statement.excluded.hints)},
        )
    )


async def show_answer(work: UnitOfWork, attempt: UUID, item: UUID) -> None:
    statement = upsert(help_given).values(
        tenant_id=work.tenant, attempt=attempt, item=item, hints=0, answer_shown_at=work.now
    )
    await work.run(
        statement.on_conflict_do_update(
            index_elements=["tenant_id", "attempt", "item"],
            set_={"answer_shown_at": func.coalesce(help_given.c.answer_shown_at, work.now)},
        )
    )


def _sheet(row: Row[Any]) -> Sheet:
    return Sheet(
        id=row.id,
        registration=row.registration,
        learner=row.learner,
        key=SetKey(row.course, row.revision, row.locale, row.item_set),
        number=row.number,
        seed=row.seed,
        started_at=row.started_at,
    )


def _attempt(row: Row[Any]) -> Attempt:
    ended: datetime | None = row.submitted_at
    result = Result(row.raw, row.maximum, row.scaled, row.passed, ended) if ended is not None else None
    return Attempt(_sheet(row), result)


def _try(row: Row[Any]) -> Try:
    response: Response = msgspec.json.decode(row.response)
    return Try(row.id, row.number, response, row.share, row.hints, row.at)
