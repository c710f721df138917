"""The schema of tracking. No name and no address of a person is in it."""

from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    DateTime,
    Double,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

from stoa.runtime.db import service_metadata, tenant_table

METADATA = service_metadata("tracking")

_NO_IDS = text("'{}'")


def _moment(name: str, *, nullable: bool = True) -> Column[object]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


def _ids(name: str) -> Column[object]:
    return Column(name, ARRAY(Uuid), nullable=False, server_default=_NO_IDS)


courses = tenant_table(
    METADATA,
    "courses",
    Column("course", Uuid, nullable=False),
    Column("locale", Text, nullable=False),
    Column("content", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("activation", Integer, nullable=False),
    Column("manifest_key", Text, nullable=False),
    Column("manifest_checksum", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("steps", Integer, nullable=False),
    Column("search", TSVECTOR, nullable=False),
    _moment("known_at", nullable=False),
    _moment("activated_at", nullable=False),
    key=("course", "locale"),
)
Index("courses_by_search", courses.c.search, postgresql_using="gin")

archived = tenant_table(
    METADATA,
    "archived",
    Column("course", Uuid, nullable=False),
    _moment("at", nullable=False),
    key=("course",),
)

prerequisites = tenant_table(
    METADATA,
    "prerequisites",
    Column("course", Uuid, nullable=False),
    _ids("required"),
    Column("change", Integer, nullable=False),
    key=("course",),
)

runs = tenant_table(
    METADATA,
    "runs",
    Column("id", Uuid, nullable=False),
    Column("course", Uuid, nullable=False),
    Column("title", Text, nullable=False),
    _moment("starts_at"),
    _moment("ends_at"),
    _moment("enrol_until"),
    Column("time_zone", Text, nullable=False),
    Column("admission", Text, nullable=False),
    Column("places", Integer),
    _ids("instructors"),
    Column("change", Integer, nullable=False),
    _moment("scheduled_at", nullable=False),
)
Index("runs_by_course", runs.c.tenant_id, runs.c.course)
Index("runs_by_instructor", runs.c.instructors, postgresql_using="gin")

invites = tenant_table(
    METADATA,
    "invites",
    Column("id", Uuid, nullable=False),
    Column("run", Uuid, nullable=False),
    Column("code", Text, nullable=False),
    _moment("expires_at"),
    Column("uses", Integer),
    Column("used", Integer, nullable=False),
    Column("revoked", Boolean, nullable=False),
    _moment("made_at", nullable=False),
    UniqueConstraint("tenant_id", "code", name="invites_code"),
)
Index("invites_by_run", invites.c.tenant_id, invites.c.run)

enrolments = tenant_table(
    METADATA,
    "enrolments",
    Column("run", Uuid, nullable=False),
    Column("learner", Uuid, nullable=False),
    Column("registration", Uuid, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("way", Text, nullable=False),
    Column("invite", Uuid),
    Column("change", Integer, nullable=False),
    _moment("at", nullable=False),
    _moment("ended_at"),
    UniqueConstraint("tenant_id", "registration", name="enrolments_registration"),
    key=("run", "learner"),
)
Index("enrolments_by_learner", enrolments.c.tenant_id, enrolments.c.learner)

registrations = tenant_table(
    METADATA,
    "registrations",
    Column("id", Uuid, nullable=False),
    Column("run", Uuid, nullable=False),
    Column("course", Uuid, nullable=False),
    Column("learner", Uuid, nullable=False),
    Column("locale", Text),
    Column("level", Text, nullable=False, server_default="standard"),
    _ids("opened"),
    _ids("attempted"),
    _ids("completed"),
    Column("share", Double, nullable=False, server_default="0"),
    Column("place_object", Uuid),
    _moment("place_at"),
    _moment("last_seen_at"),
    _moment("completed_at"),
    Column("scaled", Double),
    Column("passed", Boolean),
    Column("change", Integer, nullable=False, server_default="0"),
)
Index("registrations_by_course", registrations.c.tenant_id, registrations.c.course, registrations.c.id)
Index("registrations_by_learner", registrations.c.tenant_id, registrations.c.learner, registrations.c.course)
Index("registrations_by_run", registrations.c.tenant_id, registrations.c.run, registrations.c.last_seen_at)

object_states = tenant_table(
    METADATA,
    "object_states",
    Column("registration", Uuid, nullable=False),
    Column("object", Uuid, nullable=False),
    _moment("opened_at", nullable=False),
    _moment("completed_at"),
    Column("watched", ARRAY(Double), nullable=False, server_default=_NO_IDS),
    Column("best_scaled", Double),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("anchor", Text),
    Column("second", Double),
    _moment("place_at"),
    Column("decision", Double),
    Column("decision_change", Integer, nullable=False, server_default="0"),
    key=("registration", "object"),
)

sessions = tenant_table(
    METADATA,
    "sessions",
    Column("id", Uuid, nullable=False),
    Column("registration", Uuid, nullable=False),
    _moment("started_at", nullable=False),
    _moment("last_seen_at", nullable=False),
    Column("active_s", Integer, nullable=False),
)
Index("sessions_by_registration", sessions.c.tenant_id, sessions.c.registration)

notes = tenant_table(
    METADATA,
    "notes",
    Column("id", Uuid, nullable=False),
    Column("registration", Uuid, nullable=False),
    Column("learner", Uuid, nullable=False),
    Column("object", Uuid, nullable=False),
    Column("anchor", Text),
    Column("text", Text, nullable=False),
    _moment("at", nullable=False),
)
Index("notes_by_object", notes.c.tenant_id, notes.c.registration, notes.c.object)

people = tenant_table(
    METADATA,
    "people",
    Column("id", Uuid, nullable=False),
    Column("roles", ARRAY(Text), nullable=False, server_default=_NO_IDS),
    Column("roles_change", Integer, nullable=False, server_default="-1"),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    Column("active_change", Integer, nullable=False, server_default="-1"),
)

groups = tenant_table(
    METADATA,
    "groups",
    Column("id", Uuid, nullable=False),
    _ids("members"),
    Column("change", Integer, nullable=False),
)
