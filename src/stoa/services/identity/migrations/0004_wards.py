"""Whose guardian somebody is."""

from alembic import op

from stoa.runtime.db.migrate import protect

revision = "identity_0004"
down_revision = "identity_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE identity.wards (
            tenant_id UUID NOT NULL,
            guardian_id UUID NOT NULL,
            person_id UUID NOT NULL,
            PRIMARY KEY (tenant_id, guardian_id, person_id),
            FOREIGN KEY (tenant_id, person_id) REFERENCES identity.people (tenant_id, id),
            FOREIGN KEY (tenant_id, guardian_id) REFERENCES identity.people (tenant_id, id)
        )
    """)
    op.execute("CREATE INDEX wards_of_person ON identity.wards (tenant_id, person_id)")
    protect("identity", "wards")
