"""Where words occur in what is approved."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Controller, get
from litestar.params import QueryParameter

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.domain.concordance import LONGEST, Concordance, Occurrence, spans
from stoa.services.localization.queries.concordance import see_concordance

Span = tuple[int, int]


class ShownOccurrence(msgspec.Struct, frozen=True, kw_only=True):
    """in_source, in_target: where the words stand, from a character to before another.

    course, object: titles. file: that brought it. unit: that it was learnt from. Each is empty or None where
    it is not known.
    """

    source: str
    target: str
    in_source: list[Span]
    in_target: list[Span]
    origin: str
    course: str
    object: str
    file: str
    unit: UUID | None
    by: UUID | None
    at: datetime


class ShownConcordance(msgspec.Struct, frozen=True, kw_only=True):
    """occurrences: the newest first. more: there are others. whole: the memory was looked through whole."""

    occurrences: list[ShownOccurrence]
    more: bool
    whole: bool


class ConcordanceDoors(Controller):
    path = "/api/units/{unit:uuid}/concordance"

    @get("/", opt=roles(*WHO_MAY_TRANSLATE))
    async def show(
        self,
        unit: UUID,
        caller: Caller,
        db: Database,
        words: Annotated[str, QueryParameter(min_length=1, max_length=LONGEST)],
    ) -> ShownConcordance:
        """Sources and targets with the words, in the memory of the course and in what it says itself."""
        _, found = await see_concordance(db, caller, unit, words)
        return _shown(found)


def _shown(found: Concordance) -> ShownConcordance:
    occurrences = [_occurrence(one, found.pattern) for one in found.occurrences]
    return ShownConcordance(occurrences=occurrences, more=found.more, whole=found.whole)


def _occurrence(one: Occurrence, pattern: str) -> ShownOccurrence:
    return ShownOccurrence(
        source=one.source.text,
        target=one.target.text,
        in_source=spans(one.source.text, pattern),
        in_target=spans(one.target.text, pattern),
        origin=one.origin,
        course=one.course,
        object=one.thing,
        file=one.file,
        unit=one.unit,
        by=one.by,
        at=one.at,
    )
