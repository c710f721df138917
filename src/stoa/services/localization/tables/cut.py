"""Courses as they were cut, the locales they are wanted in, and their units."""

from sqlalchemy import ARRAY, Column, Index, Text, UniqueConstraint, text

from stoa.runtime.db import tenant_table
from stoa.runtime.db.columns import EMPTY, document, flag, identifier, identifiers, moment, real, whole, words
from stoa.services.localization.tables.schema import METADATA

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
    whole("archived_change", default="0"),
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
    Column("brought", ARRAY(Text), nullable=False, server_default=EMPTY),
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
    words("held_against", default=""),
    whole("published_change", default="-1"),
    identifier("published", nullable=True),
    whole("published_revision", default="0"),
    whole("published_source", nullable=True),
    words("published_checksum", nullable=True),
    moment("published_at", nullable=True),
    moment("since"),
    words("audience", default="everyone"),
    identifiers("runs", default=EMPTY),
    whole("chosen", default="0"),
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
    document("estimate", nullable=True),
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
Index(
    "changes_that_stood",
    changes.c.tenant_id,
    changes.c.unit,
    postgresql_where=text("action = 'stood'"),
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
    whole("object_position", default="0"),
    whole("position", default="0"),
    key=("unit",),
)
Index(
    "post_edits_next",
    post_edits.c.tenant_id,
    post_edits.c.locale,
    post_edits.c.priority.desc(),
    post_edits.c.skipped,
    post_edits.c.due_at,
    post_edits.c.course,
    post_edits.c.object_position,
    post_edits.c.position,
    post_edits.c.unit,
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
