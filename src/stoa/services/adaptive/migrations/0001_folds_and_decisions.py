"""Folds of the log, decisions, policies, and replicas of runs, enrolments and courses."""

from alembic import op

from stoa.runtime.db.migrate import create_service, protect

revision = "adaptive_0001"
down_revision = None
branch_labels = ("adaptive",)
depends_on = None

_TABLES = """
CREATE TABLE adaptive.alerts (
    tenant_id UUID NOT NULL,
    registration UUID NOT NULL,
    sequence BIGINT NOT NULL,
    learner UUID NOT NULL,
    run UUID NOT NULL,
    risk DOUBLE PRECISION NOT NULL,
    reasons TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, registration, sequence)
);
CREATE INDEX alerts_by_run ON adaptive.alerts (tenant_id, run, at);
CREATE TABLE adaptive.calibrations (
    tenant_id UUID NOT NULL,
    item UUID NOT NULL,
    data BYTEA NOT NULL,
    told_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, item)
);
CREATE TABLE adaptive.decisions (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    registration UUID NOT NULL,
    number INTEGER NOT NULL,
    sequence BIGINT NOT NULL,
    learner UUID NOT NULL,
    run UUID NOT NULL,
    course UUID NOT NULL,
    rule TEXT NOT NULL,
    explored BOOLEAN NOT NULL,
    decision TEXT NOT NULL,
    candidates TEXT NOT NULL,
    features TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX decisions_by_course ON adaptive.decisions (tenant_id, course, at);
CREATE INDEX decisions_by_registration ON adaptive.decisions (tenant_id, registration, sequence);
CREATE TABLE adaptive.enrolments (
    tenant_id UUID NOT NULL,
    registration UUID NOT NULL,
    run UUID NOT NULL,
    course UUID NOT NULL,
    learner UUID NOT NULL,
    active BOOLEAN NOT NULL,
    change INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, registration)
);
CREATE TABLE adaptive.folds (
    tenant_id UUID NOT NULL,
    partition INTEGER NOT NULL,
    sequence BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, partition)
);
CREATE TABLE adaptive.known (
    tenant_id UUID NOT NULL,
    partition INTEGER NOT NULL,
    noun TEXT NOT NULL,
    about UUID NOT NULL,
    data BYTEA NOT NULL,
    PRIMARY KEY (tenant_id, partition, noun, about)
);
CREATE TABLE adaptive.maps (
    tenant_id UUID NOT NULL,
    course UUID NOT NULL,
    locale TEXT NOT NULL,
    activation INTEGER NOT NULL,
    title TEXT NOT NULL,
    data BYTEA NOT NULL,
    known_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, course, locale, activation)
);
CREATE TABLE adaptive.passages (
    tenant_id UUID NOT NULL,
    course UUID NOT NULL,
    locale TEXT NOT NULL,
    object UUID NOT NULL,
    place INTEGER NOT NULL,
    title TEXT NOT NULL,
    heading TEXT NOT NULL,
    anchor TEXT NOT NULL,
    text TEXT NOT NULL,
    search TSVECTOR NOT NULL,
    PRIMARY KEY (tenant_id, course, locale, object, place)
);
CREATE INDEX passages_by_search ON adaptive.passages USING gin (search);
CREATE TABLE adaptive.policies (
    tenant_id UUID NOT NULL,
    course UUID NOT NULL,
    version INTEGER NOT NULL,
    policy UUID NOT NULL,
    state TEXT NOT NULL,
    data TEXT NOT NULL,
    made_by UUID,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    activated_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (tenant_id, course, version)
);
CREATE TABLE adaptive.runs (
    tenant_id UUID NOT NULL,
    run UUID NOT NULL,
    course UUID NOT NULL,
    instructors UUID[] DEFAULT '{}' NOT NULL,
    change INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, run)
);
CREATE INDEX runs_by_course ON adaptive.runs (tenant_id, course);
CREATE TABLE adaptive.states (
    tenant_id UUID NOT NULL,
    registration UUID NOT NULL,
    learner UUID NOT NULL,
    run UUID NOT NULL,
    course UUID NOT NULL,
    partition INTEGER NOT NULL,
    sequence BIGINT NOT NULL,
    state BYTEA NOT NULL,
    live BYTEA NOT NULL,
    PRIMARY KEY (tenant_id, registration)
);
CREATE INDEX states_by_run ON adaptive.states (tenant_id, run);
CREATE TABLE adaptive.tallies (
    tenant_id UUID NOT NULL,
    partition INTEGER NOT NULL,
    run UUID NOT NULL,
    noun TEXT NOT NULL,
    about UUID NOT NULL,
    course UUID NOT NULL,
    data BYTEA NOT NULL,
    PRIMARY KEY (tenant_id, partition, run, noun, about)
);
CREATE INDEX tallies_by_run ON adaptive.tallies (tenant_id, run);
CREATE INDEX tallies_by_thing ON adaptive.tallies (tenant_id, noun, about);
CREATE TABLE adaptive.trials (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    course UUID NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    done INTEGER NOT NULL,
    total INTEGER NOT NULL,
    result TEXT,
    asked_by UUID NOT NULL,
    asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX trials_by_course ON adaptive.trials (tenant_id, course, asked_at)
"""


def upgrade() -> None:
    create_service("adaptive")
    for statement in _TABLES.split(";"):
        op.execute(statement)
    protect(
        "adaptive",
        "alerts",
        "calibrations",
        "decisions",
        "enrolments",
        "folds",
        "known",
        "maps",
        "passages",
        "policies",
        "runs",
        "states",
        "tallies",
        "trials",
    )
