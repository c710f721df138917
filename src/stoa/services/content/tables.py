"""The schema of content. Trees are documents: an object's body is the value that the domain knows."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Double,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from stoa.runtime.db import service_metadata, tenant_table

METADATA = service_metadata("content")


def _moment(name: str, *, nullable: bool = False) -> Column[object]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


def _number(name: str, *, default: str | None = "0") -> Column[object]:
    return Column(name, Integer, nullable=default is None, server_default=default)


def _by() -> Column[object]:
    return Column("by", Uuid)


courses = tenant_table(
    METADATA,
    "courses",
    Column("id", Uuid, nullable=False),
    Column("origin", Text),
    Column("title", Text, nullable=False),
    Column("locale", Text, nullable=False),
    Column("front", JSONB, nullable=False),
    _number("version"),
    _number("change"),
    _number("revision"),
    _number("published", default=None),
    _moment("made_at"),
    _moment("changed_at"),
    Column("changed_by", Uuid),
    _moment("archived_at", nullable=True),
    UniqueConstraint("tenant_id", "origin", name="courses_origin"),
)
Index("courses_by_changed", courses.c.tenant_id, courses.c.changed_at, courses.c.id)

objects = tenant_table(
    METADATA,
    "objects",
    Column("course", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("parent", Uuid),
    Column("position", Double, nullable=False),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    _number("version"),
    Column("body", JSONB, nullable=False),
    _moment("changed_at"),
    Column("changed_by", Uuid),
    key=("course", "id"),
)

media = tenant_table(
    METADATA,
    "media",
    Column("course", Uuid, nullable=False),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("checksum", Text, nullable=False),
    Column("key", Text, nullable=False),
    key=("course", "name"),
)

changes = tenant_table(
    METADATA,
    "changes",
    Column("course", Uuid, nullable=False),
    _number("number"),
    Column("verb", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("object", Uuid),
    Column("before", JSONB, nullable=False),
    Column("after", JSONB, nullable=False),
    Column("undone", Boolean, nullable=False, server_default="false"),
    _moment("at"),
    _by(),
    key=("course", "number"),
)

revisions = tenant_table(
    METADATA,
    "revisions",
    Column("course", Uuid, nullable=False),
    _number("number"),
    Column("reason", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("objects", Integer, nullable=False),
    Column("document_key", Text, nullable=False),
    Column("document_checksum", Text, nullable=False),
    Column("tree_checksum", Text, nullable=False),
    Column("change", Integer, nullable=False),
    _moment("at"),
    _by(),
    key=("course", "number"),
)

imports = tenant_table(
    METADATA,
    "imports",
    Column("id", Uuid, nullable=False),
    Column("course", Uuid),
    Column("file_name", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("key", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("format", Text),
    Column("source_checksum", Text),
    _number("done"),
    _number("total"),
    _number("imported"),
    _number("converted"),
    _number("left_out"),
    _number("revision", default=None),
    Column("code", Text),
    Column("data", JSONB, nullable=False),
    Column("faults", JSONB, nullable=False),
    _moment("at"),
    _moment("finished_at", nullable=True),
    _by(),
)
Index("imports_by_at", imports.c.tenant_id, imports.c.at)
Index("imports_by_course", imports.c.tenant_id, imports.c.course, imports.c.at)

elements = tenant_table(
    METADATA,
    "elements",
    Column("import_id", Uuid, nullable=False),
    _number("number"),
    Column("place", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("reason", Text),
    Column("data", JSONB, nullable=False),
    Column("about", Uuid),
    key=("import_id", "number"),
)

publications = tenant_table(
    METADATA,
    "publications",
    Column("id", Uuid, nullable=False),
    Column("course", Uuid, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("locale", Text, nullable=False),
    Column("state", Text, nullable=False),
    _number("version", default=None),
    _number("activation"),
    Column("code", Text),
    _moment("at"),
    _by(),
)
Index("publications_by_course", publications.c.tenant_id, publications.c.course, publications.c.at)
