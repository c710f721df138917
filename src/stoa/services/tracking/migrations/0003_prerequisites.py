"""Prerequisites between courses; registrations found by learner."""

from alembic import op

from stoa.runtime.db.migrate import protect

revision = "tracking_0003"
down_revision = "tracking_0002"
branch_labels = None
depends_on = None

_CHANGES = """
CREATE TABLE tracking.prerequisites (
    tenant_id UUID NOT NULL,
    course UUID NOT NULL,
    required UUID[] DEFAULT '{}' NOT NULL,
    change INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, course)
);
CREATE INDEX registrations_by_learner ON tracking.registrations (tenant_id, learner, course)
"""


def upgrade() -> None:
    for statement in _CHANGES.split(";"):
        op.execute(statement)
    protect("tracking", "prerequisites")
