"""What tracking needs from outside: the immutable documents and pages that delivery published."""

from typing import Protocol, runtime_checkable
from uuid import UUID

from stoa.services.tracking.domain.version import CourseVersion


@runtime_checkable
class Shelf(Protocol):
    """Versions of courses and pages of them: read, verified, and kept at hand because they never change."""

    async def version(self, tenant: UUID, key: str, checksum: str) -> CourseVersion:
        """Raises Unavailable when the store does not answer, Defect when the document is lost or corrupt."""
        ...

    async def page(self, version: CourseVersion, path: str) -> str:
        """Html of a learning object at a level. Raises as `version`."""
        ...
