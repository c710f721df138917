"""Conversations of learners with those who teach, and what each has read of them."""

from alembic import op

from stoa.runtime.db.migrate import protect

revision = "tracking_0007"
down_revision = "tracking_0006"
branch_labels = None
depends_on = None

_CHANGES = """
CREATE TABLE tracking.conversations (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    run UUID NOT NULL,
    course UUID NOT NULL,
    registration UUID NOT NULL,
    learner UUID NOT NULL,
    object UUID,
    subject TEXT NOT NULL,
    locale TEXT NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
    said_at TIMESTAMP WITH TIME ZONE NOT NULL,
    count INTEGER NOT NULL,
    closed BOOLEAN NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX conversations_by_run ON tracking.conversations (tenant_id, run, closed, said_at);
CREATE INDEX conversations_by_learner ON tracking.conversations (tenant_id, learner, said_at);
CREATE INDEX conversations_by_registration ON tracking.conversations (tenant_id, registration);
CREATE TABLE tracking.messages (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    conversation UUID NOT NULL,
    number INTEGER NOT NULL,
    by UUID NOT NULL,
    side TEXT NOT NULL,
    text TEXT NOT NULL,
    locale TEXT NOT NULL,
    checksum TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    withdrawn BOOLEAN NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT messages_number UNIQUE (tenant_id, conversation, number)
);
CREATE INDEX messages_by_writer ON tracking.messages (tenant_id, by, at);
CREATE TABLE tracking.conversations_seen (
    tenant_id UUID NOT NULL,
    conversation UUID NOT NULL,
    person UUID NOT NULL,
    number INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, conversation, person)
)
"""


def upgrade() -> None:
    for statement in _CHANGES.split(";"):
        op.execute(statement)
    protect("tracking", "conversations", "messages", "conversations_seen")
