"""The schema of adaptive: what was folded of the log, what was decided, and replicas of what others own."""

from sqlalchemy import Index

from stoa.runtime.db import service_metadata, tenant_table
from stoa.runtime.db.columns import (
    EMPTY,
    flag,
    identifier,
    identifiers,
    large,
    moment,
    octets,
    real,
    search,
    whole,
    words,
)

METADATA = service_metadata("adaptive")

folds = tenant_table(
    METADATA,
    "folds",
    whole("partition"),
    large("sequence"),
    key=("partition",),
)

known = tenant_table(
    METADATA,
    "known",
    whole("partition"),
    words("noun"),
    identifier("about"),
    octets("data"),
    key=("partition", "noun", "about"),
)

states = tenant_table(
    METADATA,
    "states",
    identifier("registration"),
    identifier("learner"),
    identifier("run"),
    identifier("course"),
    whole("partition"),
    large("sequence"),
    octets("state"),
    octets("live"),
    key=("registration",),
)
Index("states_by_run", states.c.tenant_id, states.c.run)

tallies = tenant_table(
    METADATA,
    "tallies",
    whole("partition"),
    identifier("run"),
    words("noun"),
    identifier("about"),
    identifier("course"),
    octets("data"),
    key=("partition", "run", "noun", "about"),
)
Index("tallies_by_run", tallies.c.tenant_id, tallies.c.run)
Index("tallies_by_thing", tallies.c.tenant_id, tallies.c.noun, tallies.c.about)

calibrations = tenant_table(
    METADATA,
    "calibrations",
    identifier("item"),
    octets("data"),
    moment("told_at"),
    key=("item",),
)

decisions = tenant_table(
    METADATA,
    "decisions",
    identifier("id"),
    identifier("registration"),
    whole("number"),
    large("sequence"),
    identifier("learner"),
    identifier("run"),
    identifier("course"),
    words("rule"),
    flag("explored"),
    words("decision"),
    words("candidates"),
    words("features"),
    moment("at"),
)
Index("decisions_by_registration", decisions.c.tenant_id, decisions.c.registration, decisions.c.sequence)
Index("decisions_by_course", decisions.c.tenant_id, decisions.c.course, decisions.c.at)

alerts = tenant_table(
    METADATA,
    "alerts",
    identifier("registration"),
    large("sequence"),
    identifier("learner"),
    identifier("run"),
    real("risk"),
    words("reasons"),
    moment("at"),
    key=("registration", "sequence"),
)
Index("alerts_by_run", alerts.c.tenant_id, alerts.c.run, alerts.c.at)

enrolments = tenant_table(
    METADATA,
    "enrolments",
    identifier("registration"),
    identifier("run"),
    identifier("course"),
    identifier("learner"),
    flag("active"),
    whole("change"),
    key=("registration",),
)

runs = tenant_table(
    METADATA,
    "runs",
    identifier("run"),
    identifier("course"),
    identifiers("instructors", default=EMPTY),
    whole("change"),
    key=("run",),
)
Index("runs_by_course", runs.c.tenant_id, runs.c.course)

maps = tenant_table(
    METADATA,
    "maps",
    identifier("course"),
    words("locale"),
    whole("activation"),
    words("title"),
    octets("data"),
    moment("known_at"),
    key=("course", "locale", "activation"),
)

passages = tenant_table(
    METADATA,
    "passages",
    identifier("course"),
    words("locale"),
    identifier("object"),
    whole("place"),
    words("title"),
    words("heading"),
    words("anchor"),
    words("text"),
    search("search"),
    key=("course", "locale", "object", "place"),
)
Index("passages_by_search", passages.c.search, postgresql_using="gin")

policies = tenant_table(
    METADATA,
    "policies",
    identifier("course"),
    whole("version"),
    identifier("policy"),
    words("state"),
    words("data"),
    identifier("made_by", nullable=True),
    moment("made_at"),
    moment("activated_at", nullable=True),
    key=("course", "version"),
)

trials = tenant_table(
    METADATA,
    "trials",
    identifier("id"),
    identifier("course"),
    whole("version"),
    words("state"),
    whole("done"),
    whole("total"),
    words("result", nullable=True),
    identifier("asked_by"),
    moment("asked_at"),
)
Index("trials_by_course", trials.c.tenant_id, trials.c.course, trials.c.asked_at)
