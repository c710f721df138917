"""Who gets a locale, and the course runs that can be chosen for it."""

from alembic import op

from stoa.runtime.db.migrate import protect

revision = "localization_0009"
down_revision = "localization_0008"
branch_labels = None
depends_on = None

_CHANGES = """
ALTER TABLE localization.locales ADD COLUMN audience TEXT DEFAULT 'everyone' NOT NULL;
ALTER TABLE localization.locales ADD COLUMN runs UUID[] DEFAULT '{}' NOT NULL;
ALTER TABLE localization.locales ADD COLUMN chosen INTEGER DEFAULT '0' NOT NULL;
CREATE TABLE localization.runs (
    tenant_id UUID NOT NULL,
    run UUID NOT NULL,
    course UUID NOT NULL,
    title TEXT NOT NULL,
    starts_at TIMESTAMP WITH TIME ZONE,
    ends_at TIMESTAMP WITH TIME ZONE,
    change INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, run)
);
CREATE INDEX runs_by_course ON localization.runs (tenant_id, course)
"""


def upgrade() -> None:
    for statement in _CHANGES.split(";"):
        op.execute(statement)
    protect("localization", "runs")
