"""Writing policies and putting them in force."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from stoa.kernel.errors import NotFound
from stoa.kernel.ids import new_id
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.adaptive.domain.own_words import PolicyActivated, TrialRequested
from stoa.services.adaptive.domain.policy_reading import read as read_policy
from stoa.services.adaptive.domain.written_policy import (
    PLATFORM_VERSION,
    PolicyState,
    Trial,
    WrittenPolicy,
    policy_id,
)
from stoa.services.adaptive.store import policies

_TRIAL_GIVEN_UP = timedelta(minutes=15)
"""After so long another may be asked for, whatever became of the first."""


async def save_draft(db: Database, caller: Caller, course: UUID, data: Any) -> WrittenPolicy:
    """Raises InvalidInput with all that is wrong."""
    async with db.work(caller) as work:
        version = await policies.next_version(work, course)
        data = {**data, "version": version} if isinstance(data, dict) else data
        read_policy(data)
        written = WrittenPolicy(
            course=course,
            version=version,
            policy=policy_id(course),
            state=PolicyState.DRAFT,
            data=data,
            made_by=caller.known(),
            made_at=work.now,
        )
        await policies.add(work, written)
        return work.keep(written)


async def activate(db: Database, caller: Caller, course: UUID, version: int) -> None:
    """It reaches every fold through the log, so that it holds from one place of it on.

    version: 0 puts the platform's own back, where another is in force.
    """
    async with db.work(caller) as work:
        await work.lock(f"policies:{course}")
        written = await policies.load(work, course, version)
        if written is None:
            raise NotFound("policy.missing")
        if version == PLATFORM_VERSION and not await policies.is_any_active(work, course):
            return
        await policies.activate(work, course, version)
        work.record(
            PolicyActivated(
                course=course,
                policy=written.policy,
                version=version,
                data=msgspec.json.encode(written.data).decode(),
                at_ms=round(work.now.timestamp() * 1000),
            )
        )


async def request_trial(db: Database, caller: Caller, course: UUID, version: int) -> Trial:
    """Where one of the version is under way already, that one: each goes over the whole log."""
    async with db.work(caller) as work:
        await work.lock(f"policies:{course}")
        if await policies.load(work, course, version) is None:
            raise NotFound("policy.missing")
        under_way = await policies.trial_under_way(work, course, version, work.now - _TRIAL_GIVEN_UP)
        if under_way is not None:
            return work.keep(under_way)
        trial = Trial(id=new_id(), course=course, version=version, asked_by=caller.known())
        await policies.save_trial(work, trial)
        work.record(TrialRequested(trial=trial.id))
        return work.keep(trial)


async def note_trial(db: Database, caller: Caller, trial: Trial) -> None:
    async with db.work(caller.under(None)) as work:
        await policies.save_trial(work, trial)
