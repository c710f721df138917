"""Which glossary the targets of a course in a locale were held against last."""

from alembic import op

revision = "localization_0007"
down_revision = "localization_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE localization.locales ADD COLUMN held_against TEXT DEFAULT '' NOT NULL")
