"""The schema of content. Trees are documents: an object's body is the value that the domain knows."""

from sqlalchemy import Index, UniqueConstraint

from stoa.runtime.db import service_metadata, tenant_table
from stoa.runtime.db.columns import document, flag, identifier, large, moment, real, whole, words

METADATA = service_metadata("content")

courses = tenant_table(
    METADATA,
    "courses",
    identifier("id"),
    words("origin", nullable=True),
    words("title"),
    words("locale"),
    document("front"),
    whole("version", default="0"),
    whole("change", default="0"),
    whole("revision", default="0"),
    whole("published", nullable=True),
    moment("made_at"),
    moment("changed_at"),
    identifier("changed_by", nullable=True),
    moment("archived_at", nullable=True),
    UniqueConstraint("tenant_id", "origin", name="courses_origin"),
)
Index("courses_by_changed", courses.c.tenant_id, courses.c.changed_at, courses.c.id)

objects = tenant_table(
    METADATA,
    "objects",
    identifier("course"),
    identifier("id"),
    identifier("parent", nullable=True),
    real("position"),
    words("kind"),
    words("title"),
    whole("version", default="0"),
    document("body"),
    moment("changed_at"),
    identifier("changed_by", nullable=True),
    key=("course", "id"),
)

media = tenant_table(
    METADATA,
    "media",
    identifier("course"),
    words("name"),
    words("media_type"),
    large("size"),
    words("checksum"),
    words("key"),
    key=("course", "name"),
)

changes = tenant_table(
    METADATA,
    "changes",
    identifier("course"),
    whole("number", default="0"),
    words("verb"),
    words("title"),
    identifier("object", nullable=True),
    document("before"),
    document("after"),
    flag("undone", default="false"),
    moment("at"),
    identifier("by", nullable=True),
    key=("course", "number"),
)

revisions = tenant_table(
    METADATA,
    "revisions",
    identifier("course"),
    whole("number", default="0"),
    words("reason"),
    words("title"),
    whole("objects"),
    words("document_key"),
    words("document_checksum"),
    words("tree_checksum"),
    whole("change"),
    moment("at"),
    identifier("by", nullable=True),
    key=("course", "number"),
)

imports = tenant_table(
    METADATA,
    "imports",
    identifier("id"),
    identifier("course", nullable=True),
    words("file_name"),
    large("size"),
    words("key"),
    words("state"),
    words("format", nullable=True),
    words("source_checksum", nullable=True),
    whole("done", default="0"),
    whole("total", default="0"),
    whole("imported", default="0"),
    whole("converted", default="0"),
    whole("left_out", default="0"),
    whole("revision", nullable=True),
    words("code", nullable=True),
    document("data"),
    document("faults"),
    moment("at"),
    moment("finished_at", nullable=True),
    identifier("by", nullable=True),
)
Index("imports_by_at", imports.c.tenant_id, imports.c.at)
Index("imports_by_course", imports.c.tenant_id, imports.c.course, imports.c.at)

elements = tenant_table(
    METADATA,
    "elements",
    identifier("import_id"),
    whole("number", default="0"),
    words("place"),
    words("kind"),
    words("title"),
    words("outcome"),
    words("reason", nullable=True),
    document("data"),
    identifier("about", nullable=True),
    key=("import_id", "number"),
)

publications = tenant_table(
    METADATA,
    "publications",
    identifier("id"),
    identifier("course"),
    whole("revision"),
    words("locale"),
    words("state"),
    whole("version", nullable=True),
    whole("activation", default="0"),
    words("code", nullable=True),
    moment("at"),
    identifier("by", nullable=True),
)
Index("publications_by_course", publications.c.tenant_id, publications.c.course, publications.c.at)
