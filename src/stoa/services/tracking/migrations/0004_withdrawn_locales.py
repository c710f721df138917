"""Locales that delivery took back from readers."""

from alembic import op

from stoa.runtime.db.migrate import protect

revision = "tracking_0004"
down_revision = "tracking_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE tracking.withdrawn (
            tenant_id UUID NOT NULL,
            course UUID NOT NULL,
            locale TEXT NOT NULL,
            activation INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, course, locale)
        )
        """
    )
    protect("tracking", "withdrawn")
