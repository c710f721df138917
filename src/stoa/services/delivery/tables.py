"""The schema of delivery. People are ids only."""

from sqlalchemy import Index, UniqueConstraint

from stoa.runtime.db import service_metadata, tenant_table
from stoa.runtime.db.columns import EMPTY, document, identifier, identifiers, large, moment, whole, words

METADATA = service_metadata("delivery")

contents = tenant_table(
    METADATA,
    "contents",
    identifier("course"),
    identifier("content"),
    UniqueConstraint("content", name="contents_content"),
    key=("course",),
)

publications = tenant_table(
    METADATA,
    "publications",
    identifier("id"),
    identifier("course"),
    words("locale"),
    whole("revision"),
    words("title"),
    words("document_key"),
    words("document_checksum"),
    identifier("published_by", nullable=True),
    words("state"),
    large("done"),
    large("total"),
    whole("version", nullable=True),
    words("tag", nullable=True),
    whole("base", nullable=True),
    words("code", nullable=True),
    document("reasons"),
    document("notes"),
    identifiers("runs", default=EMPTY),
    whole("audience", default="0"),
    moment("requested_at"),
    moment("changed_at"),
)
Index("publications_by_course", publications.c.tenant_id, publications.c.course, publications.c.id)

versions = tenant_table(
    METADATA,
    "versions",
    identifier("course"),
    words("locale"),
    whole("version"),
    whole("revision"),
    identifier("publication"),
    words("title"),
    words("tag"),
    words("key"),
    words("checksum"),
    large("size"),
    whole("objects"),
    whole("assets"),
    identifier("published_by", nullable=True),
    moment("published_at"),
    words("rendering", nullable=True),
    key=("course", "locale", "version"),
)
Index(
    "versions_by_tag",
    versions.c.tenant_id,
    versions.c.course,
    versions.c.locale,
    versions.c.tag,
    unique=True,
)

abandoned = tenant_table(
    METADATA,
    "abandoned",
    identifier("course"),
    words("locale"),
    whole("version"),
    moment("since"),
    moment("gone_at", nullable=True),
    key=("course", "locale", "version"),
)

tenants = tenant_table(METADATA, "tenants", identifier("id"))
"""Rows of no tenant, that a job knows whom to look after."""

active = tenant_table(
    METADATA,
    "active",
    identifier("course"),
    words("locale"),
    whole("version", nullable=True),
    whole("activation"),
    identifier("withdrawn", nullable=True),
    key=("course", "locale"),
)

pilots = tenant_table(
    METADATA,
    "pilots",
    identifier("course"),
    words("locale"),
    words("audience"),
    identifiers("runs"),
    whole("change"),
    whole("version", nullable=True),
    whole("turn"),
    key=("course", "locale"),
)
"""Who gets a locale, as localization chose it, and the version that the learners of some runs have first."""

activations = tenant_table(
    METADATA,
    "activations",
    identifier("course"),
    words("locale"),
    whole("activation"),
    whole("version", nullable=True),
    identifier("activated_by", nullable=True),
    moment("activated_at"),
    key=("course", "locale", "activation"),
)
