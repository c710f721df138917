"""A locale may be for the learners of some course runs first."""

from alembic import op

from stoa.runtime.db.migrate import protect

revision = "delivery_0005"
down_revision = "delivery_0004"
branch_labels = None
depends_on = None

_CHANGES = """
ALTER TABLE delivery.publications ADD COLUMN runs UUID[] DEFAULT '{}' NOT NULL;
ALTER TABLE delivery.publications ADD COLUMN audience INTEGER DEFAULT '0' NOT NULL;
CREATE TABLE delivery.pilots (
    tenant_id UUID NOT NULL,
    course UUID NOT NULL,
    locale TEXT NOT NULL,
    audience TEXT NOT NULL,
    runs UUID[] NOT NULL,
    change INTEGER NOT NULL,
    version INTEGER,
    turn INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, course, locale)
)
"""


def upgrade() -> None:
    for statement in _CHANGES.split(";"):
        op.execute(statement)
    protect("delivery", "pilots")
