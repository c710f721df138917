"""Locales that the learners of some runs have first."""

from alembic import op

from stoa.runtime.db.migrate import protect

revision = "tracking_0005"
down_revision = "tracking_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE tracking.pilots (
            tenant_id UUID NOT NULL,
            course UUID NOT NULL,
            locale TEXT NOT NULL,
            runs UUID[] NOT NULL,
            version INTEGER,
            manifest_key TEXT NOT NULL,
            manifest_checksum TEXT NOT NULL,
            title TEXT NOT NULL,
            turn INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, course, locale)
        )
        """
    )
    protect("tracking", "pilots")
