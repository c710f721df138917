"""Where words occur in what is approved, beside the unit that somebody writes."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar import Controller, Response, get

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles
from stoa.runtime.http.asked import AnyRequest, scripted
from stoa.runtime.pages import Pages
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.concordance import Occurrence, spans
from stoa.services.localization.pages.wording import Piece, pieces, tongue
from stoa.services.localization.queries.concordance import see_concordance


@dataclass(frozen=True, slots=True)
class Stretch:
    """sought: these are the words that were looked for."""

    pieces: list[Piece]
    sought: bool


@dataclass(frozen=True, slots=True)
class ShownOccurrence:
    """words: of the target, without codes, to be put into another."""

    occurrence: Occurrence
    source: list[Stretch]
    target: list[Stretch]
    words: str


class ConcordancePages(Controller):
    path = "/translation/units/{unit:uuid}/concordance"
    opt = roles(*WHO_MAY_TRANSLATE)

    @get("/")
    async def show(
        self, unit: UUID, request: AnyRequest, caller: Caller, db: Database, pages: Pages, words: str = ""
    ) -> Response[Any]:
        """A script gets the occurrences alone."""
        task, found = await see_concordance(db, caller, unit, words)
        occurrences = [
            ShownOccurrence(
                one,
                _stretches(one.source, found.pattern),
                _stretches(one.target, found.pattern),
                one.target.words,
            )
            for one in found.occurrences
        ]
        template = "localization/_concordance.html" if scripted(request) else "localization/concordance.html"
        return pages.show(template, caller, task=task, found=found, occurrences=occurrences, tongue=tongue)


def _stretches(coded: CodedText, pattern: str) -> list[Stretch]:
    cut, text = 0, coded.text
    found: list[Stretch] = []
    for start, end in spans(text, pattern):
        found.append(Stretch(pieces(text[cut:start], coded.codes), sought=False))
        found.append(Stretch(pieces(text[start:end], coded.codes), sought=True))
        cut = end
    return [*found, Stretch(pieces(text[cut:], coded.codes), sought=False)]
