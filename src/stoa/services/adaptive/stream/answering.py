"""Answers what others ask of the partitions that are held here, out of memory."""

from collections.abc import Mapping
from uuid import UUID

import msgspec
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription

from stoa.contracts.adaptive import Decision, RunLive
from stoa.kernel.ids import TenantId
from stoa.runtime.live import subjects
from stoa.services.adaptive.commands.fold.run_live import not_safe
from stoa.services.adaptive.commands.fold.tenant import TenantFold
from stoa.services.adaptive.ports import Now
from stoa.services.adaptive.store.live import points_of

_ENCODER = msgspec.json.Encoder()
_DECISION = msgspec.json.Decoder(Decision | None)


class Answering:
    def __init__(self, client: Client) -> None:
        self._client = client
        self._open: dict[int, Subscription] = {}

    async def open(self, partition: int, folds: Mapping[TenantId, TenantFold]) -> None:
        await self.close(partition)

        async def answer(message: Msg) -> None:
            noun, tenant, about = message.subject.split(".")[-3:]
            fold = folds.get(TenantId(UUID(tenant)))
            found = None if fold is None else _answer(fold, noun, UUID(about))
            await message.respond(_ENCODER.encode(found))

        self._open[partition] = await self._client.subscribe(subjects.ask(partition, ">"), cb=answer)

    async def close(self, partition: int) -> None:
        if partition in self._open:
            await self._open.pop(partition).unsubscribe()


def _answer(fold: TenantFold, noun: str, about: UUID) -> Now | RunLive | None:
    return _registration(fold, about) if noun == "registration" else not_safe(fold, about)


def _registration(fold: TenantFold, registration: UUID) -> Now | None:
    standing = fold.standings.get(registration)
    if standing is None:
        return None
    made = fold.newest(registration)
    return Now(
        number=standing.learning.decided.number,
        open=list(standing.learning.decided.offered),
        live=fold.live(standing),
        decision=None if made is None else _DECISION.decode(made.decision),
        trail=points_of(standing.kept.trail),
    )
