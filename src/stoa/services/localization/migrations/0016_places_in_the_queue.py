"""Where in the text a unit stands that waits, so that the queue follows the text."""

from alembic import op

from stoa.runtime.db.migrate import over_all_tenants

revision = "localization_0016"
down_revision = "localization_0015"
branch_labels = None
depends_on = None

_COLUMNS = """
ALTER TABLE localization.post_edits ADD COLUMN object_position INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE localization.post_edits ADD COLUMN position INTEGER DEFAULT 0 NOT NULL
"""
_INDEX = """
DROP INDEX localization.post_edits_next;
CREATE INDEX post_edits_next ON localization.post_edits (
    tenant_id, locale, priority DESC, skipped, due_at, course, object_position, position, unit
)
"""
_FILL = """
UPDATE localization.post_edits AS p
SET object_position = o.position, position = s.position
FROM localization.units u
JOIN localization.segments s ON s.tenant_id = u.tenant_id AND s.id = u.segment
JOIN localization.objects o ON o.tenant_id = s.tenant_id AND o.course = s.course AND o.object = s.object
WHERE u.tenant_id = p.tenant_id AND u.id = p.unit
"""


def upgrade() -> None:
    _run(_COLUMNS)
    with over_all_tenants("localization", "post_edits", "units", "segments", "objects"):
        op.execute(_FILL)
    _run(_INDEX)


def _run(statements: str) -> None:
    for statement in statements.split(";"):
        op.execute(statement)
