"""Lists that stand in one line: 1. First 2. Second; a) here b) there; • this • that."""

from collections.abc import Iterator
from itertools import pairwise
from string import ascii_lowercase

from stoa.services.localization.domain.sentences.rules.signs import ALONE, BULLET, CLOSING, DASHES, ENDS
from stoa.services.localization.domain.sentences.srx import Rule

_ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"]
_ROWS = [[str(number) for number in range(1, 61)], list(ascii_lowercase), _ROMAN]
PAIRS = [pair for row in _ROWS for pair in pairwise(row)]
"""Labels that follow one another. No capitals: J. Lee and K. Lund are no list."""

MARK = r"(?:\.\)?|\))"
BETWEEN = r"\s[^\n]{1,300}?\s"
LABEL = rf"{ALONE}(?:\d{{1,2}}|\p{{L}}|[ivx]{{1,4}})"
"""Whatever may be one of them: a quick look that spares most of the slow ones."""


def labels() -> Iterator[Rule]:
    yield Rule(False, BULLET + r"\s*", in_ascii=False)
    yield Rule(False, _first())
    yield Rule(False, _further())


def items() -> Iterator[Rule]:
    yield Rule(True, r"\s+", BULLET + r"\s?\S", in_ascii=False)
    ways = "|".join(rf"(?<={ALONE}{one}\.?.){BETWEEN}(?={two}(?:\.\)?\s\P{{Ll}}|\)\s))" for one, two in PAIRS)
    yield Rule(True, rf"[.)](?<={LABEL}\.?.)(?=\s)(?:{ways})")


def _first() -> str:
    """A label, or a letter as in Q. and A., at the beginning of a sentence."""
    start = rf"(?:^|[{ENDS}:;][{CLOSING}]*\s)[ \t]*(?:[{DASHES}]\s?)?|{BULLET}\s?"
    return rf"(?:{start})[(\[]?(?:\d{{1,3}}|\p{{L}})\.\)?\s+"


def _further() -> str:
    """The next label after one that stood before."""
    ways = "|".join(rf"{ALONE}{one}{MARK}\s[^\n]{{1,300}}?\s{two}" for one, two in PAIRS)
    return rf"(?:{ways})(?<={LABEL}){MARK}\s+"
