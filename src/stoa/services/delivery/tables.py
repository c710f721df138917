"""The schema of delivery. People are ids only."""

from sqlalchemy import BigInteger, Column, DateTime, Index, Integer, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from stoa.runtime.db import service_metadata, tenant_table

METADATA = service_metadata("delivery")


def _moment(name: str, *, nullable: bool = False) -> Column[object]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


contents = tenant_table(
    METADATA,
    "contents",
    Column("course", Uuid, nullable=False),
    Column("content", Uuid, nullable=False),
    UniqueConstraint("content", name="contents_content"),
    key=("course",),
)

publications = tenant_table(
    METADATA,
    "publications",
    Column("id", Uuid, nullable=False),
    Column("course", Uuid, nullable=False),
    Column("locale", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("document_key", Text, nullable=False),
    Column("document_checksum", Text, nullable=False),
    Column("published_by", Uuid),
    Column("state", Text, nullable=False),
    Column("done", BigInteger, nullable=False),
    Column("total", BigInteger, nullable=False),
    Column("version", Integer),
    Column("tag", Text),
    Column("code", Text),
    Column("reasons", JSONB, nullable=False),
    Column("notes", JSONB, nullable=False),
    _moment("requested_at"),
    _moment("changed_at"),
)
Index("publications_by_course", publications.c.tenant_id, publications.c.course, publications.c.id)

versions = tenant_table(
    METADATA,
    "versions",
    Column("course", Uuid, nullable=False),
    Column("locale", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("publication", Uuid, nullable=False),
    Column("title", Text, nullable=False),
    Column("tag", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("checksum", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("objects", Integer, nullable=False),
    Column("assets", Integer, nullable=False),
    Column("published_by", Uuid),
    _moment("published_at"),
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
    Column("course", Uuid, nullable=False),
    Column("locale", Text, nullable=False),
    Column("version", Integer, nullable=False),
    _moment("since"),
    _moment("gone_at", nullable=True),
    key=("course", "locale", "version"),
)

tenants = tenant_table(METADATA, "tenants", Column("id", Uuid, nullable=False))
"""Rows of no tenant, that a job knows whom to look after."""

active = tenant_table(
    METADATA,
    "active",
    Column("course", Uuid, nullable=False),
    Column("locale", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("activation", Integer, nullable=False),
    key=("course", "locale"),
)

activations = tenant_table(
    METADATA,
    "activations",
    Column("course", Uuid, nullable=False),
    Column("locale", Text, nullable=False),
    Column("activation", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("activated_by", Uuid),
    _moment("activated_at"),
    key=("course", "locale", "activation"),
)
