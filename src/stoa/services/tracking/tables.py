"""The schema of tracking. No name and no address of a person is in it."""

from sqlalchemy import ARRAY, Column, Double, Index, Text, UniqueConstraint, text

from stoa.runtime.db import service_metadata, tenant_table
from stoa.runtime.db.columns import EMPTY, flag, identifier, identifiers, moment, real, search, whole, words

METADATA = service_metadata("tracking")

courses = tenant_table(
    METADATA,
    "courses",
    identifier("course"),
    words("locale"),
    identifier("content"),
    whole("version"),
    whole("activation"),
    words("manifest_key"),
    words("manifest_checksum"),
    words("title"),
    words("description"),
    whole("minutes"),
    whole("steps"),
    search("search"),
    moment("known_at"),
    moment("activated_at"),
    key=("course", "locale"),
)
Index("courses_by_search", courses.c.search, postgresql_using="gin")

withdrawn = tenant_table(
    METADATA,
    "withdrawn",
    identifier("course"),
    words("locale"),
    whole("activation"),
    key=("course", "locale"),
)
"""Locales that readers get no longer, so that an activation from before is known when it comes late."""

pilots = tenant_table(
    METADATA,
    "pilots",
    identifier("course"),
    words("locale"),
    identifiers("runs"),
    whole("version", nullable=True),
    words("manifest_key"),
    words("manifest_checksum"),
    words("title"),
    whole("turn"),
    key=("course", "locale"),
)
"""What the learners of some runs have in a locale, and all others not yet; no version once it ended."""

archived = tenant_table(
    METADATA,
    "archived",
    identifier("course"),
    moment("at"),
    whole("change", default="0"),
    flag("stands", default=text("true")),
    key=("course",),
)
"""Courses that were archived, and of each whether it still is."""

prerequisites = tenant_table(
    METADATA,
    "prerequisites",
    identifier("course"),
    identifiers("required", default=EMPTY),
    whole("change"),
    key=("course",),
)

runs = tenant_table(
    METADATA,
    "runs",
    identifier("id"),
    identifier("course"),
    words("title"),
    moment("starts_at", nullable=True),
    moment("ends_at", nullable=True),
    moment("enrol_until", nullable=True),
    words("time_zone"),
    words("admission"),
    whole("places", nullable=True),
    identifiers("instructors", default=EMPTY),
    whole("change"),
    moment("scheduled_at"),
)
Index("runs_by_course", runs.c.tenant_id, runs.c.course)
Index("runs_by_instructor", runs.c.instructors, postgresql_using="gin")

invites = tenant_table(
    METADATA,
    "invites",
    identifier("id"),
    identifier("run"),
    words("code"),
    moment("expires_at", nullable=True),
    whole("uses", nullable=True),
    whole("used"),
    flag("revoked"),
    moment("made_at"),
    UniqueConstraint("tenant_id", "code", name="invites_code"),
)
Index("invites_by_run", invites.c.tenant_id, invites.c.run)

enrolments = tenant_table(
    METADATA,
    "enrolments",
    identifier("run"),
    identifier("learner"),
    identifier("registration"),
    flag("active"),
    flag("left", default=text("false")),
    words("way"),
    identifier("invite", nullable=True),
    whole("change"),
    moment("at"),
    moment("ended_at", nullable=True),
    UniqueConstraint("tenant_id", "registration", name="enrolments_registration"),
    key=("run", "learner"),
)
Index("enrolments_by_learner", enrolments.c.tenant_id, enrolments.c.learner)

registrations = tenant_table(
    METADATA,
    "registrations",
    identifier("id"),
    identifier("run"),
    identifier("course"),
    identifier("learner"),
    words("locale", nullable=True),
    words("level", default="standard"),
    identifiers("opened", default=EMPTY),
    identifiers("attempted", default=EMPTY),
    identifiers("completed", default=EMPTY),
    real("share", default="0"),
    identifier("place_object", nullable=True),
    moment("place_at", nullable=True),
    moment("last_seen_at", nullable=True),
    moment("completed_at", nullable=True),
    real("scaled", nullable=True),
    flag("passed", nullable=True),
    whole("change", default="0"),
)
Index("registrations_by_course", registrations.c.tenant_id, registrations.c.course, registrations.c.id)
Index("registrations_by_learner", registrations.c.tenant_id, registrations.c.learner, registrations.c.course)
Index("registrations_by_run", registrations.c.tenant_id, registrations.c.run, registrations.c.last_seen_at)

