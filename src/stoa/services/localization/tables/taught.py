"""Course runs, so that somebody can choose among them who gets a locale first."""

from sqlalchemy import Index

from stoa.runtime.db import tenant_table
from stoa.runtime.db.columns import identifier, moment, whole, words
from stoa.services.localization.tables.schema import METADATA

runs = tenant_table(
    METADATA,
    "runs",
    identifier("run"),
    identifier("course"),
    words("title"),
    moment("starts_at", nullable=True),
    moment("ends_at", nullable=True),
    whole("change"),
    key=("run",),
)
Index("runs_by_course", runs.c.tenant_id, runs.c.course)
