"""Writing coded texts: what is translated as words, everything else as codes."""

import re
from collections.abc import Sequence
from html import unescape

from stoa.services.localization.domain.coded import MOST_CODES, Code, CodedText, CodeKind, is_mark, mark
from stoa.services.localization.domain.inline.placeholders import split
from stoa.services.localization.domain.inline.run import Piece
from stoa.services.localization.domain.inline.tags import encode_text

_SPACE = re.compile(r"[ \t\n\r\f]+")
"""What HTML collapses: a no-break space is not among it."""


class TooManyCodes(Exception):
    """More than a coded text has marks for: it cannot be translated, and stays as it is."""


class Coder:
    """Writes a coded text from left to right. Raises TooManyCodes."""

    def __init__(self) -> None:
        self._signs: list[str] = []
        self._codes: list[Code] = []

    @property
    def result(self) -> CodedText:
        return CodedText("".join(self._signs), tuple(self._codes))

    def code(self, kind: CodeKind, markup: str, pair: int | None = None) -> None:
        if len(self._codes) == MOST_CODES:
            raise TooManyCodes
        self._signs.append(mark(len(self._codes)))
        self._codes.append(Code(kind, markup, pair))

    def text(self, words: str, *, encoded: bool) -> None:
        """words: decoded. Signs that are used for marks are kept as codes. encoded: markup is for HTML."""
        for part, protected in split(words):
            if protected:
                self.code(CodeKind.ALONE, encode_text(part) if encoded else part)
                continue
            for sign in part:
                if is_mark(sign):
                    self.code(CodeKind.ALONE, sign)
                else:
                    self._signs.append(sign)


def coded(run: Sequence[Piece], start: int, stop: int, *, keeps_space: bool) -> CodedText:
    """Of the pieces from start to before stop, where pairs are whole. Raises TooManyCodes."""
    coder = Coder()
    pairs: dict[int, int] = {}
    for at in range(start, stop):
        piece = run[at]
        if piece.kind is None:
            words = piece.raw if keeps_space else _SPACE.sub(" ", piece.raw)
            coder.text(unescape(words), encoded=True)
        elif piece.partner is None:
            coder.code(CodeKind.ALONE, piece.raw)
        else:
            pair = pairs.setdefault(min(at, piece.partner), len(pairs) + 1)
            coder.code(piece.kind, piece.raw, pair)
    return coder.result
