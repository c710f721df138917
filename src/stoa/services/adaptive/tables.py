"""The schema of adaptive: what was folded of the log, what was decided, and replicas of what others own."""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Double,
    Index,
    Integer,
    LargeBinary,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

from stoa.runtime.db import service_metadata, tenant_table

METADATA = service_metadata("adaptive")


def _moment(name: str, *, nullable: bool = False) -> Column[object]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


def _id(name: str) -> Column[object]:
    return Column(name, Uuid, nullable=False)


folds = tenant_table(
    METADATA,
    "folds",
    Column("partition", Integer, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    key=("partition",),
)

known = tenant_table(
    METADATA,
    "known",
    Column("partition", Integer, nullable=False),
    Column("noun", Text, nullable=False),
    _id("about"),
    Column("data", LargeBinary, nullable=False),
    key=("partition", "noun", "about"),
)

states = tenant_table(
    METADATA,
    "states",
    _id("registration"),
    _id("learner"),
    _id("run"),
    _id("course"),
    Column("partition", Integer, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("state", LargeBinary, nullable=False),
    Column("live", LargeBinary, nullable=False),
    key=("registration",),
)
Index("states_by_run", states.c.tenant_id, states.c.run)

tallies = tenant_table(
    METADATA,
    "tallies",
    Column("partition", Integer, nullable=False),
    _id("run"),
    Column("noun", Text, nullable=False),
    _id("about"),
    _id("course"),
    Column("data", LargeBinary, nullable=False),
    key=("partition", "run", "noun", "about"),
)
Index("tallies_by_run", tallies.c.tenant_id, tallies.c.run)
Index("tallies_by_thing", tallies.c.tenant_id, tallies.c.noun, tallies.c.about)

calibrations = tenant_table(
    METADATA,
    "calibrations",
    _id("item"),
    Column("data", LargeBinary, nullable=False),
    _moment("told_at"),
    key=("item",),
)

decisions = tenant_table(
    METADATA,
    "decisions",
    _id("id"),
    _id("registration"),
    Column("number", Integer, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    _id("learner"),
    _id("run"),
    _id("course"),
    Column("rule", Text, nullable=False),
    Column("explored", Boolean, nullable=False),
    Column("decision", Text, nullable=False),
    Column("candidates", Text, nullable=False),
    Column("features", Text, nullable=False),
    _moment("at"),
)
Index("decisions_by_registration", decisions.c.tenant_id, decisions.c.registration, decisions.c.sequence)
Index("decisions_by_course", decisions.c.tenant_id, decisions.c.course, decisions.c.at)

alerts = tenant_table(
    METADATA,
    "alerts",
    _id("registration"),
    Column("sequence", BigInteger, nullable=False),
    _id("learner"),
    _id("run"),
    Column("risk", Double, nullable=False),
    Column("reasons", Text, nullable=False),
    _moment("at"),
    key=("registration", "sequence"),
)
Index("alerts_by_run", alerts.c.tenant_id, alerts.c.run, alerts.c.at)

enrolments = tenant_table(
    METADATA,
    "enrolments",
    _id("registration"),
    _id("run"),
    _id("course"),
    _id("learner"),
    Column("active", Boolean, nullable=False),
    Column("change", Integer, nullable=False),
    key=("registration",),
)

runs = tenant_table(
    METADATA,
    "runs",
    _id("run"),
    _id("course"),
    Column("instructors", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
    Column("change", Integer, nullable=False),
    key=("run",),
)
Index("runs_by_course", runs.c.tenant_id, runs.c.course)

maps = tenant_table(
    METADATA,
    "maps",
    _id("course"),
    Column("locale", Text, nullable=False),
    Column("activation", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    _moment("known_at"),
    key=("course", "locale", "activation"),
)

passages = tenant_table(
    METADATA,
    "passages",
    _id("course"),
    Column("locale", Text, nullable=False),
    _id("object"),
    Column("place", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("heading", Text, nullable=False),
    Column("anchor", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("search", TSVECTOR, nullable=False),
    key=("course", "locale", "object", "place"),
)
Index("passages_by_search", passages.c.search, postgresql_using="gin")

policies = tenant_table(
    METADATA,
    "policies",
    _id("course"),
    Column("version", Integer, nullable=False),
    _id("policy"),
    Column("state", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("made_by", Uuid),
    _moment("made_at"),
    _moment("activated_at", nullable=True),
    key=("course", "version"),
)

trials = tenant_table(
    METADATA,
    "trials",
    _id("id"),
    _id("course"),
    Column("version", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("result", Text),
    _id("asked_by"),
    _moment("asked_at"),
)
Index("trials_by_course", trials.c.tenant_id, trials.c.course, trials.c.asked_at)
