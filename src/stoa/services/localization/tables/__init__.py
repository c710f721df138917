"""The tables of localization. People are ids only."""

from stoa.services.localization.tables.asked import on_request, problems, reporters, shares
from stoa.services.localization.tables.counted import calibrations, fittings, spending
from stoa.services.localization.tables.cut import (
    changes,
    comments,
    courses,
    locales,
    objects,
    post_edits,
    requests,
    segments,
    units,
)
from stoa.services.localization.tables.joined import connected_units, connections, passes, tenants
from stoa.services.localization.tables.known import file_entries, files, memory, memory_changes, terms
from stoa.services.localization.tables.schema import METADATA
from stoa.services.localization.tables.taught import runs
from stoa.services.localization.tables.together import bulk_units, bulks
from stoa.services.localization.tables.told import delivered, findings, looks, made, releases

__all__ = [
    "METADATA",
    "bulk_units",
    "bulks",
    "calibrations",
    "changes",
    "comments",
    "connected_units",
    "connections",
    "courses",
    "delivered",
    "file_entries",
    "files",
    "findings",
    "fittings",
    "locales",
    "looks",
    "made",
    "memory",
    "memory_changes",
    "objects",
    "on_request",
    "passes",
    "post_edits",
    "problems",
    "releases",
    "reporters",
    "requests",
    "runs",
    "segments",
    "shares",
    "spending",
    "tenants",
    "terms",
    "units",
]
