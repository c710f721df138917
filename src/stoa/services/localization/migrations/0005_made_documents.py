"""What the document of a locale was put together from."""

from alembic import op

from stoa.runtime.db.migrate import protect

revision = "localization_0005"
down_revision = "localization_0004"
branch_labels = None
depends_on = None

_CHANGES = """
CREATE TABLE localization.made (
    tenant_id UUID NOT NULL,
    course UUID NOT NULL,
    locale TEXT NOT NULL,
    document_key TEXT NOT NULL,
    document_checksum TEXT NOT NULL,
    marks TEXT NOT NULL,
    PRIMARY KEY (tenant_id, course, locale)
)
"""


def upgrade() -> None:
    op.execute(_CHANGES)
    protect("localization", "made")
