"""Courses that are joined to a component of Weblate."""

from sqlalchemy import Index, UniqueConstraint

from stoa.runtime.db import tenant_table
from stoa.runtime.db.columns import document, identifier, moment, octets, whole, words
from stoa.services.localization.tables.schema import METADATA

connections = tenant_table(
    METADATA,
    "connections",
    identifier("id"),
    identifier("course"),
    words("locale", nullable=True),
    words("address"),
    words("project"),
    words("component"),
    words("mode"),
    words("phase"),
    words("hook"),
    words("hook_address"),
    octets("token"),
    octets("secret"),
    identifier("by"),
    moment("since"),
    whole("version"),
    whole("turn"),
    moment("wanted_at", nullable=True),
    moment("next_at", nullable=True),
    moment("held_until", nullable=True),
    words("held_by", nullable=True),
    whole("troubles"),
    moment("cursor", nullable=True),
    moment("whole_at", nullable=True),
    document("seen"),
    words("code", nullable=True),
    document("data"),
    UniqueConstraint("tenant_id", "address", "project", "component", name="connections_place"),
)
Index("connections_by_course", connections.c.tenant_id, connections.c.course)

connected_units = tenant_table(
    METADATA,
    "connected_units",
    identifier("connection"),
    words("locale"),
    identifier("segment"),
    document("base", nullable=True),
    document("written", nullable=True),
    document("told", nullable=True),
    identifier("file", nullable=True),
    whole("number", nullable=True),
    key=("connection", "locale", "segment"),
)

passes = tenant_table(
    METADATA,
    "passes",
    identifier("connection"),
    whole("number"),
    moment("began_at"),
    moment("ended_at", nullable=True),
    words("ended"),
    words("code", nullable=True),
    document("data"),
    document("counts"),
    key=("connection", "number"),
)

tenants = tenant_table(METADATA, "tenants", identifier("id"))
"""Rows of no tenant, that a job knows whom to look after."""
