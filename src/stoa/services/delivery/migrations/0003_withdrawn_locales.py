"""Readers of a locale may have nothing again."""

from alembic import op

revision = "delivery_0003"
down_revision = "delivery_0002"
branch_labels = None
depends_on = None

_CHANGES = """
ALTER TABLE delivery.active ALTER COLUMN version DROP NOT NULL;
ALTER TABLE delivery.active ADD COLUMN withdrawn UUID;
ALTER TABLE delivery.activations ALTER COLUMN version DROP NOT NULL
"""


def upgrade() -> None:
    for statement in _CHANGES.split(";"):
        op.execute(statement)
