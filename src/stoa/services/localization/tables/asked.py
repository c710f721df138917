"""What readers asked the translation of, and what they found wrong with it."""

from sqlalchemy import ARRAY, Column, Index, Text, UniqueConstraint

from stoa.runtime.db import tenant_table
from stoa.runtime.db.columns import EMPTY, identifier, moment, whole, words
from stoa.services.localization.tables.schema import METADATA

on_request = tenant_table(
    METADATA,
    "on_request",
    words("checksum"),
    words("source_locale"),
    words("target_locale"),
    words("target"),
    words("engine"),
    whole("characters"),
    identifier("by", nullable=True),
    moment("at"),
    key=("checksum", "source_locale", "target_locale"),
)

shares = tenant_table(
    METADATA,
    "shares",
    identifier("id"),
    identifier("person"),
    whole("characters"),
    moment("at"),
)
Index("shares_by_person", shares.c.tenant_id, shares.c.person, shares.c.at)

problems = tenant_table(
    METADATA,
    "problems",
    identifier("id"),
    words("kind"),
    identifier("thing"),
    identifier("course"),
    words("key"),
    words("checksum"),
    words("source_locale"),
    words("locale"),
    words("title"),
    Column("reasons", ARRAY(Text), nullable=False, server_default=EMPTY),
    whole("times"),
    whole("version"),
    moment("reported_at"),
    moment("settled_at", nullable=True),
    identifier("settled_by", nullable=True),
    UniqueConstraint("tenant_id", "thing", "checksum", "locale", name="problems_text"),
)
Index("problems_by_time", problems.c.tenant_id, problems.c.settled_at, problems.c.reported_at)

reporters = tenant_table(
    METADATA,
    "reporters",
    identifier("problem"),
    identifier("person"),
    whole("version"),
    moment("at"),
    key=("problem", "person"),
)
Index("reporters_by_person", reporters.c.tenant_id, reporters.c.person, reporters.c.at)
