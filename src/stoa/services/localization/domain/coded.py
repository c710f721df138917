"""Text with inline codes: mark-up that must come through a translation whole is kept aside, and one
private-use character stands for it in the text. Nobody who translates, person or engine, sees its inside."""

from dataclasses import dataclass
from enum import StrEnum

FIRST_CODE = 0xE000
MOST_CODES = 0xF8FF - FIRST_CODE + 1
"""As many as the private-use area of the basic plane has characters. Source: Unicode 15, chapter 23.5."""


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
        return "".join(sign for sign in self.text if not is_mark(sign))


def mark(index: int) -> str:
    """The character that stands for the code of that index, from 0."""
    return chr(FIRST_CODE + index)


def index_of(sign: str) -> int:
    return ord(sign) - FIRST_CODE


def is_mark(sign: str) -> bool:
    return FIRST_CODE <= ord(sign) < FIRST_CODE + MOST_CODES
