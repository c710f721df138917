"""Nothing reads what a unit of a bulk said when it was chosen: it need not be written any more.

The release before still writes it, so the column goes in a later migration.
"""

from alembic import op

revision = "localization_0010"
down_revision = "localization_0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE localization.bulk_units ALTER COLUMN source SET DEFAULT ''")
