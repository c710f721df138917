"""What was told of editions, what readers have, and what looks found."""

from sqlalchemy import Index, UniqueConstraint

from stoa.runtime.db import tenant_table
from stoa.runtime.db.columns import identifier, moment, real, whole, words
from stoa.services.localization.tables.schema import METADATA

releases = tenant_table(
    METADATA,
    "releases",
    identifier("course"),
    words("locale"),
    whole("revision"),
    whole("source"),
    identifier("publication"),
    words("document_key"),
    words("document_checksum"),
    real("share"),
    moment("wanted_at"),
    moment("told_at"),
    moment("live_at", nullable=True),
    whole("version", nullable=True),
    words("failed", nullable=True),
    key=("course", "locale", "revision"),
)
Index("releases_by_time", releases.c.tenant_id, releases.c.told_at)

delivered = tenant_table(
    METADATA,
    "delivered",
    identifier("course"),
    words("locale"),
    whole("version", nullable=True),
    whole("activation"),
    moment("at"),
    key=("course", "locale"),
)

made = tenant_table(
    METADATA,
    "made",
    identifier("course"),
    words("locale"),
    words("document_key"),
    words("document_checksum"),
    words("marks"),
    key=("course", "locale"),
)

findings = tenant_table(
    METADATA,
    "findings",
    identifier("id"),
    words("kind"),
    identifier("course"),
    words("locale"),
    whole("count"),
    moment("since"),
    moment("asked_at", nullable=True),
    UniqueConstraint("tenant_id", "kind", "course", "locale", name="findings_about"),
)

looks = tenant_table(METADATA, "looks", words("depth"), moment("at"), key=("depth",))
