"""Text with inline codes: mark-up that must come through a translation whole is kept aside, and one
private-use character stands for it in the text. Nobody who translates, person or engine, sees its inside."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

FIRST_CODE = 0xE000
MOST_CODES = 0xF8FF - FIRST_CODE + 1
"""As many as the private-use area of the basic plane has characters. Source: Unicode 15, chapter 23.5."""

_MARK = re.compile("[\ue000-\uf8ff]")


class CodeKind(StrEnum):
    """OPEN and CLOSE come in pairs, ALONE by itself: a picture, a line break, a placeholder."""

    OPEN = "open"
    CLOSE = "close"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Code:
    """markup: as it stands in the source. pair: one number for the two that belong together, None alone."""

    kind: CodeKind
    markup: str
    pair: int | None = None


@dataclass(frozen=True, slots=True)
class CodedText:
    """text: `mark(i)` stands where codes[i] belongs; a target has the marks and codes of its source."""

    text: str
    codes: tuple[Code, ...] = ()

    @property
    def words(self) -> str:
        """The text alone, each code a gap of nothing."""
        return self.text if self.text.isascii() else _without_marks(self.text)


def mark(index: int) -> str:
    """The character that stands for the code of that index, from 0."""
    return chr(FIRST_CODE + index)


def index_of(sign: str) -> int:
    return ord(sign) - FIRST_CODE


def is_mark(sign: str) -> bool:
    return FIRST_CODE <= ord(sign) < FIRST_CODE + MOST_CODES


def marks_in(text: str) -> list[str]:
    """In their order."""
    return [] if text.isascii() else _MARK.findall(text)


@lru_cache(maxsize=64)
def _without_marks(text: str) -> str:
    """Every check asks for the same two texts."""
    return _MARK.sub("", text)


def put_for_marks(text: str, put: Callable[[int], str]) -> str:
    """The text with something else for each mark. put: told the index of its code."""
    return text if text.isascii() else _MARK.sub(lambda found: put(index_of(found[0])), text)
