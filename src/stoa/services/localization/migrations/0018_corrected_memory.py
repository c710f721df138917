"""Units of the memory that people correct and remove, and files that are taken back."""

from alembic import op

from stoa.runtime.db.migrate import protect

revision = "localization_0018"
down_revision = "localization_0017"
branch_labels = None
depends_on = None

_CHANGES = """
ALTER TABLE localization.memory ADD COLUMN removed BOOLEAN DEFAULT false NOT NULL;
ALTER TABLE localization.files ADD COLUMN taken_back_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE localization.files ADD COLUMN taken_back_by UUID;
CREATE INDEX memory_by_file ON localization.memory (tenant_id, file) WHERE file IS NOT NULL;
CREATE INDEX memory_removed ON localization.memory (
    tenant_id, source_locale, target_locale, changed_at, id
) WHERE removed;
CREATE TABLE localization.memory_changes (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    unit UUID NOT NULL,
    deed TEXT NOT NULL,
    target TEXT NOT NULL,
    by UUID NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX memory_changes_by_unit ON localization.memory_changes (tenant_id, unit, id)
"""


def upgrade() -> None:
    for statement in _CHANGES.split(";"):
        op.execute(statement)
    protect("localization", "memory_changes")
