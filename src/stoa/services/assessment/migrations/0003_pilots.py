"""Locales that the learners of some runs have first."""

from alembic import op

from stoa.runtime.db.migrate import protect

revision = "assessment_0003"
down_revision = "assessment_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE assessment.pilots (
            tenant_id UUID NOT NULL,
            course UUID NOT NULL,
            locale TEXT NOT NULL,
            runs UUID[] NOT NULL,
            revision INTEGER,
            turn INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, course, locale)
        )
        """
    )
    protect("assessment", "pilots")
