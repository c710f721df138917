"""Translators' files and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from anyio import to_thread

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.domain.file import File, FileEntry, Outcome
from stoa.services.localization.domain.judgement import judge
from stoa.services.localization.domain.task import Task
from stoa.services.localization.domain.terms.glossary import Glossary
from stoa.services.localization.store import files, tasks
from stoa.services.localization.store.glossary import load_glossary

Findings = tuple[dict[str, Any], ...]
_PAGE = 50
_RECENT = 10


@dataclass(frozen=True, slots=True)
class Report:
    """next: number to go on after, None at the end. tasks: by unit, as those of the entries are now.

    findings: by number of the entry, what the checks say of those that they stopped.
    """

    file: File
    entries: list[FileEntry]
    next: int | None
    tasks: dict[UUID, Task]
    findings: dict[int, Findings]


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
        doubted = [(one, now[one.unit]) for one in found[:_PAGE] if one.unit in now and one.stopped]
        glossary = await load_glossary(read, doubted[0][1]) if doubted else None
    findings = await to_thread.run_sync(_judge, doubted, glossary) if glossary is not None else {}
    following = found[_PAGE - 1].number if len(found) > _PAGE else None
    return Report(file, found[:_PAGE], following, now, findings)


def _judge(doubted: Sequence[tuple[FileEntry, Task]], glossary: Glossary) -> dict[int, Findings]:
    """All of one course in one locale."""
    return {
        entry.number: judge(task.segment.coded, entry.target, glossary).findings for entry, task in doubted
    }
