"""Policies of courses, in versions, and trials of them over the log."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, func, select, update
from sqlalchemy.dialects.postgresql import insert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.adaptive.domain.written_policy import (
    PLATFORM_VERSION,
    PolicyState,
    Trial,
    TrialState,
    WrittenPolicy,
    platform_policy,
)
from stoa.services.adaptive.tables import policies, trials


async def versions(read: ReadSession, course: UUID) -> list[WrittenPolicy]:
    """The newest first."""
    wanted = select(policies).where(policies.c.course == course).order_by(policies.c.version.desc())
    return [_written(row) for row in await read.all(wanted.limit(100))]


async def load(read: ReadSession, course: UUID, version: int) -> WrittenPolicy | None:
    if version == PLATFORM_VERSION:
        return platform_policy(course)
    wanted = select(policies).where(policies.c.course == course, policies.c.version == version)
    row = await read.one(wanted)
    return None if row is None else _written(row)


async def next_version(work: UnitOfWork, course: UUID) -> int:
    """Under a lock, so that no version is given twice."""
    await work.lock(f"policies:{course}")
    newest = await work.value(select(func.max(policies.c.version)).where(policies.c.course == course))
    return int(newest or 0) + 1


async def add(work: UnitOfWork, written: WrittenPolicy) -> None:
    await work.run(
        insert(policies).values(
            tenant_id=work.tenant,
            course=written.course,
            version=written.version,
            policy=written.policy,
            state=written.state,
            data=msgspec.json.encode(written.data).decode(),
            made_by=written.made_by,
            made_at=work.now,
        )
    )


async def activate(work: UnitOfWork, course: UUID, version: int) -> None:
    """The one before is retired. The platform's own needs nothing more."""
    mine = update(policies).where(policies.c.course == course)
    await work.run(mine.where(policies.c.state == PolicyState.ACTIVE).values(state=PolicyState.RETIRED))
    chosen = mine.where(policies.c.version == version)
    await work.run(chosen.values(state=PolicyState.ACTIVE, activated_at=work.now))


async def is_any_active(read: ReadSession, course: UUID) -> bool:
    wanted = select(policies.c.version).where(policies.c.course == course)
    return await read.value(wanted.where(policies.c.state == PolicyState.ACTIVE)) is not None


async def save_trial(work: UnitOfWork, trial: Trial) -> None:
    statement = insert(trials).values(
        tenant_id=work.tenant,
        id=trial.id,
        course=trial.course,
        version=trial.version,
        state=trial.state,
        done=trial.done,
        total=trial.total,
        result=None if trial.result is None else msgspec.json.encode(trial.result).decode(),
        asked_by=trial.asked_by,
        asked_at=work.now,
    )
    changed = {name: statement.excluded[name] for name in ("state", "done", "total", "result")}
    await work.run(statement.on_conflict_do_update(index_elements=["tenant_id", "id"], set_=changed))


async def trial_under_way(read: ReadSession, course: UUID, version: int, since: datetime) -> Trial | None:
    wanted = select(trials.c.id).where(
        trials.c.course == course,
        trials.c.version == version,
        trials.c.state != TrialState.DONE,
        trials.c.asked_at > since,
    )
    found: UUID | None = await read.value(wanted.limit(1))
    return None if found is None else await load_trial(read, found)


async def load_trial(read: ReadSession, trial: UUID) -> Trial | None:
    row = await read.one(select(trials).where(trials.c.id == trial))
    if row is None:
        return None
    result = None if row.result is None else msgspec.json.decode(row.result)
    return Trial(
        id=row.id,
        course=row.course,
        version=row.version,
        asked_by=row.asked_by,
        state=row.state,
        done=row.done,
        total=row.total,
        result=result,
    )


def _written(row: Row[Any]) -> WrittenPolicy:
    return WrittenPolicy(
        course=row.course,
        version=row.version,
        policy=row.policy,
        state=PolicyState(row.state),
        data=msgspec.json.decode(row.data),
        made_by=row.made_by,
        made_at=row.made_at,
        activated_at=row.activated_at,
    )
