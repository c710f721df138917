"""How a version was made is kept, and what a publication leans on."""

from alembic import op

revision = "delivery_0004"
down_revision = "delivery_0003"
branch_labels = None
depends_on = None

_CHANGES = """
ALTER TABLE delivery.versions ADD COLUMN rendering TEXT;
ALTER TABLE delivery.publications ADD COLUMN base INTEGER
"""


def upgrade() -> None:
    for statement in _CHANGES.split(";"):
        op.execute(statement)
