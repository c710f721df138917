"""Passing: what a course counts for a registration, and decisions of instructors."""

from alembic import op

from stoa.runtime.db.migrate import over_all_tenants

revision = "tracking_0002"
down_revision = "tracking_0001"
branch_labels = None
depends_on = None

_CHANGES = """
ALTER TABLE tracking.registrations
    ADD COLUMN scaled DOUBLE PRECISION,
    ADD COLUMN passed BOOLEAN,
    ADD COLUMN change INTEGER DEFAULT '0' NOT NULL;
CREATE INDEX registrations_by_course ON tracking.registrations (tenant_id, course, id);
ALTER TABLE tracking.object_states
    ADD COLUMN decision DOUBLE PRECISION,
    ADD COLUMN decision_change INTEGER DEFAULT '0' NOT NULL
"""


def upgrade() -> None:
    for statement in _CHANGES.split(";"):
        op.execute(statement)
    with over_all_tenants("tracking", "registrations"):
        op.execute("UPDATE tracking.registrations SET change = 1 WHERE completed_at IS NOT NULL")
