"""Translators' files on their way in, what became of them, and from which file the memory has something."""

from alembic import op

from stoa.runtime.db.migrate import protect

revision = "localization_0003"
down_revision = "localization_0002"
branch_labels = None
depends_on = None

_CHANGES = """
CREATE TABLE localization.files (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    course UUID,
    locale TEXT,
    scope TEXT NOT NULL,
    taken_as JSONB NOT NULL,
    name TEXT NOT NULL,
    size BIGINT NOT NULL,
    key TEXT NOT NULL,
    state TEXT NOT NULL,
    done INTEGER DEFAULT '0' NOT NULL,
    total INTEGER DEFAULT '0' NOT NULL,
    counts JSONB NOT NULL,
    code TEXT,
    data JSONB NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    finished_at TIMESTAMP WITH TIME ZONE,
    by UUID NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX files_by_course ON localization.files (tenant_id, course, locale, at);
CREATE TABLE localization.file_entries (
    tenant_id UUID NOT NULL,
    file UUID NOT NULL,
    number INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    line INTEGER NOT NULL,
    source_locale TEXT NOT NULL,
    target_locale TEXT NOT NULL,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    unit UUID,
    code TEXT NOT NULL,
    data JSONB NOT NULL,
    settled TEXT,
    PRIMARY KEY (tenant_id, file, number)
);
ALTER TABLE localization.memory ADD COLUMN file UUID
"""


def upgrade() -> None:
    for statement in _CHANGES.split(";"):
        op.execute(statement)
    protect("localization", "file_entries", "files")
