"""Course runs and the invites into them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, delete, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert

from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.tracking.domain.admission import Invite
from stoa.services.tracking.domain.run import Admission, Run, Schedule
from stoa.services.tracking.tables import enrolments, invites, runs


async def load(read: ReadSession, run: UUID) -> Run | None:
    row = await read.one(select(runs).where(runs.c.id == run))
    return None if row is None else run_from(row._asdict())


async def load_locked(work: UnitOfWork, run: UUID) -> Run | None:
    """Nobody else enrols in the run until the end of the transaction."""
    row = await work.one(select(runs).where(runs.c.id == run).with_for_update())
    return None if row is None else run_from(row._asdict())


async def taught(read: ReadSession, caller: Caller, run: UUID) -> Run:
    """A run that the caller teaches, or any for an administrator. Raises NotFound."""
    return _taught_by(caller, await load(read, run))


async def taught_locked(work: UnitOfWork, caller: Caller, run: UUID) -> Run:
    """As `taught`, and nobody else enrols in it until the end of the transaction."""
    return _taught_by(caller, await load_locked(work, run))


def _taught_by(caller: Caller, run: Run | None) -> Run:
    if run is None or not (caller.has("administrator") or run.is_taught_by(caller.known())):
        raise NotFound("run.unknown")
    return run


def run_from(values: dict[str, Any]) -> Run:
    schedule = Schedule(
        title=values["title"],
        starts_at=values["starts_at"],
        ends_at=values["ends_at"],
        enrol_until=values["enrol_until"],
        time_zone=values["time_zone"],
        admission=Admission(values["admission"]),
        places=values["places"],
    )
    return Run(values["id"], values["course"], schedule, frozenset(values["instructors"]), values["change"])


async def save(work: UnitOfWork, run: Run) -> None:
    schedule = run.schedule
    row = {
        "tenant_id": work.tenant,
        "id": run.id,
        "course": run.course,
        "title": schedule.title,
        "starts_at": schedule.starts_at,
        "ends_at": schedule.ends_at,
        "enrol_until": schedule.enrol_until,
        "time_zone": schedule.time_zone,
        "admission": schedule.admission,
        "places": schedule.places,
        "instructors": sorted(run.instructors),
        "change": run.change,
        "scheduled_at": work.now,
    }
    statement = insert(runs).values(row)
    changed = {name: statement.excluded[name] for name in row if name not in ("tenant_id", "id", "course")}
    await work.run(statement.on_conflict_do_update(index_elements=["tenant_id", "id"], set_=changed))


async def of_course(read: ReadSession, course: UUID, learner: UUID) -> Sequence[tuple[Run, int, bool | None]]:
    """Every run of the course, the next to start first, with the number of learners enrolled.

    And whether the learner, who was in it, left by themself; None where they never were.
    """
    own = enrolments.alias("own")
    theirs = and_(own.c.run == runs.c.id, own.c.learner == learner)
    rows = await read.all(
        select(runs, _enrolled(runs.c.id).label("enrolled"), own.c.left)
        .outerjoin(own, theirs)
        .where(runs.c.course == course)
        .order_by(runs.c.starts_at.asc().nulls_first(), runs.c.scheduled_at.desc())
        .limit(100)
    )
    return [(run_from(row._asdict()), row.enrolled, row.left) for row in rows]


async def count_enrolled(read: ReadSession, run: UUID) -> int:
    return int(await read.value(select(_enrolled(run))))


async def was_entered(read: ReadSession, run: UUID) -> bool:
    """Whether anybody ever had a registration in it."""
    return bool(await read.value(select(exists().where(enrolments.c.run == run))))


async def remove(work: UnitOfWork, run: UUID) -> None:
    await work.run(delete(invites).where(invites.c.run == run))
    await work.run(delete(runs).where(runs.c.id == run))


def _enrolled(run: Any) -> Any:
    counted = select(func.count()).where(enrolments.c.run == run, enrolments.c.active)
    return counted.select_from(enrolments).scalar_subquery()


async def save_invite(work: UnitOfWork, invite: Invite) -> None:
    await work.run(
        insert(invites).values(
            tenant_id=work.tenant,
            id=invite.id,
            run=invite.run,
            code=invite.code,
            expires_at=invite.expires_at,
            uses=invite.uses,
            used=invite.used,
            revoked=invite.revoked,
            made_at=work.now,
        )
    )


async def invites_of(read: ReadSession, run: UUID) -> list[Invite]:
    """Those not taken back, the newest first."""
    newest = (
        select(invites).where(invites.c.run == run, ~invites.c.revoked).order_by(invites.c.made_at.desc())
    )
    return [_invite(row) for row in await read.all(newest.limit(50))]


async def invite_by_code(read: ReadSession, code: str) -> Invite | None:
    return await _one_invite(read, select(invites).where(invites.c.code == code))


async def lock_invite(work: UnitOfWork, code: str) -> Invite | None:
    return await _one_invite(work, select(invites).where(invites.c.code == code).with_for_update())


async def use_invite(work: UnitOfWork, invite: UUID) -> None:
    await work.run(update(invites).where(invites.c.id == invite).values(used=invites.c.used + 1))


async def revoke_invite(work: UnitOfWork, run: UUID, invite: UUID) -> bool:
    mine = update(invites).where(invites.c.id == invite, invites.c.run == run)
    return await work.run(mine.values(revoked=True)) > 0


async def _one_invite(read: ReadSession, statement: Select[Any]) -> Invite | None:
    row = await read.one(statement)
    return None if row is None else _invite(row)


def _invite(row: Row[Any]) -> Invite:
    return Invite(row.id, row.run, row.code, row.expires_at, row.uses, row.used, row.revoked)
