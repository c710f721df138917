"""Trying a policy over what learners did: what would have been offered otherwise."""

from typing import Any
from uuid import UUID

import msgspec

from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.live.subjects import PARTITIONS
from stoa.services.adaptive.commands.fold.loading import Loading
from stoa.services.adaptive.commands.fold.reading import Heard, Unreadable, read
from stoa.services.adaptive.commands.fold.tenant import TenantFold
from stoa.services.adaptive.commands.policies import note_trial
from stoa.services.adaptive.domain.kept import Kept
from stoa.services.adaptive.domain.policy import Policy
from stoa.services.adaptive.domain.policy_reading import read as read_policy
from stoa.services.adaptive.domain.policy_replay import Replay, Snapshot, replay
from stoa.services.adaptive.domain.written_policy import Trial, TrialState
from stoa.services.adaptive.ports import PastLog
from stoa.services.adaptive.store import policies

_MOST_SNAPSHOTS = 50_000
"""Of one partition."""


async def try_policy(db: Database, caller: Caller, past: PastLog, trial_id: UUID) -> None:
    """Partition by partition, so that progress is seen. Done again from the start when it is interrupted."""
    trial, policy = await _asked(db, caller, trial_id)
    found = Replay()
    for partition in range(PARTITIONS):
        snapshots = await _Again(db, caller, trial.course, partition).snapshots(past)
        found = found.merged(replay(policy, snapshots))
        trial = msgspec.structs.replace(trial, state=TrialState.RUNNING, done=partition + 1, total=PARTITIONS)
        await note_trial(db, caller, trial)
    result = msgspec.to_builtins(found)
    await note_trial(db, caller, msgspec.structs.replace(trial, state=TrialState.DONE, result=result))


async def _asked(db: Database, caller: Caller, trial_id: UUID) -> tuple[Trial, Policy]:
    async with db.read(caller) as reading:
        trial = await policies.load_trial(reading, trial_id)
        if trial is None:
            raise NotFound("trial.missing")
        written = await policies.load(reading, trial.course, trial.version)
    if written is None:
        raise NotFound("policy.missing")
    return trial, read_policy(written.data)


class _Again:
    """A partition folded once more from where the log begins, for one course of one tenant."""

    def __init__(self, db: Database, caller: Caller, course: UUID, partition: int) -> None:
        self._caller = caller
        self._course = course
        self._partition = partition
        self._loading = Loading(db)
        self._seen: list[Snapshot] = []

    async def snapshots(self, past: PastLog) -> list[Snapshot]:
        fold: TenantFold | None = None
        async for records in past.records(self._partition):
            heard = [one for record in records if (one := self._read(record)) is not None]
            if not heard:
                continue
            if fold is None:
                fold = await self._loading.begin(self._caller.tenant, self._partition, 0, self._see)
            before = set(fold.standings)
            await self._loading.prepare(fold, heard)
            for registration in fold.standings.keys() - before:
                fold.standings[registration].kept = Kept()
            for one in heard:
                _fold(fold, one)
            if len(self._seen) >= _MOST_SNAPSHOTS:
                break
        return self._seen

    def _read(self, record: Any) -> Heard | None:
        try:
            heard = read(record)
        except Unreadable:
            return None
        return heard if heard.tenant == self._caller.tenant else None

    def _see(self, snapshot: Snapshot, course: UUID) -> None:
        if course == self._course:
            self._seen.append(snapshot)


def _fold(fold: TenantFold, heard: Heard) -> None:
    try:
        fold.take(heard)
    except Unreadable:
        """It was put aside then, too."""
