"""What leaves the fold at once: decisions to learners, what changed to instructors, bad messages aside."""

import asyncio
from collections.abc import Mapping

import msgspec
from nats.aio.client import Client
from nats.errors import Error as NatsError

from stoa.kernel.ids import TenantId
from stoa.runtime import log as logs
from stoa.runtime.live import subjects
from stoa.runtime.partitions import Record
from stoa.services.adaptive.commands.fold.reading import WITHHELD
from stoa.services.adaptive.commands.fold.run_live import changed
from stoa.services.adaptive.commands.fold.tenant import Pushed, TenantFold
from stoa.services.adaptive.stream import measures

_log = logs.get(__name__)
_TELL_S = 0.3
_ENCODER = msgspec.json.Encoder()


class Pushing:
    def __init__(self, client: Client) -> None:
        self._client = client

    async def decision(self, pushed: Pushed) -> None:
        """It is in the log's next fold anyway: where the page does not hear it, it asks."""
        if pushed.kind is not None:
            measures.decided_by_kind[pushed.kind].inc()
        await self._publish(pushed.subject, pushed.data)

    async def put_aside(self, record: Record, reason: str) -> None:
        measures.put_aside.labels(reason).inc()
        _log.info("message.put_aside", reason=reason, sequence=record.sequence)
        if reason == WITHHELD:
            return
        headers = {"Stoa-Reason": reason, "Stoa-Sequence": str(record.sequence)}
        await self._publish(f"aside.{record.subject}", record.data, headers)

    async def run(self, folds: Mapping[int, Mapping[TenantId, TenantFold]]) -> None:
        """Tells instructors a few times a second what changed, until cancelled."""
        while True:
            await asyncio.sleep(_TELL_S)
            for partition in list(folds.values()):
                for fold in list(partition.values()):
                    for message in changed(fold):
                        await self._publish(subjects.run(fold.tenant, message.run), _ENCODER.encode(message))
                await asyncio.sleep(0)

    async def _publish(self, subject: str, data: bytes, headers: dict[str, str] | None = None) -> None:
        try:
            await self._client.publish(subject, data, headers=headers)
        except NatsError as error:
            _log.warning("push.lost", error=str(error))
