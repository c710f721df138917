"""Tables that every service has: inbox, outbox and dead letters, in its own schema."""

from typing import Any

from sqlalchemy import Column, Index, MetaData, PrimaryKeyConstraint, Table, text
from sqlalchemy.types import UserDefinedType

from stoa.runtime.db.columns import identifier, large, moment, whole, words


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
        identifier("tenant_id"),
        *parts,
        PrimaryKeyConstraint("tenant_id", *key),
    )


def _add_inbox(metadata: MetaData) -> None:
    """What was done already: a row a once-key, committed with the effect."""
    tenant_table(
        metadata,
        "inbox",
        words("key"),
        words("fingerprint", nullable=True),
        words("answer", nullable=True),
        moment("at", default=text("now()")),
        key=("key",),
    )


def _add_outbox(metadata: MetaData) -> None:
    """Facts on their way to the bus. `stream_seq` is theirs once the bus acknowledged them."""
    outbox = tenant_table(
        metadata,
        "outbox",
        identifier("id"),
        Column("tx", TransactionNumber(), nullable=False, server_default=text("pg_current_xact_id()")),
        words("type"),
        words("route"),
        words("about"),
        moment("at"),
        words("correlation"),
        words("causation", nullable=True),
        words("trace", nullable=True),
        words("data"),
        large("stream_seq", nullable=True),
    )
    Index("outbox_waiting", outbox.c.tx, outbox.c.id, postgresql_where=text("stream_seq IS NULL"))
    Index("outbox_by_stream_seq", outbox.c.stream_seq)


def _add_dead_letters(metadata: MetaData) -> None:
    """Messages that a consumer could not take, kept with the reason until they are driven again."""
    tenant_table(
        metadata,
        "dead_letters",
        identifier("id"),
        words("consumer"),
        words("type"),
        words("headers"),
        words("data"),
        words("error"),
        whole("deliveries"),
        moment("at", default=text("now()")),
        moment("again_at", nullable=True),
    )