object_states = tenant_table(
    METADATA,
    "object_states",
    identifier("registration"),
    identifier("object"),
    moment("opened_at"),
    moment("completed_at", nullable=True),
    Column("watched", ARRAY(Double), nullable=False, server_default=EMPTY),
    real("best_scaled", nullable=True),
    whole("attempts", default="0"),
    real("last_scaled", nullable=True),
    moment("last_at", nullable=True),
    flag("passed", nullable=True),
    words("anchor", nullable=True),
    real("second", nullable=True),
    moment("place_at", nullable=True),
    real("decision", nullable=True),
    whole("decision_change", default="0"),
    key=("registration", "object"),
)

sessions = tenant_table(
    METADATA,
    "sessions",
    identifier("id"),
    identifier("registration"),
    moment("started_at"),
    moment("last_seen_at"),
    whole("active_s"),
)
Index("sessions_by_registration", sessions.c.tenant_id, sessions.c.registration)

notes = tenant_table(
    METADATA,
    "notes",
    identifier("id"),
    identifier("registration"),
    identifier("learner"),
    identifier("object"),
    words("anchor", nullable=True),
    words("text"),
    moment("at"),
)
Index("notes_by_object", notes.c.tenant_id, notes.c.registration, notes.c.object)

announcements = tenant_table(
    METADATA,
    "announcements",
    identifier("id"),
    identifier("run"),
    identifier("course"),
    identifier("by"),
    words("title"),
    words("text"),
    words("locale"),
    words("checksum"),
    moment("posted_at"),
    moment("changed_at", nullable=True),
    flag("withdrawn"),
    whole("version"),
    whole("worded"),
)
Index("announcements_by_run", announcements.c.tenant_id, announcements.c.run, announcements.c.posted_at)

announcements_read = tenant_table(
    METADATA,
    "announcements_read",
    identifier("announcement"),
    identifier("learner"),
    whole("worded"),
    moment("at"),
    key=("announcement", "learner"),
)

conversations = tenant_table(
    METADATA,
    "conversations",
    identifier("id"),
    identifier("run"),
    identifier("course"),
    identifier("registration"),
    identifier("learner"),
    identifier("object", nullable=True),
    words("subject"),
    words("locale"),
    moment("opened_at"),
    moment("said_at"),
    whole("count"),
    flag("closed"),
)
Index(
    "conversations_by_run",
    conversations.c.tenant_id,
    conversations.c.run,
    conversations.c.closed,
    conversations.c.said_at,
)
Index(
    "conversations_by_learner",
    conversations.c.tenant_id,
    conversations.c.learner,
    conversations.c.said_at,
)
Index("conversations_by_registration", conversations.c.tenant_id, conversations.c.registration)

messages = tenant_table(
    METADATA,
    "messages",
    identifier("id"),
    identifier("conversation"),
    whole("number"),
    identifier("by"),
    words("side"),
    words("text"),
    words("locale"),
    words("checksum"),
    moment("at"),
    flag("withdrawn"),
    UniqueConstraint("tenant_id", "conversation", "number", name="messages_number"),
)
Index("messages_by_writer", messages.c.tenant_id, messages.c.by, messages.c.at)

conversations_seen = tenant_table(
    METADATA,
    "conversations_seen",
    identifier("conversation"),
    identifier("person"),
    whole("number"),
    moment("at"),
    key=("conversation", "person"),
)
"""Number of the last message that each person has read."""

people = tenant_table(
    METADATA,
    "people",
    identifier("id"),
    Column("roles", ARRAY(Text), nullable=False, server_default=EMPTY),
    whole("roles_change", default="-1"),
    flag("active", default=text("true")),
    whole("active_change", default="-1"),
)

groups = tenant_table(
    METADATA,
    "groups",
    identifier("id"),
    identifiers("members", default=EMPTY),
    whole("change", default="-1"),
    identifiers("managers", default=EMPTY),
    whole("managers_change", default="-1"),
)
Index("groups_by_manager", groups.c.managers, postgresql_using="gin")

wards = tenant_table(
    METADATA,
    "wards",
    identifier("guardian"),
    identifiers("wards", default=EMPTY),
    whole("change"),
    key=("guardian",),
)
