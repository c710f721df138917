"""Courses known, runs, invites, enrolments, registrations, states of objects, sessions, notes."""

from alembic import op

from stoa.runtime.db.migrate import create_service, protect

revision = "tracking_0001"
down_revision = None
branch_labels = ("tracking",)
depends_on = None

_TABLES = """
CREATE TABLE tracking.archived (
    tenant_id UUID NOT NULL,
    course UUID NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, course)
);
CREATE TABLE tracking.courses (
    tenant_id UUID NOT NULL,
    course UUID NOT NULL,
    locale TEXT NOT NULL,
    content UUID NOT NULL,
    version INTEGER NOT NULL,
    activation INTEGER NOT NULL,
    manifest_key TEXT NOT NULL,
    manifest_checksum TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    steps INTEGER NOT NULL,
    search TSVECTOR NOT NULL,
    known_at TIMESTAMP WITH TIME ZONE NOT NULL,
    activated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, course, locale)
);
CREATE INDEX courses_by_search ON tracking.courses USING gin (search);
CREATE TABLE tracking.enrolments (
    tenant_id UUID NOT NULL,
    run UUID NOT NULL,
    learner UUID NOT NULL,
    registration UUID NOT NULL,
    active BOOLEAN NOT NULL,
    way TEXT NOT NULL,
    invite UUID,
    change INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (tenant_id, run, learner),
    CONSTRAINT enrolments_registration UNIQUE (tenant_id, registration)
);
CREATE INDEX enrolments_by_learner ON tracking.enrolments (tenant_id, learner);
CREATE TABLE tracking.groups (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    members UUID[] DEFAULT '{}' NOT NULL,
    change INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE TABLE tracking.invites (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    run UUID NOT NULL,
    code TEXT NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE,
    uses INTEGER,
    used INTEGER NOT NULL,
    revoked BOOLEAN NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT invites_code UNIQUE (tenant_id, code)
);
CREATE INDEX invites_by_run ON tracking.invites (tenant_id, run);
CREATE TABLE tracking.notes (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    registration UUID NOT NULL,
    learner UUID NOT NULL,
    object UUID NOT NULL,
    anchor TEXT,
    text TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX notes_by_object ON tracking.notes (tenant_id, registration, object);
CREATE TABLE tracking.object_states (
    tenant_id UUID NOT NULL,
    registration UUID NOT NULL,
    object UUID NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
    completed_at TIMESTAMP WITH TIME ZONE,
    watched DOUBLE PRECISION[] DEFAULT '{}' NOT NULL,
    best_scaled DOUBLE PRECISION,
    attempts INTEGER DEFAULT '0' NOT NULL,
    anchor TEXT,
    second DOUBLE PRECISION,
    place_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (tenant_id, registration, object)
);
CREATE TABLE tracking.people (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    roles TEXT[] DEFAULT '{}' NOT NULL,
    roles_change INTEGER DEFAULT '-1' NOT NULL,
    active BOOLEAN DEFAULT true NOT NULL,
    active_change INTEGER DEFAULT '-1' NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE TABLE tracking.registrations (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    run UUID NOT NULL,
    course UUID NOT NULL,
    learner UUID NOT NULL,
    locale TEXT,
    level TEXT DEFAULT 'standard' NOT NULL,
    opened UUID[] DEFAULT '{}' NOT NULL,
    attempted UUID[] DEFAULT '{}' NOT NULL,
    completed UUID[] DEFAULT '{}' NOT NULL,
    share DOUBLE PRECISION DEFAULT '0' NOT NULL,
    place_object UUID,
    place_at TIMESTAMP WITH TIME ZONE,
    last_seen_at TIMESTAMP WITH TIME ZONE,
    completed_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX registrations_by_run ON tracking.registrations (tenant_id, run, last_seen_at);
CREATE TABLE tracking.runs (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    course UUID NOT NULL,
    title TEXT NOT NULL,
    starts_at TIMESTAMP WITH TIME ZONE,
    ends_at TIMESTAMP WITH TIME ZONE,
    enrol_until TIMESTAMP WITH TIME ZONE,
    time_zone TEXT NOT NULL,
    admission TEXT NOT NULL,
    places INTEGER,
    instructors UUID[] DEFAULT '{}' NOT NULL,
    change INTEGER NOT NULL,
    scheduled_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX runs_by_course ON tracking.runs (tenant_id, course);
CREATE INDEX runs_by_instructor ON tracking.runs USING gin (instructors);
CREATE TABLE tracking.sessions (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    registration UUID NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    active_s INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX sessions_by_registration ON tracking.sessions (tenant_id, registration);
"""


def upgrade() -> None:
    create_service("tracking")
    for statement in _TABLES.split(";"):
        if statement.strip():
            op.execute(statement)
    protect(
        "tracking",
        "archived",
        "courses",
        "enrolments",
        "groups",
        "invites",
        "notes",
        "object_states",
        "people",
        "registrations",
        "runs",
        "sessions",
    )
