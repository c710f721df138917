"""What there is in the memory, and a file of it."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from stoa.kernel.locale import Locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.domain.exchange.files import Format, export
from stoa.services.localization.domain.exchange.unit import Context, ExchangedUnit, Provenance
from stoa.services.localization.domain.file import File
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.memory.remembered import Remembered
from stoa.services.localization.domain.scopes import Holding
from stoa.services.localization.domain.unit import State
from stoa.services.localization.queries.streaming import streamed
from stoa.services.localization.store import courses, files, memory
from stoa.services.localization.store.imported import list_holdings

_AT_ONCE = 1_000
_RECENT = 10


@dataclass(frozen=True, slots=True)
class Held:
    """holdings: by pair and scope. titles: of courses by id. files: that came in last."""

    holdings: list[Holding]
    titles: dict[UUID, str]
    files: Sequence[File]

    @property
    def domains(self) -> list[str]:
        """Their scopes, each once."""
        return sorted({one.scope for one in self.holdings if one.scope.startswith("domain:")})


async def see_memory(db: Database, caller: Caller) -> Held:
    async with db.read(caller) as read:
        holdings = await list_holdings(read)
        known = await courses.list_courses(read)
        recent = await files.list_files(read, None, None, _RECENT)
    return Held(holdings, {one.id: one.title for one in known}, recent)


def write_memory(db: Database, caller: Caller, pair: LocalePair, scope: str | None) -> AsyncIterator[bytes]:
    """As TMX 1.4b. scope: None for all of them. Who approved what stays here."""
    seen: tuple[datetime, UUID] | None = None

    async def next_page() -> list[ExchangedUnit]:
        nonlocal seen
        async with db.read(caller) as read:
            page = await memory.changed_after(read, pair, seen, _AT_ONCE, scope)
        if page:
            seen = (page[-1][0], page[-1][1].id)
        return [_exchanged(pair, at, one) for at, one in page]

    locales = Locale(pair.source), Locale(pair.target)
    return streamed(
        next_page, partial(export, wanted=Format.TMX, source_locale=locales[0], locale=locales[1])
    )


def _exchanged(pair: LocalePair, at: datetime, one: Remembered) -> ExchangedUnit:
    return ExchangedUnit(
        id=str(one.id),
        source_locale=Locale(pair.source),
        locale=Locale(pair.target),
        source=one.source,
        target=one.target,
        state=State.TRANSLATED,
        context=(Context("scope", one.scope),),
        provenance=Provenance(one.origin.value, None, at),
    )
