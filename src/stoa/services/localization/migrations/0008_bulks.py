"""Words about many units at once, with what is needed to take them back."""

from alembic import op

from stoa.runtime.db.migrate import protect

revision = "localization_0008"
down_revision = "localization_0007"
branch_labels = None
depends_on = None

_CHANGES = """
CREATE TABLE localization.bulks (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    course UUID NOT NULL,
    locale TEXT NOT NULL,
    object UUID,
    state INTEGER,
    finding TEXT,
    likeness DOUBLE PRECISION,
    waiting BOOLEAN NOT NULL,
    deed TEXT NOT NULL,
    "to" INTEGER,
    why TEXT NOT NULL,
    by UUID NOT NULL,
    maker BOOLEAN NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    phase TEXT NOT NULL,
    total INTEGER NOT NULL,
    done INTEGER NOT NULL,
    counts JSONB NOT NULL,
    finished_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX bulks_by_time ON localization.bulks (tenant_id, at);
CREATE TABLE localization.bulk_units (
    tenant_id UUID NOT NULL,
    bulk UUID NOT NULL,
    number INTEGER NOT NULL,
    unit UUID NOT NULL,
    version INTEGER NOT NULL,
    source TEXT NOT NULL,
    outcome TEXT DEFAULT '' NOT NULL,
    before JSONB,
    after INTEGER,
    undo TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (tenant_id, bulk, number)
)
"""


def upgrade() -> None:
    for statement in _CHANGES.split(";"):
        op.execute(statement)
    protect("localization", "bulk_units", "bulks")
