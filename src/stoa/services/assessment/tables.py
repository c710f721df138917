"""The schema of assessment. No name of a person is in it; people are ids."""

from sqlalchemy import Index, UniqueConstraint, text

from stoa.runtime.db import service_metadata, tenant_table
from stoa.runtime.db.columns import flag, identifier, identifiers, moment, octets, real, whole, words

METADATA = service_metadata("assessment")

registrations = tenant_table(
    METADATA,
    "registrations",
    identifier("id"),
    identifier("run"),
    identifier("course"),
    identifier("learner"),
    flag("active"),
    whole("change"),
)
"""Replica of tracking's enrolments."""
Index("registrations_by_run", registrations.c.tenant_id, registrations.c.run, registrations.c.id)

completions = tenant_table(
    METADATA,
    "completions",
    identifier("registration"),
    identifier("object"),
    key=("registration", "object"),
)
"""What tracking told to be completed: item sets open by it, and what opened one is never taken back."""

outcomes = tenant_table(
    METADATA,
    "outcomes",
    identifier("registration"),
    real("scaled", nullable=True),
    flag("completed"),
    flag("passed", nullable=True),
    whole("change"),
    key=("registration",),
)
"""How a course stands for a registration, as tracking tells it: the one score that a course has."""

runs = tenant_table(
    METADATA,
    "runs",
    identifier("id"),
    identifier("course"),
    moment("starts_at", nullable=True),
    moment("ends_at", nullable=True),
    identifiers("instructors"),
    whole("change"),
)
"""Replica of tracking's course runs."""

item_sets = tenant_table(
    METADATA,
    "item_sets",
    identifier("course"),
    whole("revision"),
    words("locale"),
    identifier("item_set"),
    words("title"),
    whole("position"),
    identifier("in_video", nullable=True),
    real("pass_share"),
    words("document"),
    key=("course", "revision", "locale", "item_set"),
)
"""Replica of content's item sets with their keys. document: JSON of StoredSet; never changes."""

versions = tenant_table(
    METADATA,
    "versions",
    identifier("course"),
    whole("revision"),
    words("locale"),
    words("addresses"),
    key=("course", "revision", "locale"),
)
"""Where the media of a delivered revision lie. addresses: JSON, checksum to address."""

live = tenant_table(
    METADATA,
    "live",
    identifier("course"),
    words("locale"),
    whole("revision", nullable=True),
    whole("activation"),
    words("title"),
    moment("known_at"),
    key=("course", "locale"),
)
"""Replica of delivery's activations: the revision that a new attempt starts on; none once withdrawn."""

pilots = tenant_table(
    METADATA,
    "pilots",
    identifier("course"),
    words("locale"),
    identifiers("runs"),
    whole("revision", nullable=True),
    whole("turn"),
    key=("course", "locale"),
)
"""The revision that new attempts of some runs start on in a locale before everyone's; none once it ended."""

attempts = tenant_table(
    METADATA,
    "attempts",
    identifier("id"),
    identifier("registration"),
    identifier("learner"),
    identifier("course"),
    identifier("item_set"),
    whole("revision"),
    words("locale"),
    whole("number"),
    octets("seed"),
    moment("started_at"),
    moment("submitted_at", nullable=True),
    real("raw", nullable=True),
    real("maximum", nullable=True),
    real("scaled", nullable=True),
    flag("passed", nullable=True),
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
    identifier("id"),
    identifier("attempt"),
    identifier("item"),
    whole("number"),
    words("response"),
    real("share"),
    whole("hints"),
    real("think_time_s", nullable=True),
    moment("at"),
    UniqueConstraint("tenant_id", "attempt", "item", "number", name="responses_number"),
)
"""Immutable. id: by the Idempotency-Key it was sent under. share: of the points, whichever try it was.

No foreign key: the only statement that inserts here selects the attempt and holds its row."""

help_given = tenant_table(
    METADATA,
    "help_given",
    identifier("attempt"),
    identifier("item"),
    whole("hints"),
    moment("answer_shown_at", nullable=True),
    key=("attempt", "item"),
)
"""Hints seen, and whether the learner asked to be shown what is right."""

grades = tenant_table(
    METADATA,
    "grades",
    identifier("registration"),
    identifier("item_set"),
    real("pass_share"),
    whole("attempts"),
    real("best", nullable=True),
    real("override", nullable=True),
    moment("changed_at"),
    key=("registration", "item_set"),
)
"""What a set counts for a registration, kept with every attempt and override."""

overrides = tenant_table(
    METADATA,
    "overrides",
    identifier("id"),
    identifier("registration"),
    identifier("item_set"),
    real("scaled", nullable=True),
    words("reason"),
    identifier("by"),
    moment("at"),
    identifier("undoes", nullable=True),
)
"""Immutable decisions of instructors, the last one in force. scaled: None goes back to the attempts."""
Index(
    "overrides_by_set",
    overrides.c.tenant_id,
    overrides.c.registration,
    overrides.c.item_set,
    overrides.c.id,
)
