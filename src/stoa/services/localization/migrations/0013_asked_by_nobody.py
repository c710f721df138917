"""What machines said on request names nobody: who asked first is of no use once the hour is over."""

from alembic import op

revision = "localization_0013"
down_revision = "localization_0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE localization.on_request DROP COLUMN by")
