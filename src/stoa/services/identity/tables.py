"""Schema of identity. Names and addresses are here and nowhere else."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from stoa.runtime.db import service_metadata, tenant_table


def _moment(name: str, *, nullable: bool = False) -> Column[object]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


def _of_person() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["tenant_id", "person_id"], ["identity.people.tenant_id", "identity.people.id"]
    )


METADATA: MetaData = service_metadata("identity")

tenants = Table(
    "tenants",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("host", Text, unique=True),
    Column("hue", Integer),
    Column("locale", Text, nullable=False),
    Column("time_zone", Text, nullable=False),
    _moment("created_at"),
    CheckConstraint("hue BETWEEN 0 AND 360", name="tenants_hue"),
)
"""The only table without a tenant: read to find out which one a request belongs to."""

revocations = tenant_table(
    METADATA,
    "revocations",
    Column("key", Text, nullable=False),
    _moment("issued_until"),
    _moment("suspended_until", nullable=True),
    key=("key",),
)
"""Passes of pages taken back. Rows of the platform itself, since the server is told them in one list."""
Index("revocations_by_time", revocations.c.tenant_id, revocations.c.issued_until)

taught_runs = tenant_table(
    METADATA,
    "taught_runs",
    Column("id", Uuid, nullable=False),
    Column("instructors", ARRAY(Uuid), nullable=False),
    Column("former", ARRAY(Uuid), nullable=False),
    Column("change", Integer, nullable=False),
)

people = tenant_table(
    METADATA,
    "people",
    Column("id", Uuid, nullable=False),
    Column("email", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("roles", ARRAY(Text), nullable=False),
    Column("locale", Text, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("change", Integer, nullable=False),
    _moment("created_at"),
    UniqueConstraint("tenant_id", "email", name="people_email"),
)
Index("people_by_name", people.c.tenant_id, people.c.name_key, people.c.id)
Index("people_by_role", people.c.roles, postgresql_using="gin")

credentials = tenant_table(
    METADATA,
    "credentials",
    Column("person_id", Uuid, nullable=False),
    Column("password_hash", Text, nullable=False),
    _moment("changed_at"),
    _of_person(),
    key=("person_id",),
)

consents = tenant_table(
    METADATA,
    "consents",
    Column("person_id", Uuid, nullable=False),
    Column("scope", Text, nullable=False),
    Column("version", Integer, nullable=False),
    _moment("chosen_at"),
    _of_person(),
    key=("person_id",),
)

groups = tenant_table(
    METADATA,
    "groups",
    Column("id", Uuid, nullable=False),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("change", Integer, nullable=False),
    _moment("created_at"),
    UniqueConstraint("tenant_id", "key", name="groups_key"),
)

memberships = tenant_table(
    METADATA,
    "memberships",
    Column("group_id", Uuid, nullable=False),
    Column("person_id", Uuid, nullable=False),
    Column("manages", Boolean, nullable=False),
    _of_person(),
    ForeignKeyConstraint(
        ["tenant_id", "group_id"], ["identity.groups.tenant_id", "identity.groups.id"], ondelete="CASCADE"
    ),
    key=("group_id", "manages", "person_id"),
)
Index("memberships_of_person", memberships.c.tenant_id, memberships.c.person_id, memberships.c.manages)

sessions = tenant_table(
    METADATA,
    "sessions",
    Column("id", Uuid, nullable=False),
    Column("person_id", Uuid, nullable=False),
    Column("kind", Text, nullable=False),
    Column("kept", Boolean, nullable=False),
    Column("browser", Text, nullable=False),
    Column("system", Text, nullable=False),
    Column("secret_sum", LargeBinary, nullable=False),
    Column("previous_sum", LargeBinary),
    Column("nonce", LargeBinary, nullable=False),
    _moment("rotated_at"),
    _moment("created_at"),
    _moment("seen_at"),
    _moment("expires_at"),
    _moment("ended_at", nullable=True),
    _of_person(),
)
Index("sessions_of_person", sessions.c.tenant_id, sessions.c.person_id, sessions.c.expires_at)

spent_secrets = tenant_table(
    METADATA,
    "spent_secrets",
    Column("session_id", Uuid, nullable=False),
    Column("secret_sum", LargeBinary, nullable=False),
    ForeignKeyConstraint(
        ["tenant_id", "session_id"],
        ["identity.sessions.tenant_id", "identity.sessions.id"],
        ondelete="CASCADE",
    ),
    key=("session_id", "secret_sum"),
)

invitations = tenant_table(
    METADATA,
    "invitations",
    Column("id", Uuid, nullable=False),
    Column("person_id", Uuid, nullable=False),
    Column("secret_sum", LargeBinary, nullable=False),
    _moment("created_at"),
    _moment("used_at", nullable=True),
    _of_person(),
)
Index("invitations_of_person", invitations.c.tenant_id, invitations.c.person_id)

buckets = tenant_table(
    METADATA,
    "buckets",
    Column("key", LargeBinary, nullable=False),
    _moment("level_at"),
    key=("key",),
)

rosters = tenant_table(
    METADATA,
    "rosters",
    Column("id", Uuid, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("entries", JSONB, nullable=False),
    Column("registered", ARRAY(Uuid), nullable=False),
    Column("by", Uuid, nullable=False),
    _moment("created_at"),
    _moment("taken_at", nullable=True),
)
