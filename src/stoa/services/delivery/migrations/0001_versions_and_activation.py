"""Contents, publications, versions, what is active, the history of activations."""

from alembic import op

from stoa.runtime.db.migrate import create_service, protect

revision = "delivery_0001"
down_revision = None
branch_labels = ("delivery",)
depends_on = None

_TABLES = """
CREATE TABLE delivery.contents (
    tenant_id UUID NOT NULL,
    course UUID NOT NULL,
    content UUID NOT NULL,
    PRIMARY KEY (tenant_id, course),
    CONSTRAINT contents_content UNIQUE (content)
);
CREATE TABLE delivery.publications (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    course UUID NOT NULL,
    locale TEXT NOT NULL,
    revision INTEGER NOT NULL,
    title TEXT NOT NULL,
    document_key TEXT NOT NULL,
    document_checksum TEXT NOT NULL,
    published_by UUID,
    state TEXT NOT NULL,
    done BIGINT NOT NULL,
    total BIGINT NOT NULL,
    version INTEGER,
    tag TEXT,
    code TEXT,
    reasons JSONB NOT NULL,
    notes JSONB NOT NULL,
    requested_at TIMESTAMP WITH TIME ZONE NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX publications_by_course ON delivery.publications (tenant_id, course, id);
CREATE TABLE delivery.versions (
    tenant_id UUID NOT NULL,
    course UUID NOT NULL,
    locale TEXT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    publication UUID NOT NULL,
    title TEXT NOT NULL,
    tag TEXT NOT NULL,
    key TEXT NOT NULL,
    checksum TEXT NOT NULL,
    size BIGINT NOT NULL,
    objects INTEGER NOT NULL,
    assets INTEGER NOT NULL,
    published_by UUID,
    published_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, course, locale, version)
);
CREATE UNIQUE INDEX versions_by_tag ON delivery.versions (tenant_id, course, locale, tag);
CREATE TABLE delivery.active (
    tenant_id UUID NOT NULL,
    course UUID NOT NULL,
    locale TEXT NOT NULL,
    version INTEGER NOT NULL,
    activation INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, course, locale)
);
CREATE TABLE delivery.activations (
    tenant_id UUID NOT NULL,
    course UUID NOT NULL,
    locale TEXT NOT NULL,
    activation INTEGER NOT NULL,
    version INTEGER NOT NULL,
    activated_by UUID,
    activated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, course, locale, activation)
);
"""


def upgrade() -> None:
    create_service("delivery")
    for statement in _TABLES.split(";"):
        if statement.strip():
            op.execute(statement)
    protect("delivery", "contents", "publications", "versions", "active", "activations")
