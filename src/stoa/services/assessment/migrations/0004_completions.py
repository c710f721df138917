"""What learners have completed, by which item sets open."""

from alembic import op

from stoa.runtime.db.migrate import protect

revision = "assessment_0004"
down_revision = "assessment_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE assessment.completions (
            tenant_id UUID NOT NULL,
            registration UUID NOT NULL,
            object UUID NOT NULL,
            PRIMARY KEY (tenant_id, registration, object)
        )
        """
    )
    protect("assessment", "completions")
