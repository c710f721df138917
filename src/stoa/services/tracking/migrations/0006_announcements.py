"""Announcements to the learners of a run, and who has read them."""

from alembic import op

from stoa.runtime.db.migrate import protect

revision = "tracking_0006"
down_revision = "tracking_0005"
branch_labels = None
depends_on = None

_CHANGES = """
CREATE TABLE tracking.announcements (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    run UUID NOT NULL,
    course UUID NOT NULL,
    by UUID NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    locale TEXT NOT NULL,
    checksum TEXT NOT NULL,
    posted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE,
    withdrawn BOOLEAN NOT NULL,
    version INTEGER NOT NULL,
    worded INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX announcements_by_run ON tracking.announcements (tenant_id, run, posted_at);
CREATE TABLE tracking.announcements_read (
    tenant_id UUID NOT NULL,
    announcement UUID NOT NULL,
    learner UUID NOT NULL,
    worded INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, announcement, learner)
)
"""


def upgrade() -> None:
    for statement in _CHANGES.split(";"):
        op.execute(statement)
    protect("tracking", "announcements", "announcements_read")
