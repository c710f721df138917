"""Archived courses that were taken back, each with the count of its last fact."""

from alembic import op

revision = "tracking_0010"
down_revision = "tracking_0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        ALTER TABLE tracking.archived
            ADD COLUMN change INTEGER DEFAULT '0' NOT NULL,
            ADD COLUMN stands BOOLEAN DEFAULT true NOT NULL
        """
    )
