"""The schema of assessment. No name of a person is in it; people are ids."""

from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    DateTime,
    Double,
    Index,
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)

from stoa.runtime.db import service_metadata, tenant_table

METADATA = service_metadata("assessment")


def _id(name: str, *, nullable: bool = False) -> Column[object]:
    return Column(name, Uuid, nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> Column[object]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


def _number(name: str) -> Column[object]:
    return Column(name, Integer, nullable=False)


def _share(name: str, *, nullable: bool = True) -> Column[object]:
    return Column(name, Double, nullable=nullable)


def _words(name: str, *, nullable: bool = False) -> Column[object]:
    return Column(name, Text, nullable=nullable)


registrations = tenant_table(
    METADATA,
    "registrations",
    _id("id"),
    _id("run"),
    _id("course"),
    _id("learner"),
    Column("active", Boolean, nullable=False),
    _number("change"),
)
"""Replica of tracking's enrolments."""
Index("registrations_by_run", registrations.c.tenant_id, registrations.c.run, registrations.c.id)

runs = tenant_table(
    METADATA,
    "runs",
    _id("id"),
    _id("course"),
    _moment("starts_at", nullable=True),
    _moment("ends_at", nullable=True),
    Column("instructors", ARRAY(Uuid), nullable=False),
    _number("change"),
)
"""Replica of tracking's course runs."""

item_sets = tenant_table(
    METADATA,
    "item_sets",
    _id("course"),
    _number("revision"),
    _words("locale"),
    _id("item_set"),
    _words("title"),
    _number("position"),
    _id("in_video", nullable=True),
    _share("pass_share", nullable=False),
    _words("document"),
    key=("course", "revision", "locale", "item_set"),
)
"""Replica of content's item sets with their keys. document: JSON of StoredSet; never changes."""

versions = tenant_table(
    METADATA,
    "versions",
    _id("course"),
    _number("revision"),
    _words("locale"),
    _words("addresses"),
    key=("course", "revision", "locale"),
)
"""Where the media of a delivered revision lie. addresses: JSON, checksum to address."""

live = tenant_table(
    METADATA,
    "live",
    _id("course"),
    _words("locale"),
    _number("revision"),
    _number("activation"),
    _words("title"),
    _moment("known_at"),
    key=("course", "locale"),
)
"""Replica of delivery's activations: the revision that a new attempt starts on."""

attempts = tenant_table(
    METADATA,
    "attempts",
    _id("id"),
    _id("registration"),
    _id("learner"),
    _id("course"),
    _id("item_set"),
    _number("revision"),
    _words("locale"),
    _number("number"),
    Column("seed", LargeBinary, nullable=False),
    _moment("started_at"),
    _moment("submitted_at", nullable=True),
    _share("raw"),
    _share("maximum"),
    _share("scaled"),
    Column("passed", Boolean),
    UniqueConstraint("tenant_id", "registration", "item_set", "number", name="attempts_number"),
)
"""seed: of the shuffles; it never leaves the server."""
Index(
    "attempts_open",
    attempts.c.tenant_id,
    attempts.c.registration,
    attempts.c.item_set,
    unique=True,
    postgresql_where=text("submitted_at IS NULL"),
)

responses = tenant_table(
    METADATA,
    "responses",
    _id("id"),
    _id("attempt"),
    _id("item"),
    _number("number"),
    _words("response"),
    _share("share", nullable=False),
    _number("hints"),
    Column("think_time_s", Double),
    _moment("at"),
    UniqueConstraint("tenant_id", "attempt", "item", "number", name="responses_number"),
)
"""Immutable. id: by the Idempotency-Key it was sent under. share: of the points, whichever try it was.

No foreign key: the only statement that inserts here selects the attempt and holds its row."""

help_given = tenant_table(
    METADATA,
    "help_given",
    _id("attempt"),
    _id("item"),
    _number("hints"),
    _moment("answer_shown_at", nullable=True),
    key=("attempt", "item"),
)
"""Hints seen, and whether the learner asked to be shown what is right."""

grades = tenant_table(
    METADATA,
    "grades",
    _id("registration"),
    _id("item_set"),
    _share("pass_share", nullable=False),
    _number("attempts"),
    _share("best"),
    _share("override"),
    _moment("changed_at"),
    key=("registration", "item_set"),
)
"""What a set counts for a registration, kept with every attempt and override."""

overrides = tenant_table(
    METADATA,
    "overrides",
    _id("id"),
    _id("registration"),
    _id("item_set"),
    _share("scaled"),
    _words("reason"),
    _id("by"),
    _moment("at"),
    _id("undoes", nullable=True),
)
"""Immutable decisions of instructors, the last one in force. scaled: None goes back to the attempts."""
Index(
    "overrides_by_set",
    overrides.c.tenant_id,
    overrides.c.registration,
    overrides.c.item_set,
    overrides.c.id,
)
