"""The schema of localization. People are ids only."""

from sqlalchemy import Index, UniqueConstraint, text

from stoa.runtime.db import service_metadata, tenant_table
from stoa.runtime.db.columns import document, flag, identifier, large, moment, octets, real, whole, words

METADATA = service_metadata("localization")

courses = tenant_table(
    METADATA,
    "courses",
    identifier("course"),
    words("locale"),
    words("title"),
    whole("revision"),
    identifier("publication"),
    identifier("published_by", nullable=True),
    words("document_key"),
    words("document_checksum"),
    identifier("cut", nullable=True),
    flag("archived", default=text("false")),
    moment("heard_at"),
    key=("course",),
)

objects = tenant_table(
    METADATA,
    "objects",
    identifier("course"),
    identifier("object"),
    words("kind"),
    words("title"),
    whole("position"),
    words("checksum"),
    words("skeletons"),
    flag("present", default=text("true")),
    key=("course", "object"),
)

segments = tenant_table(
    METADATA,
    "segments",
    identifier("id"),
    identifier("course"),
    identifier("object"),
    words("path"),
    words("form"),
    whole("position"),
    words("text"),
    words("codes"),
    words("checksum"),
    words("context"),
    whole("words"),
    flag("present", default=text("true")),
)
Index("segments_by_object", segments.c.tenant_id, segments.c.course, segments.c.object, segments.c.position)

locales = tenant_table(
    METADATA,
    "locales",
    identifier("course"),
    words("locale"),
    words("policy"),
    real("share"),
    real("threshold"),
    flag("two_reviewers"),
    words("domain"),
    whole("priority"),
    moment("due_at", nullable=True),
    flag("active"),
    whole("change"),
    whole("logged", default="0"),
    words("seal", default=""),
    whole("published_change", default="-1"),
    identifier("published", nullable=True),
    whole("published_revision", default="0"),
    whole("published_source", nullable=True),
    words("published_checksum", nullable=True),
    moment("published_at", nullable=True),
    moment("since"),
    key=("course", "locale"),
)

requests = tenant_table(
    METADATA,
    "requests",
    identifier("course"),
    words("locale"),
    identifier("object"),
    moment("at"),
    key=("course", "locale", "object"),
)

units = tenant_table(
    METADATA,
    "units",
    identifier("id"),
    identifier("segment"),
    identifier("course"),
    identifier("object"),
    words("locale"),
    whole("state"),
    words("source"),
    words("target"),
    words("origin"),
    words("engine"),
    real("score", nullable=True),
    document("checks"),
    identifier("by", nullable=True),
    whole("version"),
    moment("changed_at"),
    UniqueConstraint("tenant_id", "segment", "locale", name="units_segment"),
)
Index("units_by_course", units.c.tenant_id, units.c.course, units.c.locale, units.c.object)

Index("units_by_source", units.c.tenant_id, units.c.source, units.c.locale)

changes = tenant_table(
    METADATA,
    "changes",
    identifier("course"),
    words("locale"),
    whole("number"),
    identifier("unit"),
    whole("version"),
    words("entry"),
    words("previous"),
    words("seal"),
    moment("at"),
    words("action", nullable=True),
    whole("seconds", nullable=True),
    real("distance", nullable=True),
    key=("course", "locale", "number"),
)
Index(
    "changes_of_people",
    changes.c.tenant_id,
    changes.c.at,
    postgresql_where=text("action = 'accepted'"),
)
Index("changes_by_unit", changes.c.tenant_id, changes.c.unit, changes.c.version)

post_edits = tenant_table(
    METADATA,
    "post_edits",
    identifier("unit"),
    identifier("course"),
    words("locale"),
    words("kind"),
    whole("priority"),
    moment("due_at", nullable=True),
    moment("wanted_at"),
    words("draft", nullable=True),
    identifier("holder", nullable=True),
    moment("held_until", nullable=True),
    identifier("not_by", nullable=True),
    whole("skipped", default="0"),
    key=("unit",),
)
Index(
    "post_edits_next",
    post_edits.c.tenant_id,
    post_edits.c.locale,
    post_edits.c.priority.desc(),
    post_edits.c.due_at,
    post_edits.c.wanted_at,
)

comments = tenant_table(
    METADATA,
    "comments",
    identifier("id"),
    identifier("unit"),
    identifier("by"),
    words("text"),
    moment("at"),
)
Index("comments_by_unit", comments.c.tenant_id, comments.c.unit)

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

connections = tenant_table(
    METADATA,
    "connections",
    identifier("id"),
    identifier("course"),
    words("locale", nullable=True),
    words("address"),
    words("project"),
    words("component"),
    words("mode"),
    words("phase"),
    words("hook"),
    words("hook_address"),
    octets("token"),
    octets("secret"),
    identifier("by"),
    moment("since"),
    whole("version"),
    whole("turn"),
    moment("wanted_at", nullable=True),
    moment("next_at", nullable=True),
    moment("held_until", nullable=True),
    words("held_by", nullable=True),
    whole("troubles"),
    moment("cursor", nullable=True),
    moment("whole_at", nullable=True),
    document("seen"),
    words("code", nullable=True),
    document("data"),
    UniqueConstraint("tenant_id", "address", "project", "component", name="connections_place"),
)
Index("connections_by_course", connections.c.tenant_id, connections.c.course)

connected_units = tenant_table(
    METADATA,
    "connected_units",
    identifier("connection"),
    words("locale"),
    identifier("segment"),
    document("base", nullable=True),
    document("written", nullable=True),
    document("told", nullable=True),
    identifier("file", nullable=True),
    whole("number", nullable=True),
    key=("connection", "locale", "segment"),
)

passes = tenant_table(
    METADATA,
    "passes",
    identifier("connection"),
    whole("number"),
    moment("began_at"),
    moment("ended_at", nullable=True),
    words("ended"),
    words("code", nullable=True),
    document("data"),
    document("counts"),
    key=("connection", "number"),
)

tenants = tenant_table(METADATA, "tenants", identifier("id"))
"""Rows of no tenant, that a job knows whom to look after."""
