"""What people let be told of how they learn."""

from alembic import op

from stoa.runtime.db.migrate import protect

revision = "identity_0003"
down_revision = "identity_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE identity.consents (
            tenant_id UUID NOT NULL,
            person_id UUID NOT NULL,
            scope TEXT NOT NULL,
            version INTEGER NOT NULL,
            chosen_at TIMESTAMP WITH TIME ZONE NOT NULL,
            PRIMARY KEY (tenant_id, person_id),
            FOREIGN KEY (tenant_id, person_id) REFERENCES identity.people (tenant_id, id)
        )
    """)
    protect("identity", "consents")
