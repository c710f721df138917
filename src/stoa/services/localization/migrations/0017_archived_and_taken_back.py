"""Of each course the count of the last fact that it was archived, or taken back."""

from alembic import op

revision = "localization_0017"
down_revision = "localization_0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE localization.courses ADD COLUMN archived_change INTEGER DEFAULT '0' NOT NULL")
