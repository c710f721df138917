"""A locale that delivery took back has no active revision."""

from alembic import op

revision = "assessment_0002"
down_revision = "assessment_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE assessment.live ALTER COLUMN revision DROP NOT NULL")
