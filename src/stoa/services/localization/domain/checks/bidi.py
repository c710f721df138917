"""Marks that steer the direction of writing. Source: Unicode Standard Annex 9, 2.1 to 2.7."""

import re
from collections.abc import Iterator

from stoa.services.localization.domain.checks.finding import Rendering

_EMBEDDING = "\u202a\u202b\u202d\u202e"
_END_OF_EMBEDDING = "\u202c"
_ISOLATE = "\u2066\u2067\u2068"
_END_OF_ISOLATE = "\u2069"
_STEERING = re.compile(f"[{_EMBEDDING}{_END_OF_EMBEDDING}{_ISOLATE}{_END_OF_ISOLATE}]")
_OVERRIDES = "\u202d\u202e"


def bidi_unclosed(pair: Rendering) -> Iterator[dict[str, str]]:
    """What begins another direction does not end, or ends twice: it would turn the rest of the page."""
    opened: list[str] = []
    for sign in _STEERING.findall(pair.target.text):
        if sign in _EMBEDDING:
            opened.append(_END_OF_EMBEDDING)
        elif sign in _ISOLATE:
            opened.append(_END_OF_ISOLATE)
        elif not opened or opened.pop() != sign:
            yield {"mark": f"U+{ord(sign):04X}"}
            return
    if opened:
        yield {"mark": f"U+{ord(opened[-1]):04X}"}


def bidi_override(pair: Rendering) -> Iterator[dict[str, str]]:
    """Letters are forced into a direction that the source does not force: text would read backwards."""
    for sign in _OVERRIDES:
        if sign in pair.target.text and sign not in pair.source.text:
            yield {"mark": f"U+{ord(sign):04X}"}
