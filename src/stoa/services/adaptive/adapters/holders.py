"""Asking those who fold the log."""

import asyncio
from uuid import UUID

import msgspec

from stoa.contracts.adaptive import RunLive
from stoa.kernel.ids import PersonId, TenantId
from stoa.runtime.live import subjects
from stoa.runtime.partitions import Log
from stoa.services.adaptive.ports import Now

_WITHIN_S = 0.5
_NOW = msgspec.json.Decoder(Now | None)
_RUN = msgspec.json.Decoder(RunLive | None)


class LogHolders:
    def __init__(self, log: Log) -> None:
        self._log = log

    async def registration(self, tenant: TenantId, learner: PersonId, registration: UUID) -> Now | None:
        partition = subjects.partition_of(tenant, learner)
        question = subjects.ask(partition, "registration", tenant, registration)
        answer = await self._log.ask(question, _WITHIN_S)
        return None if answer is None else _NOW.decode(answer)

    async def run(self, tenant: TenantId, run: UUID) -> list[RunLive]:
        questions = [subjects.ask(partition, "run", tenant, run) for partition in range(subjects.PARTITIONS)]
        answers = await asyncio.gather(*(self._log.ask(question, _WITHIN_S) for question in questions))
        found = [_RUN.decode(answer) for answer in answers if answer is not None]
        return [one for one in found if one is not None]
