"""How long a translation is, and whether it fits."""

import re
from collections.abc import Iterator
from math import log, sqrt
from unicodedata import category

from stoa.services.localization.domain.checks.finding import Rendering

_FROM_ENGLISH = {
    "es": 0.13, "fr": 0.17, "de": 0.16, "it": 0.14, "pt": 0.11, "ru": 0.10, "pl": 0.10, "tr": 0.06,
    "ja": -0.81, "zh": -1.07, "ko": -0.65, "ar": -0.07, "hi": 0.05, "el": 0.16, "nl": 0.15, "sv": 0.0,
    "th": -0.03, "vi": 0.09, "fi": 0.07, "cs": -0.04, "da": 0.02, "uk": 0.04, "ca": 0.12, "en": 0.0,
}  # fmt: skip
"""Mean natural logarithm of the signs of a translation over those of its English. Source: NTREX."""

_DENSE = frozenset({"ja", "zh", "ko"})
_SHORTEST = 12
"""Signs below which a length says nothing."""
_TOO_SHORT, _TOO_LONG = -3.0, 3.5
"""In standard deviations."""
_SHORT_OF_AN_END = -1.9
_END = re.compile(r"[.:?!؟।۔](?=\s|$)|[。：？！]")


def deviation(source: str, target: str, from_locale: str, to_locale: str) -> float:
    """How far from the usual length, in standard deviations; short texts vary more. 0 for an empty side."""
    signs, found = len(source.strip()), len(target.strip())
    if not signs or not found:
        return 0.0
    from_language, to_language = from_locale.split("-")[0], to_locale.split("-")[0]
    usual = _FROM_ENGLISH.get(to_language, 0.1) - _FROM_ENGLISH.get(from_language, 0.1)
    dense = 2.2 if {from_language, to_language} & _DENSE else 1.0
    return (log(found / signs) - usual) / sqrt(dense * (0.01 + 1.6 / signs))


def too_short(pair: Rendering) -> Iterator[dict[str, str]]:
    """Cut off, most likely: far below the usual, or below it and without an end that the source has."""
    if len(pair.source.words) < _SHORTEST:
        return
    cut = _ends(pair.target.words) < _ends(pair.source.words)
    if _deviation(pair) < (_SHORT_OF_AN_END if cut else _TOO_SHORT):
        yield _lengths(pair)


def too_long(pair: Rendering) -> Iterator[dict[str, str]]:
    """Said twice, or with words that nobody asked for."""
    if len(pair.source.words) >= _SHORTEST and _deviation(pair) > _TOO_LONG:
        yield _lengths(pair)


def does_not_fit(pair: Rendering) -> Iterator[dict[str, str]]:
    """More signs than its place has room for; combining marks take none."""
    if pair.room is None:
        return
    signs = sum(not category(sign).startswith("M") for sign in pair.target.words)
    if signs > pair.room:
        yield {"room": str(pair.room), "found": str(signs)}


def _ends(text: str) -> int:
    """Ends of sentences, and colons before what follows."""
    return len(_END.findall(text))


def _deviation(pair: Rendering) -> float:
    return deviation(pair.source.words, pair.target.words, pair.from_locale, pair.to_locale)


def _lengths(pair: Rendering) -> dict[str, str]:
    return {"source": str(len(pair.source.words)), "target": str(len(pair.target.words))}
