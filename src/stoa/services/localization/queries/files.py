"""Translators' files and what became of them."""

from dataclasses import dataclass
from uuid import UUID

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.domain.file import File, FileEntry, Outcome
from stoa.services.localization.domain.task import Task
from stoa.services.localization.store import files, tasks

_PAGE = 50
_RECENT = 10


@dataclass(frozen=True, slots=True)
class Report:
    """next: number to go on after, None at the end. tasks: by unit, as those of the entries are now."""

    file: File
    entries: list[FileEntry]
    next: int | None
    tasks: dict[UUID, Task]


async def load_file(db: Database, caller: Caller, about: UUID) -> File:
    """Raises NotFound."""
    async with db.read(caller) as read:
        return await files.load(read, about)


async def recent_files(
    db: Database, caller: Caller, course: UUID | None = None, locale: str | None = None
) -> list[File]:
    """Of the memory, or of a course in a locale."""
    async with db.read(caller) as read:
        return list(await files.list_files(read, course, locale, _RECENT))


async def see_report(
    db: Database, caller: Caller, about: UUID, outcome: Outcome | None = None, after: int = -1
) -> Report:
    """Raises NotFound."""
    async with db.read(caller) as read:
        file = await files.load(read, about)
        found = await files.page_of_entries(read, about, outcome, after, _PAGE + 1)
        named = [one.unit for one in found[:_PAGE] if one.unit is not None]
        now = {one.unit.id: one for one in await tasks.of_units(read, named)} if named else {}
    following = found[_PAGE - 1].number if len(found) > _PAGE else None
    return Report(file, found[:_PAGE], following, now)
