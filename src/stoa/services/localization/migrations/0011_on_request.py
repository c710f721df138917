"""What readers asked the translation of, and what they found wrong with it."""

from alembic import op

from stoa.runtime.db.migrate import protect

revision = "localization_0011"
down_revision = "localization_0010"
branch_labels = None
depends_on = None

_CHANGES = """
CREATE TABLE localization.on_request (
    tenant_id UUID NOT NULL,
    checksum TEXT NOT NULL,
    source_locale TEXT NOT NULL,
    target_locale TEXT NOT NULL,
    target TEXT NOT NULL,
    engine TEXT NOT NULL,
    characters INTEGER NOT NULL,
    by UUID NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, checksum, source_locale, target_locale)
);
CREATE INDEX on_request_by_person ON localization.on_request (tenant_id, by, at);
CREATE TABLE localization.problems (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    kind TEXT NOT NULL,
    thing UUID NOT NULL,
    course UUID NOT NULL,
    key TEXT NOT NULL,
    checksum TEXT NOT NULL,
    source_locale TEXT NOT NULL,
    locale TEXT NOT NULL,
    title TEXT NOT NULL,
    reasons TEXT[] DEFAULT '{}' NOT NULL,
    times INTEGER NOT NULL,
    version INTEGER NOT NULL,
    reported_at TIMESTAMP WITH TIME ZONE NOT NULL,
    settled_at TIMESTAMP WITH TIME ZONE,
    settled_by UUID,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT problems_text UNIQUE (tenant_id, thing, checksum, locale)
);
CREATE INDEX problems_by_time ON localization.problems (tenant_id, settled_at, reported_at)
"""


def upgrade() -> None:
    for statement in _CHANGES.split(";"):
        op.execute(statement)
    protect("localization", "on_request", "problems")
