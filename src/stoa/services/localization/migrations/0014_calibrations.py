"""What chances are told by, and what was known of a machine's target when it was proposed."""

from alembic import op

from stoa.runtime.db.migrate import protect

revision = "localization_0014"
down_revision = "localization_0013"
branch_labels = None
depends_on = None

_CHANGES = """
CREATE INDEX changes_that_stood ON localization.changes (tenant_id, unit) WHERE action = 'stood';
CREATE TABLE localization.calibrations (
    tenant_id UUID NOT NULL,
    source_locale TEXT NOT NULL,
    target_locale TEXT NOT NULL,
    provider TEXT NOT NULL,
    version INTEGER NOT NULL,
    model JSONB,
    n INTEGER NOT NULL,
    good INTEGER NOT NULL,
    auroc DOUBLE PRECISION,
    error DOUBLE PRECISION,
    routes JSONB NOT NULL,
    fitted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    read_until TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, source_locale, target_locale, provider)
);
CREATE TABLE localization.fittings (
    tenant_id UUID NOT NULL,
    source_locale TEXT NOT NULL,
    target_locale TEXT NOT NULL,
    version INTEGER NOT NULL,
    begun_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, source_locale, target_locale)
);
ALTER TABLE localization.units ADD COLUMN estimate JSONB
"""


def upgrade() -> None:
    for statement in _CHANGES.split(";"):
        op.execute(statement)
    protect("localization", "calibrations", "fittings")
