"""A course as localization knows it: the revision it was published with last."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Course:
    """locale: of the source. publication: sorts by time. cut: the publication that the segments are of.

    document_key: of the CourseDocument in the private bucket.
    """

    id: UUID
    locale: str
    title: str
    revision: int
    publication: UUID
    published_by: UUID | None
    document_key: str
    document_checksum: str
    cut: UUID | None = None
    archived: bool = False


@dataclass(frozen=True, slots=True)
class KnownObject:
    """An object as it was cut last. checksum: of everything that is cut."""

    id: UUID
    checksum: str
    present: bool
