"""Courses that are joined to a component of Weblate, what both sides had last, and passes over them."""

from alembic import op

from stoa.runtime.db.migrate import protect

revision = "localization_0006"
down_revision = "localization_0005"
branch_labels = None
depends_on = None

_CHANGES = """
CREATE TABLE localization.connections (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    course UUID NOT NULL,
    locale TEXT,
    address TEXT NOT NULL,
    project TEXT NOT NULL,
    component TEXT NOT NULL,
    mode TEXT NOT NULL,
    phase TEXT NOT NULL,
    hook TEXT NOT NULL,
    hook_address TEXT NOT NULL,
    token BYTEA NOT NULL,
    secret BYTEA NOT NULL,
    by UUID NOT NULL,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    version INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    wanted_at TIMESTAMP WITH TIME ZONE,
    next_at TIMESTAMP WITH TIME ZONE,
    held_until TIMESTAMP WITH TIME ZONE,
    held_by TEXT,
    troubles INTEGER NOT NULL,
    cursor TIMESTAMP WITH TIME ZONE,
    whole_at TIMESTAMP WITH TIME ZONE,
    seen JSONB NOT NULL,
    code TEXT,
    data JSONB NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT connections_place UNIQUE (tenant_id, address, project, component)
);
CREATE INDEX connections_by_course ON localization.connections (tenant_id, course);
CREATE TABLE localization.connected_units (
    tenant_id UUID NOT NULL,
    connection UUID NOT NULL,
    locale TEXT NOT NULL,
    segment UUID NOT NULL,
    base JSONB,
    written JSONB,
    told JSONB,
    file UUID,
    number INTEGER,
    PRIMARY KEY (tenant_id, connection, locale, segment)
);
CREATE TABLE localization.passes (
    tenant_id UUID NOT NULL,
    connection UUID NOT NULL,
    number INTEGER NOT NULL,
    began_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    ended TEXT NOT NULL,
    code TEXT,
    data JSONB NOT NULL,
    counts JSONB NOT NULL,
    PRIMARY KEY (tenant_id, connection, number)
)
"""


def upgrade() -> None:
    for statement in _CHANGES.split(";"):
        op.execute(statement)
    protect("localization", "connected_units", "connections", "passes")
