"""Writing into the log of what learners do."""

import msgspec

from stoa.contracts.telemetry import ActionBatch
from stoa.kernel.ids import PersonId, SessionId, TenantId
from stoa.runtime.live import subjects
from stoa.runtime.partitions import Log
from stoa.services.adaptive.domain.told import ForAll, OfLearner

_ENCODER = msgspec.json.Encoder()


class LogTelling:
    def __init__(self, log: Log) -> None:
        self._log = log

    async def actions(
        self, tenant: TenantId, learner: PersonId, session: SessionId, batch: ActionBatch
    ) -> None:
        subject = subjects.actions(tenant, learner, session)
        await self._log.put(subject, _ENCODER.encode(batch), str(batch.id))

    async def of_learner(self, tenant: TenantId, learner: PersonId, told: OfLearner, once: str) -> None:
        await self._log.put(subjects.facts(tenant, learner), _ENCODER.encode(told), once)

    async def for_all(self, tenant: TenantId, noun: str, told: ForAll, once: str) -> None:
        await self._log.put_everywhere(tenant, noun, _ENCODER.encode(told), once)
