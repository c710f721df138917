"""What a glossary says of a word: how it is rendered in another language, or how it is not."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from stoa.kernel.errors import Invalid
from stoa.services.localization.domain.remembered import TENANT
from stoa.services.localization.domain.scopes import course_of, parse_scope

LONGEST_TERM = 200
LONGEST_NOTE = 500
_WORD = re.compile(r"\w")


class Use(StrEnum):
    """Several preferred renderings of one word are all right; forbidden ones never are."""

    PREFERRED = "preferred"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Wording:
    """scope: as of the memory, `tenant`, `course:{id}` or `domain:{name}`. case: whether capitals count.

    A target equal to the source is a word that is not translated.
    """

    source_locale: str
    target_locale: str
    source: str
    target: str
    use: Use = Use.PREFERRED
    scope: str = TENANT
    case: bool = False
    note: str = ""

    @property
    def course(self) -> UUID | None:
        return course_of(self.scope)

    def checked(self) -> "Wording":
        """Without blanks around its words. Raises Invalid."""
        clean = replace(
            self, source=_single(self.source), target=_single(self.target), note=self.note.strip()
        )
        for field, text in (("source", clean.source), ("target", clean.target)):
            if not _WORD.search(text):
                raise Invalid("term.empty", field=field)
            if len(text) > LONGEST_TERM:
                raise Invalid("term.too_long", field=field, most=LONGEST_TERM)
        if len(clean.note) > LONGEST_NOTE:
            raise Invalid("term.note_too_long", field="note", most=LONGEST_NOTE)
        if clean.source_locale == clean.target_locale:
            raise Invalid("term.one_language", field="target_locale", locale=clean.target_locale)
        if clean.use is Use.FORBIDDEN and clean.source == clean.target:
            raise Invalid("term.forbids_itself", field="target")
        return replace(clean, scope=parse_scope(clean.scope, code="term.scope"))


@dataclass(frozen=True, slots=True)
class KeptTerm:
    """A wording as it is kept. by: the person who said so last. removed: it counts no more, and may again."""

    id: UUID
    wording: Wording
    version: int
    by: UUID
    changed_at: datetime
    removed: bool = False


def _single(text: str) -> str:
    return " ".join(text.split())
