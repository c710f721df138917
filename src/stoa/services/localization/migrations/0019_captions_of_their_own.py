"""Captions that a film brings along in a language itself are not translated into it."""

from alembic import op

revision = "localization_0019"
down_revision = "localization_0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE localization.segments ADD COLUMN brought TEXT[] DEFAULT '{}' NOT NULL")
