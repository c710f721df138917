"""A unit on a translator's desk, with what its offers were made for and what the checks say of it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from anyio import to_thread

from stoa.kernel.locale import Locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.judgement import judge
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.post_edit import Comment
from stoa.services.localization.domain.providers.answer import Translated
from stoa.services.localization.domain.task import Desk, Task
from stoa.services.localization.domain.terms.glossary import Glossary
from stoa.services.localization.ports import Outside
from stoa.services.localization.queries.tasks import see_desk
from stoa.services.localization.store import memory, post_edits
from stoa.services.localization.store.glossary import load_held

Findings = tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """was: what the unit was translated from before its source changed, as far as the memory has it.

    findings: of the draft, or of the target. machines: whether any could be asked.
    """

    desk: Desk
    was: CodedText | None
    findings: Findings
    machines: bool


async def lay(db: Database, outside: Outside, caller: Caller, unit: UUID) -> Laid:
    """Raises NotFound."""
    desk = await see_desk(db, outside, caller, unit)
    was = await _former_source(db, caller, desk)
    task = desk.task
    written = (task.waiting.draft if task.waiting else None) or task.unit.target
    findings = await _findings(task, written, desk.glossary)
    return Laid(
        desk=desk,
        was=was,
        findings=findings,
        machines=outside.machines.translates(*_locales(desk.glossary.pair)),
    )


async def _former_source(db: Database, caller: Caller, desk: Desk) -> CodedText | None:
    if desk.former is None:
        return None
    former = desk.former.source
    async with db.read(caller) as read:
        return (await memory.sources_with(read, desk.task.source_locale, [former])).get(former)


async def check(db: Database, caller: Caller, unit: UUID, target: str) -> tuple[Task, Findings]:
    """What the checks say of a target that somebody is writing. Raises NotFound."""
    task, glossary = await _load(db, caller, unit)
    return task, await _findings(task, target, glossary)


async def _findings(task: Task, target: str, glossary: Glossary) -> Findings:
    """None of what is empty. A long text takes a while."""
    if not target.strip():
        return ()
    return (await to_thread.run_sync(judge, task.segment.coded, target, glossary)).findings


@dataclass(frozen=True, slots=True)
class Asked:
    """What a machine would say; answer is None where none does."""

    task: Task
    answer: Translated | None


async def ask_machine(db: Database, outside: Outside, caller: Caller, unit: UUID) -> Asked:
    """Nothing is kept of it. Raises NotFound."""
    task, glossary = await _load(db, caller, unit)
    text = task.segment.coded
    agreed = glossary.wanted(text.text)
    [answer] = await outside.machines.translate([text], *_locales(glossary.pair), agreed)
    return Asked(task, answer if isinstance(answer, Translated) else None)


async def _load(db: Database, caller: Caller, unit: UUID) -> tuple[Task, Glossary]:
    async with db.read(caller) as read:
        return await load_held(read, unit)


async def list_comments(db: Database, caller: Caller, unit: UUID) -> list[Comment]:
    async with db.read(caller) as read:
        return await post_edits.list_comments(read, unit)


def _locales(pair: LocalePair) -> tuple[Locale, Locale]:
    return Locale(pair.source), Locale(pair.target)
