"""How courses stand for their learners, as tracking tells it."""

from alembic import op

from stoa.runtime.db.migrate import protect

revision = "assessment_0005"
down_revision = "assessment_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE assessment.outcomes (
            tenant_id UUID NOT NULL,
            registration UUID NOT NULL,
            scaled DOUBLE PRECISION,
            completed BOOLEAN NOT NULL,
            passed BOOLEAN,
            change INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, registration)
        )
        """
    )
    protect("assessment", "outcomes")
