"""What is known beside the courses: memory, terms, and the files that brought some of it."""

from sqlalchemy import Index, UniqueConstraint, text

from stoa.runtime.db import tenant_table
from stoa.runtime.db.columns import document, flag, identifier, large, moment, whole, words
from stoa.services.localization.tables.schema import METADATA

memory = tenant_table(
    METADATA,
    "memory",
    identifier("id"),
    words("scope"),
    words("source_locale"),
    words("target_locale"),
    words("checksum"),
    words("context"),
    words("source"),
    words("codes"),
    words("target"),
    words("origin"),
    identifier("unit", nullable=True),
    identifier("by", nullable=True),
    identifier("file", nullable=True),
    moment("changed_at"),
    flag("removed", default=text("false")),
    UniqueConstraint(
        "tenant_id",
        "checksum",
        "source_locale",
        "target_locale",
        "scope",
        "context",
        name="memory_source",
    ),
)

Index(
    "memory_by_change",
    memory.c.tenant_id,
    memory.c.source_locale,
    memory.c.target_locale,
    memory.c.changed_at,
    memory.c.id,
)

Index("memory_by_file", memory.c.tenant_id, memory.c.file, postgresql_where=text("file IS NOT NULL"))
Index(
    "memory_removed",
    memory.c.tenant_id,
    memory.c.source_locale,
    memory.c.target_locale,
    memory.c.changed_at,
    memory.c.id,
    postgresql_where=text("removed"),
)

memory_changes = tenant_table(
    METADATA,
    "memory_changes",
    identifier("id"),
    identifier("unit"),
    words("deed"),
    words("target"),
    identifier("by"),
    moment("at"),
)
Index("memory_changes_by_unit", memory_changes.c.tenant_id, memory_changes.c.unit, memory_changes.c.id)

terms = tenant_table(
    METADATA,
    "terms",
    identifier("id"),
    words("scope"),
    words("source_locale"),
    words("target_locale"),
    words("source"),
    words("target"),
    words("use"),
    flag("case"),
    words("note"),
    identifier("by"),
    flag("removed", default=text("false")),
    whole("version"),
    moment("changed_at"),
    UniqueConstraint(
        "tenant_id",
        "source_locale",
        "target_locale",
        "source",
        "target",
        "scope",
        name="terms_wording",
    ),
)

files = tenant_table(
    METADATA,
    "files",
    identifier("id"),
    identifier("course", nullable=True),
    words("locale", nullable=True),
    words("scope"),
    document("taken_as"),
    words("name"),
    large("size"),
    words("key"),
    words("state"),
    whole("done", default="0"),
    whole("total", default="0"),
    document("counts"),
    words("code", nullable=True),
    document("data"),
    moment("at"),
    moment("finished_at", nullable=True),
    identifier("by"),
    moment("taken_back_at", nullable=True),
    identifier("taken_back_by", nullable=True),
)
Index("files_by_course", files.c.tenant_id, files.c.course, files.c.locale, files.c.at)

file_entries = tenant_table(
    METADATA,
    "file_entries",
    identifier("file"),
    whole("number"),
    words("outcome"),
    whole("line"),
    words("source_locale"),
    words("target_locale"),
    words("source"),
    words("target"),
    identifier("unit", nullable=True),
    words("code"),
    document("data"),
    words("settled", nullable=True),
    key=("file", "number"),
)
