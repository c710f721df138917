"""Texts in Apertium's stream format, and back. Source: wiki.apertium.org, Apertium stream format.

What stands between brackets, a superblank, goes through every stage untouched and in place. Marks do so, and
so does all that is no language or that the stages would read as commands; only a number stands in the
brackets, because a single sign between them that is not escaped ends the programs.
"""

import re
from dataclasses import dataclass

_HELD = re.compile(
    r"[\ue000-\uf8ff]"
    r"|https?://[^\s\ue000-\uf8ff<>\"]*[^\s\ue000-\uf8ff<>\".,;:!?)]"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\$?\{[^{}\s]{0,60}\}+|%\([^()\s]{1,60}\)[a-z]|%[0-9.]*[a-zA-Z](?!\w)"
    r"|[\[\]{}^$/\\@<>~*#|_=`+&]+"
    r"|[^\S ]|[ ]{2,}"
    r"|[^\x00-\u024f\u0370-\u052f\u1e00-\u206f]+"
)
"""Marks, addresses, placeholders, signs of the format, white space but one blank, other scripts."""
_SUPERBLANK = re.compile(r"\[(\d*)\]")
_END = ".[]"
"""As apertium-destxt ends a text: without it the last full stop is swallowed."""
_COMPLAINT = re.compile(r"([*#@])(?=\w)|[*#@\\]")
"""`*` before a word that the engine does not know, `@` and `#` before one that it could not render."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Line:
    """stream: without its closing null. held: what the numbers in its brackets stand for."""

    stream: str
    held: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rendered:
    """unknown: words that the engine complained about."""

    text: str
    words: int
    unknown: int


def line_of(text: str) -> Line:
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found[0])
        return f"[{len(held) - 1}]"

    return Line(_HELD.sub(hold, text.replace("\0", "")) + _END, tuple(held))


def text_of(stream: str, held: tuple[str, ...]) -> Rendered:
    """Raises ValueError when brackets came back that were not sent."""
    stream = stream.removesuffix(_END) if stream.endswith(_END) else stream.removesuffix("[]")
    parts: list[str] = []
    words = unknown = 0
    # Odd parts are numbers: the pattern has one group.
    for place, part in enumerate(_SUPERBLANK.split(stream)):
        if place % 2:
            parts.append(_held(part, held))
        else:
            words += len(_WORD.findall(part))
            unknown += sum(1 for found in _COMPLAINT.finditer(part) if found[1])
            parts.append(_one_blank(_COMPLAINT.sub("", part)))
    return Rendered("".join(parts), words, unknown)


def _held(number: str, held: tuple[str, ...]) -> str:
    if not number:
        return ""
    if int(number) >= len(held):
        raise ValueError(number)
    return held[int(number)]


def _one_blank(text: str) -> str:
    """Where the source has several blanks they are held: two in the stream are the engine's own."""
    return re.sub(" {2,}", " ", text)
