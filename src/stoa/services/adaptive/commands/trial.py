"""Trying a policy over what learners did: what would have been offered otherwise."""

import asyncio
from collections.abc import Sequence
from time import perf_counter
from uuid import UUID

import msgspec

from stoa.kernel.errors import NotFound
from stoa.runtime import log as logs
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.live.subjects import PARTITIONS
from stoa.runtime.partitions import Record
from stoa.services.adaptive.commands.fold.loading import Loading
from stoa.services.adaptive.commands.fold.reading import Heard, HeardByAll, Unreadable, read
from stoa.services.adaptive.commands.fold.tenant import TenantFold
from stoa.services.adaptive.commands.policies import note_trial
from stoa.services.adaptive.domain.kept import Kept
from stoa.services.adaptive.domain.policy import Policy
from stoa.services.adaptive.domain.policy_reading import read as read_policy
from stoa.services.adaptive.domain.policy_replay import Replay, Replaying, Snapshot
from stoa.services.adaptive.domain.written_policy import Trial, TrialState
from stoa.services.adaptive.ports import PastLog
from stoa.services.adaptive.store import policies

_log = logs.get(__name__)
_MOST_SNAPSHOTS = 50_000
"""Of one partition."""
_READ_AT_ONCE = 20
"""Records."""
_AT_ONCE_S = 0.002
"""So long a trial works before it rests as long: learners are decided for by the same process meanwhile."""


async def try_policy(db: Database, caller: Caller, past: PastLog, trial_id: UUID) -> None:
    """Partition by partition, so that progress is seen. Done again from the start when it is interrupted."""
    trial, policy = await _asked(db, caller, trial_id)
    found = Replay()
    for partition in range(PARTITIONS):
        found = found.merged(await _Again(db, caller, trial.course, partition, policy).replayed(past))
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

    def __init__(self, db: Database, caller: Caller, course: UUID, partition: int, policy: Policy) -> None:
        self._caller = caller
        self._course = course
        self._partition = partition
        self._loading = Loading(db)
        self._replaying = Replaying(policy)
        self._turn = _Turn()
        self._seen = 0

    async def replayed(self, past: PastLog) -> Replay:
        fold: TenantFold | None = None
        async for records in past.records(self._partition):
            for first in range(0, len(records), _READ_AT_ONCE):
                heard = self._read(records[first : first + _READ_AT_ONCE])
                if heard and fold is None:
                    fold = await self._loading.begin(self._caller.tenant, self._partition, 0, self._see)
                if heard and fold is not None:
                    await self._fold(fold, heard)
                await self._turn.rest()
            if self._seen >= _MOST_SNAPSHOTS:
                break
        return self._replaying.found()

    async def _fold(self, fold: TenantFold, heard: Sequence[Heard | HeardByAll]) -> None:
        before = set(fold.standings)
        await self._loading.prepare(fold, heard)
        for registration in fold.standings.keys() - before:
            fold.standings[registration].kept = Kept()
        for one in heard:
            _take(fold, one)
            await self._turn.rest()
        fold.forget_made()

    def _read(self, records: Sequence[Record]) -> list[Heard | HeardByAll]:
        """Of this tenant."""
        return [one for record in records if (one := _heard(record)) and one.tenant == self._caller.tenant]

    def _see(self, snapshot: Snapshot, course: UUID) -> None:
        if course == self._course:
            self._seen += 1
            self._replaying.see(snapshot)


class _Turn:
    """Of a process that others work in as well."""

    def __init__(self) -> None:
        self._began = perf_counter()

    async def rest(self) -> None:
        """As long as it worked, when that was long enough."""
        if (spent := perf_counter() - self._began) > _AT_ONCE_S:
            await asyncio.sleep(spent)
            self._began = perf_counter()


def _heard(record: Record) -> Heard | HeardByAll | None:
    try:
        return read(record)
    except Unreadable:
        return None


def _take(fold: TenantFold, heard: Heard | HeardByAll) -> None:
    try:
        fold.take(heard)
    except Unreadable:
        """It was put aside then, too."""
    except Exception:  # noqa: BLE001 - whatever it is, it was put aside then, and stops no trial
        _log.exception("message.not_tried", sequence=heard.record.sequence)
