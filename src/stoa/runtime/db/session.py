"""The unit of work: one transaction, entered with the service's role and the tenant."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from asyncpg import exceptions as postgres
from sqlalchemy import Executable, MetaData, Row, exc, func, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from stoa.kernel.clock import Clock, utc_now
from stoa.kernel.errors import Conflict, Invalid, Unavailable
from stoa.kernel.event import Event, encode, subject, type_name
from stoa.kernel.ids import TenantId, new_id
from stoa.runtime.caller import Caller, Once, Origin, origin_of
from stoa.runtime.config import DatabaseSettings
from stoa.runtime.db.rows import as_columns, insert_rows

T = TypeVar("T")

_LOST = (postgres.PostgresConnectionError, postgres.InterfaceError, OSError)
_DEAD = (*_LOST, postgres.InternalClientError, postgres.AdminShutdownError)
"""Of a connection on which nothing was begun: its end comes as an answer, or the driver just hears of it."""
_RETRIABLE = (
    postgres.SerializationError,
    postgres.DeadlockDetectedError,
    postgres.LockNotAvailableError,
    postgres.AdminShutdownError,
    postgres.CrashShutdownError,
    postgres.CannotConnectNowError,
    postgres.TooManyConnectionsError,
    postgres.DiskFullError,
    *_LOST,
)

_SERVER_SETTINGS = {
    "application_name": "stoa",
    "jit": "off",
    # Statements are short and find their rows by keys: planning them anew costs more than running them.
    "plan_cache_mode": "force_generic_plan",
}
_MOST_DEAD = 100
"""More connections than any pool holds."""
_NO_TEXT = (postgres.CharacterNotInRepertoireError, postgres.UntranslatableCharacterError)
"""A sign that PostgreSQL keeps in no text, such as the null sign."""


class Repeated(Exception):
    """The once-key was used before: nothing was done. answer: JSON that the first run kept, or None."""

    def __init__(self, answer: str | None) -> None:
        super().__init__("repeated")
        self.answer = answer


def connect(settings: DatabaseSettings) -> AsyncEngine:
    """The pool that all services of a process share; each enters with its own role.

    To the pool nothing is a transaction: `Database` begins and ends its own.
    """
    return create_async_engine(
        settings.url.reveal(),
        isolation_level="AUTOCOMMIT",
        pool_size=settings.pool_size,
        max_overflow=settings.pool_size,
        pool_timeout=5,
        pool_pre_ping=False,
        hide_parameters=True,
        connect_args={"timeout": 5, "server_settings": _SERVER_SETTINGS},
    )


class ReadSession:
    """A read-only transaction of one service and tenant. now: when it began, by the service's clock."""

    def __init__(self, connection: AsyncConnection, now: datetime) -> None:
        self._connection = connection
        self.now = now

    async def all(self, statement: Executable, values: Mapping[str, Any] | None = None) -> Sequence[Row[Any]]:
        return (await self._connection.execute(statement, values)).all()

    async def one(self, statement: Executable, values: Mapping[str, Any] | None = None) -> Row[Any] | None:
        """The only row, or None. Raises if there are more."""
        return (await self._connection.execute(statement, values)).one_or_none()

    async def value(self, statement: Executable, values: Mapping[str, Any] | None = None) -> Any:
        """First column of the first row, or None."""
        return (await self._connection.execute(statement, values)).scalar()


class UnitOfWork(ReadSession):
    """A transaction that writes. Facts recorded in it and its answer are committed with it."""

    def __init__(self, connection: AsyncConnection, service: MetaData, caller: Caller, now: datetime) -> None:
        super().__init__(connection, now)
        self._tables = service.tables
        self._schema = service.schema or ""
        self._caller = caller
        self._facts: list[dict[str, Any]] = []
        self._answer: str | None = None

    @property
    def service(self) -> str:
        """Whose facts are recorded; its schema too."""
        return self._schema

    @property
    def tenant(self) -> TenantId:
        """For the rows that are written."""
        return self._caller.tenant

    @property
    def recorded(self) -> bool:
        return bool(self._facts)

    async def run(
        self, statement: Executable, values: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
    ) -> int:
        """Executes, once or for every mapping of values. Returns the number of rows changed."""
        if values is not None and not values:
            return 0
        return (await self._connection.execute(statement, values)).rowcount

    async def put(self, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> None:
        """Executes what `insert_rows` made, for all rows."""
        for values in as_columns(rows):
            await self._connection.execute(statement, values)

    async def lock(self, name: str) -> None:
        """Holds a named lock of this service and tenant until the end of the transaction."""
        key = f"{self._schema}:{self._caller.tenant}:{name}"
        await self._connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))

    def record(self, fact: Event, origin: Origin | None = None) -> None:
        """The fact leaves with the commit, or not at all. origin: this caller's unless said otherwise."""
        origin = origin or origin_of(self._caller)
        self._facts.append(
            {
                "tenant_id": self._caller.tenant,
                "id": new_id(),
                "type": type_name(type(fact)),
                "route": subject(type(fact)),
                "about": fact.about(),
                "at": self.now,
                "correlation": origin.correlation,
                "causation": origin.causation,
                "trace": origin.trace,
                "data": encode(fact).decode(),
            }
        )

    def keep(self, answer: T) -> T:
        """Keeps the answer for a repeat of the same once-key, and returns it."""
        self._answer = msgspec.json.encode(answer).decode()
        return answer

    async def begin_once(self, once: Once) -> None:
        inbox = self._tables[f"{self._schema}.inbox"]
        taken = upsert(inbox).on_conflict_do_nothing()
        row = {"tenant_id": self._caller.tenant, "key": once.key, "fingerprint": once.fingerprint}
        if await self.run(taken, row):
            return
        before = await self.one(
            select(inbox.c.fingerprint, inbox.c.answer).where(
                inbox.c.tenant_id == self._caller.tenant, inbox.c.key == once.key
            )
        )
        if before is not None and before.fingerprint != once.fingerprint:
            raise Invalid("idempotency.key_reused", field="Idempotency-Key")
        raise Repeated(before.answer if before is not None else None)

    async def finish(self) -> None:
        if self._facts:
            outbox = self._tables[f"{self._schema}.outbox"]
            await self.put(insert_rows(outbox, *self._facts[0]), self._facts)
        once = self._caller.once
        if once is not None and self._answer is not None:
            inbox = self._tables[f"{self._schema}.inbox"]
            await self._connection.execute(
                update(inbox)
                .where(inbox.c.tenant_id == self._caller.tenant, inbox.c.key == once.key)
                .values(answer=self._answer)
            )


