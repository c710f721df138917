"""Objects are handed to memory and machines, and editions to the glossary."""

from collections.abc import Sequence
from uuid import UUID

from stoa.contracts.localization import TranslationRequested
from stoa.runtime.db import UnitOfWork
from stoa.services.localization.domain.wanted import EditionTouched, RecheckRequested
from stoa.services.localization.store import rechecks, requests

_TOGETHER = 16
"""Objects of one request: what they share is read and locked once, and one of them holds few others up."""


async def ask(work: UnitOfWork, course: UUID, locales: Sequence[str], things: Sequence[UUID]) -> None:
    """Without things readers of these locales may have what changed at once."""
    await requests.ask(work, course, locales, things)
    for locale in locales:
        for at in range(0, len(things), _TOGETHER):
            some = list(things[at : at + _TOGETHER])
            work.record(TranslationRequested(course=course, objects=some, locale=locale))
        if not things:
            work.record(EditionTouched(course=course, locale=locale))


async def ask_recheck(work: UnitOfWork, course: UUID, locale: str) -> None:
    """Whichever glossary it was held against before."""
    await rechecks.save_asked(work, course, locale)
    work.record(RecheckRequested(course=course, locale=locale))


async def hold_again(work: UnitOfWork, course: UUID, locale: str, stamp: str) -> None:
    """What this transaction writes was judged by a glossary with that stamp, which may be another now."""
    if await rechecks.stamp_of(work) != stamp:
        await ask_recheck(work, course, locale)
