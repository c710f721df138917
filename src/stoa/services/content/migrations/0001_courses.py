"""Courses with their objects, media, changes and revisions; imports with their reports; publications."""

from alembic import op

from stoa.runtime.db.migrate import create_service, protect

revision = "content_0001"
down_revision = None
branch_labels = ("content",)
depends_on = None

_TABLES = """
CREATE TABLE content.changes (
    tenant_id UUID NOT NULL,
    course UUID NOT NULL,
    number INTEGER DEFAULT '0' NOT NULL,
    verb TEXT NOT NULL,
    title TEXT NOT NULL,
    object UUID,
    before JSONB NOT NULL,
    after JSONB NOT NULL,
    undone BOOLEAN DEFAULT 'false' NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    by UUID,
    PRIMARY KEY (tenant_id, course, number)
);
CREATE TABLE content.courses (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    origin TEXT,
    title TEXT NOT NULL,
    locale TEXT NOT NULL,
    front JSONB NOT NULL,
    version INTEGER DEFAULT '0' NOT NULL,
    change INTEGER DEFAULT '0' NOT NULL,
    revision INTEGER DEFAULT '0' NOT NULL,
    published INTEGER,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    changed_by UUID,
    archived_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT courses_origin UNIQUE (tenant_id, origin)
);
CREATE INDEX courses_by_changed ON content.courses (tenant_id, changed_at, id);
CREATE TABLE content.elements (
    tenant_id UUID NOT NULL,
    import_id UUID NOT NULL,
    number INTEGER DEFAULT '0' NOT NULL,
    place TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT,
    data JSONB NOT NULL,
    about UUID,
    PRIMARY KEY (tenant_id, import_id, number)
);
CREATE TABLE content.imports (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    course UUID,
    file_name TEXT NOT NULL,
    size BIGINT NOT NULL,
    key TEXT NOT NULL,
    state TEXT NOT NULL,
    format TEXT,
    source_checksum TEXT,
    done INTEGER DEFAULT '0' NOT NULL,
    total INTEGER DEFAULT '0' NOT NULL,
    imported INTEGER DEFAULT '0' NOT NULL,
    converted INTEGER DEFAULT '0' NOT NULL,
    left_out INTEGER DEFAULT '0' NOT NULL,
    revision INTEGER,
    code TEXT,
    data JSONB NOT NULL,
    faults JSONB NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    finished_at TIMESTAMP WITH TIME ZONE,
    by UUID,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX imports_by_at ON content.imports (tenant_id, at);
CREATE INDEX imports_by_course ON content.imports (tenant_id, course, at);
CREATE TABLE content.media (
    tenant_id UUID NOT NULL,
    course UUID NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    checksum TEXT NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (tenant_id, course, name)
);
CREATE TABLE content.objects (
    tenant_id UUID NOT NULL,
    course UUID NOT NULL,
    id UUID NOT NULL,
    parent UUID,
    position DOUBLE PRECISION NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    version INTEGER DEFAULT '0' NOT NULL,
    body JSONB NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    changed_by UUID,
    PRIMARY KEY (tenant_id, course, id)
);
CREATE TABLE content.publications (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    course UUID NOT NULL,
    revision INTEGER NOT NULL,
    locale TEXT NOT NULL,
    state TEXT NOT NULL,
    version INTEGER,
    activation INTEGER DEFAULT '0' NOT NULL,
    code TEXT,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    by UUID,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX publications_by_course ON content.publications (tenant_id, course, at);
CREATE TABLE content.revisions (
    tenant_id UUID NOT NULL,
    course UUID NOT NULL,
    number INTEGER DEFAULT '0' NOT NULL,
    reason TEXT NOT NULL,
    title TEXT NOT NULL,
    objects INTEGER NOT NULL,
    document_key TEXT NOT NULL,
    document_checksum TEXT NOT NULL,
    tree_checksum TEXT NOT NULL,
    change INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    by UUID,
    PRIMARY KEY (tenant_id, course, number)
);
"""
_NAMES = ("changes", "courses", "elements", "imports", "media", "objects", "publications", "revisions")


def upgrade() -> None:
    create_service("content")
    for statement in _TABLES.split(";"):
        if statement.strip():
            op.execute(statement)
    protect("content", *_NAMES)
