"""One word about many units, and what became of each."""

from sqlalchemy import Index

from stoa.runtime.db import tenant_table
from stoa.runtime.db.columns import document, flag, identifier, moment, real, whole, words
from stoa.services.localization.tables.schema import METADATA

bulks = tenant_table(
    METADATA,
    "bulks",
    identifier("id"),
    identifier("course"),
    words("locale"),
    identifier("object", nullable=True),
    whole("state", nullable=True),
    words("finding", nullable=True),
    real("likeness", nullable=True),
    flag("waiting"),
    words("deed"),
    whole("to", nullable=True),
    words("why"),
    identifier("by"),
    flag("maker"),
    moment("at"),
    words("phase"),
    whole("total"),
    whole("done"),
    document("counts"),
    moment("finished_at", nullable=True),
)
Index("bulks_by_time", bulks.c.tenant_id, bulks.c.at)

bulk_units = tenant_table(
    METADATA,
    "bulk_units",
    identifier("bulk"),
    whole("number"),
    identifier("unit"),
    whole("version"),
    # Written by the release before alone; it goes in a migration of the next one.
    words("source", default=""),
    words("outcome", default=""),
    document("before", nullable=True),
    whole("after", nullable=True),
    words("undo", default=""),
    key=("bulk", "number"),
)
