"""The operator at the machine: the services' databases, without a door between."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from stoa.compose.registry import SERVICES
from stoa.contracts.identity import Role
from stoa.kernel.ids import TenantId
from stoa.runtime.caller import Caller, Once
from stoa.runtime.config import Settings
from stoa.runtime.db import Database, connect
from stoa.runtime.dead_letters import DeadLetters
from stoa.runtime.relay import Notifier


@dataclass(frozen=True, slots=True)
class Operator:
    """databases, letters: by service. What is recorded leaves by the relay of the running platform."""

    databases: Mapping[str, Database]
    letters: Mapping[str, DeadLetters]

    @staticmethod
    def caller(tenant: TenantId, once: str | None = None) -> Caller:
        """Acts with an administrator's rights in the tenant. once: a key that makes a repeat harmless."""
        key = Once(f"operator:{once}") if once is not None else None
        return Caller(tenant=tenant, roles=frozenset({Role.ADMINISTRATOR}), once=key)


@asynccontextmanager
async def operating(settings: Settings) -> AsyncIterator[Operator]:
    """The engines must run."""
    engine = connect(settings.database)
    notifier = Notifier(settings.database)
    databases = {one.name: Database(engine, one.metadata, woken=notifier.wake) for one in SERVICES}
    letters = {
        one.name: DeadLetters(
            one.metadata, databases[one.name], Database(engine, one.metadata, role="stoa_relay")
        )
        for one in SERVICES
    }
    notifying = asyncio.create_task(notifier.run())
    try:
        yield Operator(databases, letters)
    finally:
        notifying.cancel()
        await engine.dispose()
