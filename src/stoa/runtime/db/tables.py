"""Tables that every service has: inbox, outbox and dead letters, in its own schema."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.types import UserDefinedType


class TransactionNumber(UserDefinedType[str]):
    """PostgreSQL's 64-bit transaction number, `xid8`."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "xid8"


def service_metadata(service: str) -> MetaData:
    """Metadata of the service's schema, with the tables that the runtime needs in it."""
    metadata = MetaData(schema=service)
    _add_inbox(metadata)
    _add_outbox(metadata)
    _add_dead_letters(metadata)
    return metadata


def tenant_table(metadata: MetaData, name: str, *parts: Any, key: tuple[str, ...] = ("id",)) -> Table:
    """A table whose rows belong to a tenant: `tenant_id` is the first column of its primary key.

    key: the other columns of the primary key.
    """
    return Table(
        name,
        metadata,
        Column("tenant_id", Uuid, nullable=False),
        *parts,
        PrimaryKeyConstraint("tenant_id", *key),
    )


def _add_inbox(metadata: MetaData) -> None:
    """What was done already: a row a once-key, committed with the effect."""
    tenant_table(
        metadata,
        "inbox",
        Column("key", Text, nullable=False),
        Column("fingerprint", Text),
        Column("answer", Text),
        Column("at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
        key=("key",),
    )


def _add_outbox(metadata: MetaData) -> None:
    """Facts on their way to the bus. `stream_seq` is theirs once the bus acknowledged them."""
    outbox = tenant_table(
        metadata,
        "outbox",
        Column("id", Uuid, nullable=False),
        Column("tx", TransactionNumber(), nullable=False, server_default=text("pg_current_xact_id()")),
        Column("type", Text, nullable=False),
        Column("route", Text, nullable=False),
        Column("about", Text, nullable=False),
        Column("at", DateTime(timezone=True), nullable=False),
        Column("correlation", Text, nullable=False),
        Column("causation", Text),
        Column("trace", Text),
        Column("data", Text, nullable=False),
        Column("stream_seq", BigInteger),
    )
    Index("outbox_waiting", outbox.c.tx, outbox.c.id, postgresql_where=text("stream_seq IS NULL"))
    Index("outbox_by_stream_seq", outbox.c.stream_seq)


def _add_dead_letters(metadata: MetaData) -> None:
    """Messages that a consumer could not take, kept with the reason until they are driven again."""
    tenant_table(
        metadata,
        "dead_letters",
        Column("id", Uuid, nullable=False),
        Column("consumer", Text, nullable=False),
        Column("type", Text, nullable=False),
        Column("headers", Text, nullable=False),
        Column("data", Text, nullable=False),
        Column("error", Text, nullable=False),
        Column("deliveries", Integer, nullable=False),
        Column("at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
        Column("again_at", DateTime(timezone=True)),
    )