class Database:
    """A service's door to PostgreSQL.

    role: the service's own unless said otherwise. woken: told the service after a commit that recorded facts.
    """

    def __init__(
        self,
        engine: AsyncEngine,
        metadata: MetaData,
        *,
        role: str | None = None,
        woken: Callable[[str], None] = lambda _: None,
        clock: Clock = utc_now,
    ) -> None:
        if metadata.schema is None:
            raise ValueError("a service's metadata names its schema")
        self._engine = engine
        self._metadata = metadata
        self._role = role or f"stoa_{metadata.schema}"
        self._woken = woken
        self._clock = clock

    @asynccontextmanager
    async def read(self, caller: Caller) -> AsyncIterator[ReadSession]:
        """Raises Unavailable when the database does not answer."""
        with _outages():
            async with self._transaction(caller, "READ ONLY") as connection:
                yield ReadSession(connection, self._clock())

    @asynccontextmanager
    async def work(self, caller: Caller) -> AsyncIterator[UnitOfWork]:
        """Commits at the end, or rolls everything back. Raises Repeated, Conflict, Unavailable."""
        with _outages():
            async with self._transaction(caller, "READ WRITE") as connection:
                work = UnitOfWork(connection, self._metadata, caller, self._clock())
                if caller.once is not None:
                    await work.begin_once(caller.once)
                yield work
                await work.finish()
            if work.recorded:
                self._woken(work.service)

    @asynccontextmanager
    async def _transaction(self, caller: Caller, mode: str) -> AsyncIterator[AsyncConnection]:
        connection, driver = await self._begin(
            f"BEGIN {mode}; SET LOCAL ROLE {self._role}; SET LOCAL stoa.tenant = '{UUID(str(caller.tenant))}'"
        )
        try:
            yield connection
            await driver.execute("COMMIT")
        except Exception:
            await _roll_back(connection, driver)
            raise
        except BaseException:
            # Cancelled in the midst of an answer: nobody knows what the connection would say next.
            await connection.invalidate()
            raise
        finally:
            await connection.close()

    async def _begin(self, statements: str) -> tuple[AsyncConnection, Any]:
        """A connection on which the transaction has begun, and its driver.

        All in one round trip, which every request pays for. A connection that died while it lay in the pool
        is thrown away, and the next one is tried: nothing was done on it yet.
        """
        dead = 0
        while True:
            connection = await self._engine.connect()
            try:
                driver: Any = (await connection.get_raw_connection()).driver_connection
                await driver.execute(statements)
            except BaseException as error:
                await connection.invalidate()
                await connection.close()
                dead += 1
                if not isinstance(error, _DEAD) or dead > _MOST_DEAD:
                    raise
            else:
                return connection, driver


async def _roll_back(connection: AsyncConnection, driver: Any) -> None:
    try:
        await driver.execute("ROLLBACK")
    except (*_LOST, postgres.PostgresError):
        await connection.invalidate()


class _outages:
    """Turns the driver's errors into ours: wait, the thing has changed meanwhile, or it is no text."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, exc.TimeoutError):
            raise Unavailable("database.busy") from error
        cause, gone = error, False
        if isinstance(error, exc.DBAPIError):
            gone = error.connection_invalidated
            cause = error.orig.__cause__ if error.orig is not None else None
        if isinstance(cause, postgres.UniqueViolationError):
            raise Conflict("row.exists", constraint=cause.constraint_name) from error
        if isinstance(cause, _NO_TEXT):
            raise Invalid("input.malformed", why="input.why.no_text") from error
        if cause is not None and isinstance(cause.__cause__, OverflowError):
            # A number, such as one in an address, that no column could hold.
            raise Invalid("input.malformed", why="input.why.other") from error
        if isinstance(cause, _RETRIABLE) or gone:
            raise Unavailable("database.unavailable") from error
