"""The attempt submitted last at an item set, and whether what counts is enough."""

from alembic import op

from stoa.runtime.db.migrate import over_all_tenants

revision = "tracking_0012"
down_revision = "tracking_0011"
branch_labels = None
depends_on = None

_CHANGES = """
ALTER TABLE tracking.object_states
    ADD COLUMN last_scaled DOUBLE PRECISION,
    ADD COLUMN last_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN passed BOOLEAN
"""


def upgrade() -> None:
    op.execute(_CHANGES)
    with over_all_tenants("tracking", "object_states"):
        op.execute("UPDATE tracking.object_states SET last_scaled = best_scaled WHERE attempts = 1")
