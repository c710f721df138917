"""How every course stands that was begun before is told once, for who shows scores."""

from alembic import op

from stoa.runtime.db.migrate import over_all_tenants

revision = "tracking_0011"
down_revision = "tracking_0010"
branch_labels = None
depends_on = None

_COUNT = """
UPDATE tracking.registrations SET change = change + 1
WHERE scaled IS NOT NULL OR completed_at IS NOT NULL OR passed IS NOT NULL
"""
_TELL = """
INSERT INTO tracking.outbox (tenant_id, id, type, route, about, at, correlation, data)
SELECT
    tenant_id, gen_random_uuid(), 'tracking.course.judged.v1', 'evt.tracking.course.judged.v1', id::text,
    now(), gen_random_uuid()::text,
    json_build_object(
        'registration', id, 'run', run, 'course', course, 'learner', learner, 'scaled', scaled,
        'completed', completed_at IS NOT NULL, 'passed', passed, 'at', now(), 'change', change
    )::text
FROM tracking.registrations
WHERE scaled IS NOT NULL OR completed_at IS NOT NULL OR passed IS NOT NULL
"""


def upgrade() -> None:
    with over_all_tenants("tracking", "registrations", "outbox"):
        op.execute(_COUNT)
        op.execute(_TELL)
