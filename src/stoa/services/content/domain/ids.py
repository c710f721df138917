"""Stable identifiers, so that a second import of a source meets the objects of the first."""

from uuid import UUID, uuid5

_COURSES = UUID("6f7d5c1e-6f0f-5f63-9a0e-6d9d4d6c2b11")


def course_id(tenant: UUID, origin: str) -> UUID:
    """origin: `<format>:<identifier in the source>`."""
    return uuid5(_COURSES, f"{tenant}/{origin}")


def object_id(course: UUID, key: str) -> UUID:
    """key: the object's place in the source."""
    return uuid5(course, key)


def item_id(item_set: UUID, key: str) -> UUID:
    return uuid5(item_set, key)
