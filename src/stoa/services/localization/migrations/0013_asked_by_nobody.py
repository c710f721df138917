"""What machines said on request names nobody: who asked first is of no use once the hour is over."""

from alembic import op

from stoa.runtime.db.migrate import over_all_tenants

revision = "localization_0013"
down_revision = "localization_0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The release before still writes the column: it stays, empty, until that is gone.
    op.execute("ALTER TABLE localization.on_request ALTER COLUMN by DROP NOT NULL")
    with over_all_tenants("localization", "on_request"):
        op.execute("UPDATE localization.on_request SET by = NULL")
