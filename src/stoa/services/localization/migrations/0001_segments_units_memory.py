"""Courses and their segments, locales, units and their log, post-edits, comments, memory."""

from alembic import op

from stoa.runtime.db.migrate import create_service, protect

revision = "localization_0001"
down_revision = None
branch_labels = ("localization",)
depends_on = None

_TABLES = """
CREATE TABLE localization.changes (
    tenant_id UUID NOT NULL,
    course UUID NOT NULL,
    locale TEXT NOT NULL,
    number INTEGER NOT NULL,
    unit UUID NOT NULL,
    version INTEGER NOT NULL,
    entry TEXT NOT NULL,
    previous TEXT NOT NULL,
    seal TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, course, locale, number)
);
CREATE INDEX changes_by_unit ON localization.changes (tenant_id, unit, version);
CREATE TABLE localization.comments (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    unit UUID NOT NULL,
    by UUID NOT NULL,
    text TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX comments_by_unit ON localization.comments (tenant_id, unit);
CREATE TABLE localization.courses (
    tenant_id UUID NOT NULL,
    course UUID NOT NULL,
    locale TEXT NOT NULL,
    title TEXT NOT NULL,
    revision INTEGER NOT NULL,
    publication UUID NOT NULL,
    published_by UUID,
    document_key TEXT NOT NULL,
    document_checksum TEXT NOT NULL,
    cut UUID,
    archived BOOLEAN DEFAULT false NOT NULL,
    heard_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, course)
);
CREATE TABLE localization.locales (
    tenant_id UUID NOT NULL,
    course UUID NOT NULL,
    locale TEXT NOT NULL,
    policy TEXT NOT NULL,
    share DOUBLE PRECISION NOT NULL,
    threshold DOUBLE PRECISION NOT NULL,
    two_reviewers BOOLEAN NOT NULL,
    domain TEXT NOT NULL,
    priority INTEGER NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE,
    active BOOLEAN NOT NULL,
    change INTEGER NOT NULL,
    logged INTEGER DEFAULT '0' NOT NULL,
    seal TEXT DEFAULT '' NOT NULL,
    published_change INTEGER DEFAULT '-1' NOT NULL,
    published UUID,
    published_revision INTEGER DEFAULT '0' NOT NULL,
    published_source INTEGER,
    published_checksum TEXT,
    published_at TIMESTAMP WITH TIME ZONE,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, course, locale)
);
CREATE TABLE localization.memory (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    scope TEXT NOT NULL,
    source_locale TEXT NOT NULL,
    target_locale TEXT NOT NULL,
    checksum TEXT NOT NULL,
    context TEXT NOT NULL,
    source TEXT NOT NULL,
    codes TEXT NOT NULL,
    target TEXT NOT NULL,
    origin TEXT NOT NULL,
    unit UUID,
    by UUID,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT memory_source UNIQUE (tenant_id, checksum, source_locale, target_locale, scope, context)
);
CREATE INDEX memory_by_change ON localization.memory (
    tenant_id, source_locale, target_locale, changed_at, id
);
CREATE TABLE localization.objects (
    tenant_id UUID NOT NULL,
    course UUID NOT NULL,
    object UUID NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    position INTEGER NOT NULL,
    checksum TEXT NOT NULL,
    skeletons TEXT NOT NULL,
    present BOOLEAN DEFAULT true NOT NULL,
    PRIMARY KEY (tenant_id, course, object)
);
CREATE TABLE localization.post_edits (
    tenant_id UUID NOT NULL,
    unit UUID NOT NULL,
    course UUID NOT NULL,
    locale TEXT NOT NULL,
    kind TEXT NOT NULL,
    priority INTEGER NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE,
    wanted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    draft TEXT,
    holder UUID,
    held_until TIMESTAMP WITH TIME ZONE,
    not_by UUID,
    skipped INTEGER DEFAULT '0' NOT NULL,
    PRIMARY KEY (tenant_id, unit)
);
CREATE INDEX post_edits_next ON localization.post_edits (tenant_id, locale, priority DESC, due_at, wanted_at);
CREATE TABLE localization.requests (
    tenant_id UUID NOT NULL,
    course UUID NOT NULL,
    locale TEXT NOT NULL,
    object UUID NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, course, locale, object)
);
CREATE TABLE localization.segments (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    course UUID NOT NULL,
    object UUID NOT NULL,
    path TEXT NOT NULL,
    form TEXT NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    codes TEXT NOT NULL,
    checksum TEXT NOT NULL,
    context TEXT NOT NULL,
    words INTEGER NOT NULL,
    present BOOLEAN DEFAULT true NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX segments_by_object ON localization.segments (tenant_id, course, object, position);
CREATE TABLE localization.tenants (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE TABLE localization.units (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    segment UUID NOT NULL,
    course UUID NOT NULL,
    object UUID NOT NULL,
    locale TEXT NOT NULL,
    state INTEGER NOT NULL,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    origin TEXT NOT NULL,
    engine TEXT NOT NULL,
    score DOUBLE PRECISION,
    checks JSONB NOT NULL,
    by UUID,
    version INTEGER NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT units_segment UNIQUE (tenant_id, segment, locale)
);
CREATE INDEX units_by_course ON localization.units (tenant_id, course, locale, object);
CREATE INDEX units_by_source ON localization.units (tenant_id, source, locale)
"""

_PROTECTED = (
    "changes",
    "comments",
    "courses",
    "locales",
    "memory",
    "objects",
    "post_edits",
    "requests",
    "segments",
    "tenants",
    "units",
)


def upgrade() -> None:
    create_service("localization")
    for statement in _TABLES.split(";"):
        op.execute(statement)
    protect("localization", *_PROTECTED)
    # What is in the log stays as it is: not even the service itself may rewrite it.
    op.execute("REVOKE UPDATE, DELETE ON localization.changes FROM stoa_localization")
