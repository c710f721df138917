"""Registrations and runs as tracking tells them."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.assessment.domain.enrolment import Enrolment
from stoa.services.assessment.domain.run import Run
from stoa.services.assessment.tables import registrations, runs


async def save_enrolment(work: UnitOfWork, enrolment: Enrolment, change: int) -> None:
    """A change older than the one known changes nothing."""
    row = {
        "tenant_id": work.tenant,
        "id": enrolment.registration,
        "run": enrolment.run,
        "course": enrolment.course,
        "learner": enrolment.learner,
        "active": enrolment.active,
        "change": change,
    }
    statement = insert(registrations).values(row)
    newer = statement.on_conflict_do_update(
        index_elements=["tenant_id", "id"],
        set_={"active": statement.excluded.active, "change": statement.excluded.change},
        where=registrations.c.change < statement.excluded.change,
    )
    await work.run(newer)


async def save_run(work: UnitOfWork, run: Run, change: int) -> None:
    """A change older than the one known changes nothing."""
    row = {
        "tenant_id": work.tenant,
        "id": run.id,
        "course": run.course,
        "starts_at": run.starts_at,
        "ends_at": run.ends_at,
        "instructors": list(run.instructors),
        "change": change,
    }
    statement = insert(runs).values(row)
    newer = statement.on_conflict_do_update(
        index_elements=["tenant_id", "id"],
        set_={name: statement.excluded[name] for name in row if name not in ("tenant_id", "id")},
        where=runs.c.change < statement.excluded.change,
    )
    await work.run(newer)


_ENROLMENT = select(
    registrations.c.id,
    registrations.c.run,
    registrations.c.course,
    registrations.c.learner,
    registrations.c.active,
    runs.c.starts_at,
    runs.c.ends_at,
).outerjoin(runs, (runs.c.tenant_id == registrations.c.tenant_id) & (runs.c.id == registrations.c.run))


async def load_enrolment(read: ReadSession, registration: UUID, *, held: bool = False) -> Enrolment | None:
    """held: locks the registration, so that attempts at its sets begin one after the other."""
    query = _ENROLMENT.where(registrations.c.id == registration)
    row = await read.one(query.with_for_update(of=registrations) if held else query)
    if row is None:
        return None
    return Enrolment(row.id, row.run, row.course, row.learner, row.active, row.starts_at, row.ends_at)


async def load_run(read: ReadSession, run: UUID) -> Run | None:
    row = await read.one(select(runs).where(runs.c.id == run))
    if row is None:
        return None
    return Run(row.id, row.course, row.starts_at, row.ends_at, frozenset(row.instructors))
