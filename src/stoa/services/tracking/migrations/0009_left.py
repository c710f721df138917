"""Who left a run by themself, told apart from whom the staff took out."""

from alembic import op

revision = "tracking_0009"
down_revision = "tracking_0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute('ALTER TABLE tracking.enrolments ADD COLUMN "left" BOOLEAN DEFAULT false NOT NULL')
