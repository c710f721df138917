"""Item sets, attempts, responses, grades and the replicas they stand on."""

from alembic import op

from stoa.runtime.db.migrate import create_service, protect

revision = "assessment_0001"
down_revision = None
branch_labels = ("assessment",)
depends_on = None

_TABLES = """
CREATE TABLE assessment.attempts (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    registration UUID NOT NULL,
    learner UUID NOT NULL,
    course UUID NOT NULL,
    item_set UUID NOT NULL,
    revision INTEGER NOT NULL,
    locale TEXT NOT NULL,
    number INTEGER NOT NULL,
    seed BYTEA NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE NOT NULL,
    submitted_at TIMESTAMP WITH TIME ZONE,
    raw DOUBLE PRECISION,
    maximum DOUBLE PRECISION,
    scaled DOUBLE PRECISION,
    passed BOOLEAN,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT attempts_number UNIQUE (tenant_id, registration, item_set, number)
);
CREATE UNIQUE INDEX attempts_open ON assessment.attempts (tenant_id, registration, item_set)
    WHERE submitted_at IS NULL;
CREATE TABLE assessment.grades (
    tenant_id UUID NOT NULL,
    registration UUID NOT NULL,
    item_set UUID NOT NULL,
    pass_share DOUBLE PRECISION NOT NULL,
    attempts INTEGER NOT NULL,
    best DOUBLE PRECISION,
    override DOUBLE PRECISION,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, registration, item_set)
);
CREATE TABLE assessment.help_given (
    tenant_id UUID NOT NULL,
    attempt UUID NOT NULL,
    item UUID NOT NULL,
    hints INTEGER NOT NULL,
    answer_shown_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (tenant_id, attempt, item)
);
CREATE TABLE assessment.item_sets (
    tenant_id UUID NOT NULL,
    course UUID NOT NULL,
    revision INTEGER NOT NULL,
    locale TEXT NOT NULL,
    item_set UUID NOT NULL,
    title TEXT NOT NULL,
    position INTEGER NOT NULL,
    in_video UUID,
    pass_share DOUBLE PRECISION NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (tenant_id, course, revision, locale, item_set)
);
CREATE TABLE assessment.live (
    tenant_id UUID NOT NULL,
    course UUID NOT NULL,
    locale TEXT NOT NULL,
    revision INTEGER NOT NULL,
    activation INTEGER NOT NULL,
    title TEXT NOT NULL,
    known_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, course, locale)
);
CREATE TABLE assessment.overrides (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    registration UUID NOT NULL,
    item_set UUID NOT NULL,
    scaled DOUBLE PRECISION,
    reason TEXT NOT NULL,
    by UUID NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    undoes UUID,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX overrides_by_set ON assessment.overrides (tenant_id, registration, item_set, id);
CREATE TABLE assessment.registrations (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    run UUID NOT NULL,
    course UUID NOT NULL,
    learner UUID NOT NULL,
    active BOOLEAN NOT NULL,
    change INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX registrations_by_run ON assessment.registrations (tenant_id, run, id);
CREATE TABLE assessment.runs (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    course UUID NOT NULL,
    starts_at TIMESTAMP WITH TIME ZONE,
    ends_at TIMESTAMP WITH TIME ZONE,
    instructors UUID[] NOT NULL,
    change INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE TABLE assessment.versions (
    tenant_id UUID NOT NULL,
    course UUID NOT NULL,
    revision INTEGER NOT NULL,
    locale TEXT NOT NULL,
    addresses TEXT NOT NULL,
    PRIMARY KEY (tenant_id, course, revision, locale)
);
CREATE TABLE assessment.responses (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    attempt UUID NOT NULL,
    item UUID NOT NULL,
    number INTEGER NOT NULL,
    response TEXT NOT NULL,
    share DOUBLE PRECISION NOT NULL,
    hints INTEGER NOT NULL,
    think_time_s DOUBLE PRECISION,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT responses_number UNIQUE (tenant_id, attempt, item, number)
);
"""


def upgrade() -> None:
    create_service("assessment")
    for statement in _TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
    protect(
        "assessment",
        "attempts",
        "grades",
        "help_given",
        "item_sets",
        "live",
        "overrides",
        "registrations",
        "runs",
        "versions",
        "responses",
    )
