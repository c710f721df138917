"""An import: a source on its way to becoming a course."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


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
