"""Where words occur in what is approved: translators see how others said them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stoa.kernel.errors import Invalid
from stoa.services.localization.domain.coded import CodedText

LONGEST = 200
"""Characters of what is looked for."""
MOST = 20
"""Occurrences that are shown."""
LOOKED_THROUGH = 100_000
"""Units of the memory, the newest: looking through more takes longer than somebody who writes waits."""

_TOKEN = re.compile(r"\w+|[^\w\s\ue000-\uf8ff]")
_BETWEEN = "[\\s\ue000-\uf8ff]*"
"""Codes stand where they stand: who looks for words does not see them."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A source with those words in it, or in its target. codes: one set for both.

    course, thing: titles of the course and object that it stands in. file: name of the file that brought it;
    empty where it is not known. unit: that it was learnt from or stands in. by: who approved it.
    """

    source: CodedText
    target: CodedText
    origin: str
    at: datetime
    course: str = ""
    thing: str = ""
    file: str = ""
    unit: UUID | None = None
    by: UUID | None = None


@dataclass(frozen=True, slots=True)
class Concordance:
    """occurrences: the newest first. more: there are others. whole: everything was looked through."""

    words: str
    pattern: str
    occurrences: Sequence[Occurrence]
    more: bool
    whole: bool


def pattern_of(words: str) -> str:
    """A regular expression, in Python as in PostgreSQL: the words in their order, whatever codes stand
    between them. Large and small letters are alike to who uses it. Raises Invalid.
    """
    tokens = _TOKEN.findall(words)
    if len(words) > LONGEST or not any(token[0].isalnum() for token in tokens):
        raise Invalid("concordance.words", field="words", most=LONGEST)
    return _BETWEEN.join(re.escape(token) for token in tokens)


def spans(text: str, pattern: str) -> list[tuple[int, int]]:
    """Where the words stand in a text, each from its first character to before the one behind it."""
    return [found.span() for found in re.finditer(pattern, text, re.IGNORECASE)]


def newest(of_course: Sequence[Occurrence], of_memory: Sequence[Occurrence]) -> list[Occurrence]:
    """Both together, once what the memory learnt of units that stand in the course."""
    here = {one.unit for one in of_course}
    others = [one for one in of_memory if one.unit not in here]
    return sorted([*of_course, *others], key=lambda one: one.at, reverse=True)
