"""An import: a source on its way to becoming a course."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from stoa.kernel.event import Event


@dataclass(frozen=True, slots=True)
class Import:
    """state: waiting, opening, reading, storing, done, same, refused or failed. code, data: why refused."""

    id: UUID
    course: UUID | None
    file_name: str
    size: int
    key: str
    state: str
    format: str | None
    source_checksum: str | None
    done: int
    total: int
    imported: int
    converted: int
    left_out: int
    revision: int | None
    code: str | None
    data: dict[str, Any]
    faults: list[dict[str, Any]]
    at: datetime
    finished_at: datetime | None
    by: UUID | None

    @property
    def over(self) -> bool:
        return self.finished_at is not None


class ImportRequested(Event, frozen=True, kw_only=True):
    """A source lies in the private bucket, waiting to be read. Content's word to itself."""

    service = "content"
    noun = "import"
    verb = "requested"
    private = True

    import_id: UUID
