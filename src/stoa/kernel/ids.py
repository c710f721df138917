"""Identifiers: UUIDv7, so that they sort by the time they were made. Source: RFC 9562."""

from datetime import datetime, timedelta
from typing import NewType
from uuid import UUID, uuid4

import uuid_utils.compat

TenantId = NewType("TenantId", UUID)
PersonId = NewType("PersonId", UUID)
SessionId = NewType("SessionId", UUID)
EventId = NewType("EventId", UUID)


def new_id() -> UUID:
    """A fresh identifier, ordered by time."""
    return uuid_utils.compat.uuid7()


def new_secret_id() -> UUID:
    """An identifier that cannot be guessed from another: 122 random bits."""
    return uuid4()


def is_new(known: UUID, now: datetime, within: timedelta) -> bool:
    """Whether it was made so lately that the news of what it names may still be on its way."""
    return known.version == 7 and now.timestamp() - (known.int >> 80) / 1000 < within.total_seconds()


EVERY_TENANT = TenantId(UUID(int=0))
"""The platform itself, for facts that belong to no tenant."""
