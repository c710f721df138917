"""All SQL of identity. Row-level security keeps every statement inside the caller's tenant."""

from stoa.services.identity.store import (
    buckets,
    consents,
    groups,
    invitations,
    people,
    revocations,
    rosters,
    sessions,
    taught_runs,
    tenants,
    wards,
)

__all__ = [
    "buckets",
    "consents",
    "groups",
    "invitations",
    "people",
    "revocations",
    "rosters",
    "sessions",
    "taught_runs",
    "tenants",
    "wards",
]
