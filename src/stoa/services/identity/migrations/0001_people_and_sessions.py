"""Tenants, people, groups, sessions."""

from alembic import op

from stoa.runtime.db.migrate import create_service, protect

revision = "identity_0001"
down_revision = None
branch_labels = ("identity",)
depends_on = None

_TABLES = """
CREATE TABLE identity.tenants (
    id UUID NOT NULL,
    name TEXT NOT NULL,
    host TEXT,
    hue INTEGER,
    locale TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT tenants_hue CHECK (hue BETWEEN 0 AND 360),
    UNIQUE (host)
);

CREATE TABLE identity.people (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    roles TEXT[] NOT NULL,
    locale TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    change INTEGER NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT people_email UNIQUE (tenant_id, email)
);

CREATE INDEX people_by_name ON identity.people (tenant_id, name_key, id);

CREATE INDEX people_by_role ON identity.people USING gin (roles);

CREATE TABLE identity.credentials (
    tenant_id UUID NOT NULL,
    person_id UUID NOT NULL,
    password_hash TEXT NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, person_id),
    FOREIGN KEY(tenant_id, person_id) REFERENCES identity.people (tenant_id, id)
);

CREATE TABLE identity.groups (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    change INTEGER NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT groups_key UNIQUE (tenant_id, key)
);

CREATE TABLE identity.memberships (
    tenant_id UUID NOT NULL,
    group_id UUID NOT NULL,
    person_id UUID NOT NULL,
    manages BOOLEAN NOT NULL,
    PRIMARY KEY (tenant_id, group_id, manages, person_id),
    FOREIGN KEY(tenant_id, person_id) REFERENCES identity.people (tenant_id, id),
    FOREIGN KEY(tenant_id, group_id) REFERENCES identity.groups (tenant_id, id) ON DELETE CASCADE
);

CREATE INDEX memberships_of_person ON identity.memberships (tenant_id, person_id, manages);

CREATE TABLE identity.sessions (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    person_id UUID NOT NULL,
    kind TEXT NOT NULL,
    kept BOOLEAN NOT NULL,
    browser TEXT NOT NULL,
    system TEXT NOT NULL,
    secret_sum BYTEA NOT NULL,
    previous_sum BYTEA,
    nonce BYTEA NOT NULL,
    rotated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, person_id) REFERENCES identity.people (tenant_id, id)
);

CREATE INDEX sessions_of_person ON identity.sessions (tenant_id, person_id, expires_at);

CREATE TABLE identity.spent_secrets (
    tenant_id UUID NOT NULL,
    session_id UUID NOT NULL,
    secret_sum BYTEA NOT NULL,
    PRIMARY KEY (tenant_id, session_id, secret_sum),
    FOREIGN KEY(tenant_id, session_id) REFERENCES identity.sessions (tenant_id, id) ON DELETE CASCADE
);

CREATE TABLE identity.invitations (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    person_id UUID NOT NULL,
    secret_sum BYTEA NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, person_id) REFERENCES identity.people (tenant_id, id)
);

CREATE INDEX invitations_of_person ON identity.invitations (tenant_id, person_id);

CREATE TABLE identity.buckets (
    tenant_id UUID NOT NULL,
    key BYTEA NOT NULL,
    level_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant_id, key)
);

CREATE TABLE identity.rosters (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    file_name TEXT NOT NULL,
    entries JSONB NOT NULL,
    registered UUID[] NOT NULL,
    by UUID NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    taken_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (tenant_id, id)
);
"""


def upgrade() -> None:
    create_service("identity")
    for statement in _TABLES.split(";"):
        if statement.strip():
            op.execute(statement)
    protect(
        "identity",
        "people",
        "credentials",
        "groups",
        "memberships",
        "sessions",
        "spent_secrets",
        "invitations",
        "buckets",
        "rosters",
    )
    op.execute("GRANT SELECT, INSERT, UPDATE ON identity.tenants TO stoa_identity")
