"""Dead letters: listed, driven again, never forgotten."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import MetaData, Row, delete, insert, select, update

from stoa.kernel.ids import TenantId, new_id
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database


class DeadLetter(msgspec.Struct, frozen=True, kw_only=True):
    """A message that its consumer could not take. again_at: when somebody asked for another try."""

    id: UUID
    tenant: TenantId
    service: str
    consumer: str
    type: str
    headers: dict[str, str]
    data: str
    error: str
    deliveries: int
    at: datetime
    again_at: datetime | None


class DeadLetters:
    """Of one service. `db` is the service's own, `every_tenant` reads as the relay does."""

    def __init__(self, metadata: MetaData, db: Database, every_tenant: Database) -> None:
        self._service = metadata.schema or ""
        self._table = metadata.tables[f"{metadata.schema}.dead_letters"]
        self._db = db
        self._every_tenant = every_tenant

    async def bury(
        self, consumer: str, headers: Mapping[str, str], data: bytes, error: Exception, deliveries: int
    ) -> None:
        tenant = TenantId(UUID(headers["ce-tenant"])) if "ce-tenant" in headers else TenantId(UUID(int=0))
        async with self._db.work(Caller(tenant=tenant)) as work:
            await work.run(
                insert(self._table),
                {
                    "tenant_id": tenant,
                    "id": new_id(),
                    "consumer": consumer,
                    "type": headers.get("ce-type", ""),
                    "headers": msgspec.json.encode(dict(headers)).decode(),
                    "data": data.decode(errors="replace"),
                    "error": f"{type(error).__name__}: {error}",
                    "deliveries": deliveries,
                },
            )

    async def list(self, *, asked_again: bool = False) -> list[DeadLetter]:
        """Newest first, at most 500. asked_again: only those that somebody wants tried again."""
        query = select(self._table).order_by(self._table.c.at.desc()).limit(500)
        if asked_again:
            query = query.where(self._table.c.again_at.is_not(None))
        async with self._every_tenant.read(_platform()) as read:
            return [self._letter(row) for row in await read.all(query)]

    async def ask_again(self, letter: UUID | None = None) -> int:
        """Marks one, or all, for another try. Returns how many."""
        change = update(self._table)
        if letter is not None:
            change = change.where(self._table.c.id == letter)
        async with self._every_tenant.work(_platform()) as work:
            return await work.run(change.values(again_at=work.now))

    async def forget(self, letter: UUID) -> None:
        async with self._every_tenant.work(_platform()) as work:
            await work.run(delete(self._table).where(self._table.c.id == letter))

    async def failed_again(self, letter: UUID, error: Exception) -> None:
        change = (
            update(self._table)
            .where(self._table.c.id == letter)
            .values(
                again_at=None,
                error=f"{type(error).__name__}: {error}",
                deliveries=self._table.c.deliveries + 1,
            )
        )
        async with self._every_tenant.work(_platform()) as work:
            await work.run(change)

    def _letter(self, row: Row[Any]) -> DeadLetter:
        values = dict(row._mapping)
        tenant = TenantId(values.pop("tenant_id"))
        headers = msgspec.json.decode(values.pop("headers"), type=dict[str, str])
        return DeadLetter(tenant=tenant, service=self._service, headers=headers, **values)


def _platform() -> Caller:
    return Caller(tenant=TenantId(UUID(int=0)))
