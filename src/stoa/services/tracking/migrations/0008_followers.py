"""Who follows whom: the managers of groups, and guardians."""

from alembic import op

from stoa.runtime.db.migrate import protect

revision = "tracking_0008"
down_revision = "tracking_0007"
branch_labels = None
depends_on = None

_CHANGES = """
ALTER TABLE tracking.groups
    ADD COLUMN managers UUID[] DEFAULT '{}' NOT NULL,
    ADD COLUMN managers_change INTEGER DEFAULT '-1' NOT NULL,
    ALTER COLUMN change SET DEFAULT '-1';
CREATE INDEX groups_by_manager ON tracking.groups USING gin (managers);
CREATE TABLE tracking.wards (
    tenant_id UUID NOT NULL,
    guardian UUID NOT NULL,
    wards UUID[] DEFAULT '{}' NOT NULL,
    change INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, guardian)
)
"""


def upgrade() -> None:
    for statement in _CHANGES.split(";"):
        op.execute(statement)
    protect("tracking", "wards")
