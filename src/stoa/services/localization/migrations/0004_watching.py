"""What watching needs: editions as they were told, what delivery has, findings, what people did."""

from alembic import op

from stoa.runtime.db.migrate import over_all_tenants, protect

revision = "localization_0004"
down_revision = "localization_0003"
branch_labels = None
depends_on = None

_CHANGES = """
ALTER TABLE localization.changes ADD COLUMN action TEXT;
ALTER TABLE localization.changes ADD COLUMN seconds INTEGER;
ALTER TABLE localization.changes ADD COLUMN distance DOUBLE PRECISION;
CREATE INDEX changes_of_people ON localization.changes (tenant_id, at) WHERE action = 'accepted';
CREATE TABLE localization.releases (
    tenant_id UUID NOT NULL,
    course UUID NOT NULL,
    locale TEXT NOT NULL,
    revision INTEGER NOT NULL,
    source INTEGER NOT NULL,
    publication UUID NOT NULL,
    document_key TEXT NOT NULL,
    document_checksum TEXT NOT NULL,
    share DOUBLE PRECISION NOT NULL,
    wanted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    told_at TIMESTAMP WITH TIME ZONE NOT NULL,
    live_at TIMESTAMP WITH TIME ZONE,
    version INTEGER,
    failed TEXT,
    PRIMARY KEY (tenant_id, course, locale, revision)
);
CREATE INDEX releases_by_time ON localization.releases (tenant_id, told_at);
CREATE TABLE localization.delivered (
    tenant_id UUID NOT NULL,
    course UUID NOT NULL,
    locale TEXT NOT NULL,
    version INTEGER,
    activation INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, course, locale)
);
CREATE TABLE localization.findings (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    kind TEXT NOT NULL,
    course UUID NOT NULL,
    locale TEXT NOT NULL,
    count INTEGER NOT NULL,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    asked_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT findings_about UNIQUE (tenant_id, kind, course, locale)
);
CREATE TABLE localization.looks (
    tenant_id UUID NOT NULL,
    depth TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, depth)
)
"""
_TAKEN_OUT = """
UPDATE localization.changes SET
    action = entry::jsonb ->> 'action',
    seconds = (entry::jsonb ->> 'seconds')::integer,
    distance = (entry::jsonb ->> 'distance')::double precision
"""


def upgrade() -> None:
    for statement in _CHANGES.split(";"):
        op.execute(statement)
    with over_all_tenants("localization", "changes"):
        op.execute(_TAKEN_OUT)
    protect("localization", "releases", "delivered", "findings", "looks")
