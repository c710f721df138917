"""What a source became."""

from dataclasses import dataclass
from uuid import UUID

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.content.domain.imports import Import
from stoa.services.content.domain.report import Element
from stoa.services.content.store import imports

_ELEMENTS = 100


@dataclass(frozen=True, slots=True)
class ReportPage:
    row: Import
    elements: list[Element]
    reasons: dict[str, int]
    next: int | None


async def load_import(db: Database, caller: Caller, about: UUID) -> Import:
    async with db.read(caller) as read:
        return await imports.load(read, about)


async def load_report(
    db: Database,
    caller: Caller,
    about: UUID,
    outcome: str | None = None,
    reason: str | None = None,
    after: int = -1,
) -> ReportPage:
    async with db.read(caller) as read:
        row = await imports.load(read, about)
        found = await imports.element_page(read, about, outcome, reason, _ELEMENTS + 1, after)
        given = dict(await imports.reasons(read, about))
    following = found[_ELEMENTS - 1][0] if len(found) > _ELEMENTS else None
    return ReportPage(row, [element for _, element in found[:_ELEMENTS]], given, following)
