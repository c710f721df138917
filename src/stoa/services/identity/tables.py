"""Schema of identity. Names and addresses are here and nowhere else."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY

from stoa.runtime.db import service_metadata, tenant_table
from stoa.runtime.db.columns import document, flag, identifier, identifiers, moment, octets, whole, words


def _of_person() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["tenant_id", "person_id"], ["identity.people.tenant_id", "identity.people.id"]
    )


METADATA: MetaData = service_metadata("identity")

tenants = Table(
    "tenants",
    METADATA,
    Column("id", Uuid, primary_key=True),
    words("name"),
    Column("host", Text, unique=True),
    whole("hue", nullable=True),
    words("locale"),
    words("time_zone"),
    moment("created_at"),
    CheckConstraint("hue BETWEEN 0 AND 360", name="tenants_hue"),
)
"""The only table without a tenant: read to find out which one a request belongs to."""

revocations = tenant_table(
    METADATA,
    "revocations",
    words("key"),
    moment("issued_until"),
    moment("suspended_until", nullable=True),
    key=("key",),
)
"""Passes of pages taken back. Rows of the platform itself, since the server is told them in one list."""
Index("revocations_by_time", revocations.c.tenant_id, revocations.c.issued_until)

taught_runs = tenant_table(
    METADATA,
    "taught_runs",
    identifier("id"),
    identifiers("instructors"),
    identifiers("former"),
    whole("change"),
)

people = tenant_table(
    METADATA,
    "people",
    identifier("id"),
    words("email"),
    words("name"),
    words("name_key"),
    Column("roles", ARRAY(Text), nullable=False),
    words("locale"),
    words("time_zone"),
    flag("active"),
    whole("change"),
    moment("created_at"),
    UniqueConstraint("tenant_id", "email", name="people_email"),
)
Index("people_by_name", people.c.tenant_id, people.c.name_key, people.c.id)
Index("people_by_role", people.c.roles, postgresql_using="gin")

credentials = tenant_table(
    METADATA,
    "credentials",
    identifier("person_id"),
    words("password_hash"),
    moment("changed_at"),
    _of_person(),
    key=("person_id",),
)

consents = tenant_table(
    METADATA,
    "consents",
    identifier("person_id"),
    words("scope"),
    whole("version"),
    moment("chosen_at"),
    _of_person(),
    key=("person_id",),
)

groups = tenant_table(
    METADATA,
    "groups",
    identifier("id"),
    words("name"),
    words("key"),
    whole("change"),
    moment("created_at"),
    UniqueConstraint("tenant_id", "key", name="groups_key"),
)

memberships = tenant_table(
    METADATA,
    "memberships",
    identifier("group_id"),
    identifier("person_id"),
    flag("manages"),
    _of_person(),
    ForeignKeyConstraint(
        ["tenant_id", "group_id"], ["identity.groups.tenant_id", "identity.groups.id"], ondelete="CASCADE"
    ),
    key=("group_id", "manages", "person_id"),
)
Index("memberships_of_person", memberships.c.tenant_id, memberships.c.person_id, memberships.c.manages)

wards = tenant_table(
    METADATA,
    "wards",
    identifier("guardian_id"),
    identifier("person_id"),
    _of_person(),
    ForeignKeyConstraint(["tenant_id", "guardian_id"], ["identity.people.tenant_id", "identity.people.id"]),
    key=("guardian_id", "person_id"),
)
Index("wards_of_person", wards.c.tenant_id, wards.c.person_id)

sessions = tenant_table(
    METADATA,
    "sessions",
    identifier("id"),
    identifier("person_id"),
    words("kind"),
    flag("kept"),
    words("browser"),
    words("system"),
    octets("secret_sum"),
    octets("previous_sum", nullable=True),
    octets("nonce"),
    moment("rotated_at"),
    moment("created_at"),
    moment("seen_at"),
    moment("expires_at"),
    moment("ended_at", nullable=True),
    _of_person(),
)
Index("sessions_of_person", sessions.c.tenant_id, sessions.c.person_id, sessions.c.expires_at)

spent_secrets = tenant_table(
    METADATA,
    "spent_secrets",
    identifier("session_id"),
    octets("secret_sum"),
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
    identifier("id"),
    identifier("person_id"),
    octets("secret_sum"),
    moment("created_at"),
    moment("used_at", nullable=True),
    _of_person(),
)
Index("invitations_of_person", invitations.c.tenant_id, invitations.c.person_id)

buckets = tenant_table(
    METADATA,
    "buckets",
    octets("key"),
    moment("level_at"),
    key=("key",),
)

rosters = tenant_table(
    METADATA,
    "rosters",
    identifier("id"),
    words("file_name"),
    document("entries"),
    identifiers("registered"),
    identifier("by"),
    moment("created_at"),
    moment("taken_at", nullable=True),
)
