"""What a person has machines translate within an hour, and who has reported which problem."""

from alembic import op

from stoa.runtime.db.migrate import protect

revision = "localization_0012"
down_revision = "localization_0011"
branch_labels = None
depends_on = None

_CHANGES = """
CREATE TABLE localization.shares (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    person UUID NOT NULL,
    characters INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX shares_by_person ON localization.shares (tenant_id, person, at);
DROP INDEX localization.on_request_by_person;
CREATE TABLE localization.reporters (
    tenant_id UUID NOT NULL,
    problem UUID NOT NULL,
    person UUID NOT NULL,
    version INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, problem, person)
);
CREATE INDEX reporters_by_person ON localization.reporters (tenant_id, person, at)
"""


def upgrade() -> None:
    for statement in _CHANGES.split(";"):
        op.execute(statement)
    protect("localization", "shares", "reporters")
