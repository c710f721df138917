"""Item sets with their keys, and the unchanging part of attempts, at hand in the process."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, ReadSession
from stoa.runtime.gathering import Gathering
from stoa.runtime.kept import Kept
from stoa.services.assessment.domain.addresses import Addresses
from stoa.services.assessment.domain.attempt import SetKey, Sheet
from stoa.services.assessment.domain.item_set import ItemSet
from stoa.services.assessment.store import attempts, enrolments, item_sets

SETS_AT_HAND = 2_000
SHEETS_AT_HAND = 50_000


@dataclass(frozen=True, slots=True)
class Paper:
    """An item set in a locale, with the addresses of its media, by name."""

    item_set: ItemSet
    media: Mapping[str, str]
    locale: str

    def addresses(self, registration: UUID) -> Addresses:
        return Addresses(self.media, registration)


class Shelf:
    """One a process. Everything is held under its tenant: nobody is shown what is not theirs."""

    def __init__(self) -> None:
        self._papers: Kept[tuple[UUID, SetKey], Paper] = Kept(SETS_AT_HAND)
        self._sheets: Kept[tuple[UUID, UUID], Sheet] = Kept(SHEETS_AT_HAND)
        self._wanted: Gathering[UUID, Sheet | None] = Gathering()

    async def open(self, db: Database, caller: Caller, attempt: UUID) -> tuple[Sheet, Paper]:
        """The caller's own attempt and its item set. Raises NotFound."""
        sheet = self._sheets.get((caller.tenant, attempt))
        if sheet is None:
            read = partial(_read_sheets, db, caller.under(None))
            sheet = await self._wanted.add(caller.tenant, attempt, read)
            if sheet is None:
                raise NotFound("attempt.missing")
            self._sheets.put((caller.tenant, attempt), sheet)
        if sheet.learner != caller.known():
            raise NotFound("attempt.missing")
        paper = self._papers.get((caller.tenant, sheet.key))
        if paper is None:
            async with db.read(caller) as reading:
                paper = await self.paper(reading, caller.tenant, sheet.key)
        return sheet, paper

    async def read(
        self, db: Database, caller: Caller, attempt: UUID, locale: str | None
    ) -> tuple[Sheet, Paper]:
        """As `open`, but in the locale, where the course asks the same there; None is the attempt's own."""
        sheet, own = await self.open(db, caller, attempt)
        if locale is None or locale == own.locale:
            return sheet, own
        async with db.read(caller) as reading:
            try:
                enrolment = await enrolments.load_enrolment(reading, sheet.registration)
                run = enrolment.run if enrolment is not None else None
                key = await item_sets.active_key(reading, sheet.key.course, sheet.key.item_set, locale, run)
                paper = await self.paper(reading, caller.tenant, key)
            except NotFound:
                return sheet, own
        return sheet, paper if paper.item_set.frame == own.item_set.frame else own

    async def paper(self, read: ReadSession, tenant: UUID, key: SetKey) -> Paper:
        """Raises NotFound."""
        paper = self._papers.get((tenant, key))
        if paper is not None:
            return paper
        found = await item_sets.load(read, key)
        if found is None:
            raise NotFound("item_set.missing")
        return self._papers.put((tenant, key), Paper(*found, key.locale))


async def _read_sheets(db: Database, caller: Caller, wanted: Sequence[UUID]) -> Sequence[Sheet | None]:
    async with db.read(caller) as read:
        found = await attempts.sheets(read, wanted)
    return [found.get(attempt) for attempt in wanted]
