"""Enrolments, and the registrations that come with them."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.dialects.postgresql import insert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.tracking.domain.admission import Way
from stoa.services.tracking.domain.registration import Enrolment
from stoa.services.tracking.tables import enrolments, registrations


async def of_learners(read: ReadSession, run: UUID, learners: Collection[UUID]) -> dict[UUID, Enrolment]:
    """By learner, ended ones too."""
    rows = await read.all(
        select(enrolments).where(enrolments.c.run == run, enrolments.c.learner.in_(learners))
    )
    return {row.learner: _enrolment(row) for row in rows}


async def of_registration(read: ReadSession, registration: UUID) -> Enrolment | None:
    """Also one that has ended."""
    row = await read.one(select(enrolments).where(enrolments.c.registration == registration))
    return None if row is None else _enrolment(row)


async def begin(
    work: UnitOfWork, course: UUID, begun: Sequence[Enrolment], invite: UUID | None = None
) -> None:
    """Enrolments that are new or begin again; a registration is made where there is none."""
    if not begun:
        return
    statement = insert(enrolments)
    again = {
        name: statement.excluded[name]
        for name in ("active", "left", "way", "invite", "change", "at", "ended_at")
    }
    await work.run(
        statement.on_conflict_do_update(index_elements=["tenant_id", "run", "learner"], set_=again),
        [_row(work, enrolment, invite) for enrolment in begun],
    )
    await work.run(
        insert(registrations).on_conflict_do_nothing(),
        [
            {
                "tenant_id": work.tenant,
                "id": enrolment.registration,
                "run": enrolment.run,
                "course": course,
                "learner": enrolment.learner,
            }
            for enrolment in begun
        ],
    )


async def end(work: UnitOfWork, ended: Enrolment) -> None:
    row = _row(work, ended, None)
    statement = insert(enrolments).values(row)
    changed = {"active": False, "left": ended.left, "change": ended.change, "ended_at": work.now}
    await work.run(
        statement.on_conflict_do_update(index_elements=["tenant_id", "run", "learner"], set_=changed)
    )


def _row(work: UnitOfWork, enrolment: Enrolment, invite: UUID | None) -> dict[str, Any]:
    return {
        "tenant_id": work.tenant,
        "run": enrolment.run,
        "learner": enrolment.learner,
        "registration": enrolment.registration,
        "active": enrolment.active,
        "left": enrolment.left,
        "way": enrolment.way,
        "invite": invite,
        "change": enrolment.change,
        "at": work.now,
        "ended_at": None,
    }


def _enrolment(row: Row[Any]) -> Enrolment:
    return Enrolment(
        row.run, row.learner, row.registration, row.active, Way(row.way), row.change, row.left, row.invite
    )
