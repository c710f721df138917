"""Replicas of what tracking owns: enrolments and runs. An older change than the one known changes nothing."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.adaptive.domain.place import Enrolment, Run
from stoa.services.adaptive.tables import enrolments, runs


async def save_enrolment(work: UnitOfWork, enrolment: Enrolment, *, active: bool, change: int) -> None:
    statement = insert(enrolments).values(
        tenant_id=work.tenant,
        registration=enrolment.registration,
        run=enrolment.run,
        course=enrolment.course,
        learner=enrolment.learner,
        active=active,
        change=change,
    )
    await work.run(
        statement.on_conflict_do_update(
            index_elements=["tenant_id", "registration"],
            set_={"active": statement.excluded.active, "change": statement.excluded.change},
            where=enrolments.c.change < statement.excluded.change,
        )
    )


async def enrolment(read: ReadSession, registration: UUID) -> Enrolment | None:
    """Also one that has ended."""
    row = await read.one(select(enrolments).where(enrolments.c.registration == registration))
    return None if row is None else Enrolment(row.registration, row.run, row.course, row.learner, row.active)


async def save_run(work: UnitOfWork, run: Run, *, change: int) -> None:
    statement = insert(runs).values(
        tenant_id=work.tenant,
        run=run.id,
        course=run.course,
        instructors=sorted(run.instructors),
        change=change,
    )
    await work.run(
        statement.on_conflict_do_update(
            index_elements=["tenant_id", "run"],
            set_={"instructors": statement.excluded.instructors, "change": statement.excluded.change},
            where=runs.c.change < statement.excluded.change,
        )
    )


async def run(read: ReadSession, run: UUID) -> Run | None:
    row = await read.one(select(runs).where(runs.c.run == run))
    return None if row is None else Run(row.run, row.course, frozenset(row.instructors))


async def learners(read: ReadSession, registrations: set[UUID], teacher: UUID | None) -> dict[UUID, UUID]:
    """By registration. teacher: of runs that they teach alone; None of all."""
    wanted = select(enrolments.c.registration, enrolments.c.learner).where(
        enrolments.c.registration.in_(registrations)
    )
    if teacher is not None:
        taught = select(runs.c.run).where(runs.c.instructors.any_() == teacher)
        wanted = wanted.where(enrolments.c.run.in_(taught))
    return {row.registration: row.learner for row in await read.all(wanted)}


async def taught_courses(read: ReadSession, person: UUID) -> set[UUID]:
    """Courses of which the person teaches a run."""
    rows = await read.all(select(runs.c.course).where(runs.c.instructors.any_() == person).distinct())
    return {row.course for row in rows}
