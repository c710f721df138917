"""Version numbers that were never published, and the tenants that may have some."""

from alembic import op

from stoa.runtime.db.migrate import over_all_tenants, protect

revision = "delivery_0002"
down_revision = "delivery_0001"
branch_labels = None
depends_on = None

_CHANGES = """
CREATE TABLE delivery.abandoned (
    tenant_id UUID NOT NULL,
    course UUID NOT NULL,
    locale TEXT NOT NULL,
    version INTEGER NOT NULL,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    gone_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (tenant_id, course, locale, version)
);
CREATE TABLE delivery.tenants (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    PRIMARY KEY (tenant_id, id)
)
"""
_KNOWN = """
INSERT INTO delivery.tenants (tenant_id, id)
    SELECT DISTINCT '00000000-0000-0000-0000-000000000000'::uuid, tenant_id FROM delivery.publications
"""


def upgrade() -> None:
    for statement in _CHANGES.split(";"):
        op.execute(statement)
    with over_all_tenants("delivery", "publications"):
        op.execute(_KNOWN)
    protect("delivery", "abandoned", "tenants")
