"""Passes taken back, and who teaches which course run."""

from alembic import op

from stoa.runtime.db.migrate import protect

revision = "identity_0002"
down_revision = "identity_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE identity.revocations (
            tenant_id UUID NOT NULL,
            key TEXT NOT NULL,
            issued_until TIMESTAMP WITH TIME ZONE NOT NULL,
            suspended_until TIMESTAMP WITH TIME ZONE,
            PRIMARY KEY (tenant_id, key)
        )
    """)
    op.execute("CREATE INDEX revocations_by_time ON identity.revocations (tenant_id, issued_until)")
    op.execute("""
        CREATE TABLE identity.taught_runs (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            instructors UUID[] NOT NULL,
            former UUID[] NOT NULL,
            change INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, id)
        )
    """)
    protect("identity", "revocations", "taught_runs")
