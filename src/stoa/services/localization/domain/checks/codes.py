"""Codes: each of the source once, and pairs well nested."""

from collections import Counter
from collections.abc import Iterable, Iterator

from stoa.services.localization.domain.checks.finding import Rendering
from stoa.services.localization.domain.coded import CodedText, index_of, marks_in
from stoa.services.localization.domain.inline.pairs import misplaced


def codes_missing(pair: Rendering) -> Iterator[dict[str, str]]:
    for markup in _more(_markup(pair.source), _markup(pair.target)):
        yield {"code": markup}


def codes_added(pair: Rendering) -> Iterator[dict[str, str]]:
    """Those that the source has not, or has less often; marks without a code too."""
    for markup in _more(_markup(pair.target), _markup(pair.source)):
        yield {"code": markup}


def codes_crossed(pair: Rendering) -> Iterator[dict[str, str]]:
    marks = [index_of(sign) for sign in marks_in(pair.target.text)]
    for index in sorted(misplaced(marks, pair.target)):
        yield {"code": pair.target.codes[index].markup}


def _more(one: list[str], other: list[str]) -> Iterable[str]:
    """What stands more often in one than in the other."""
    return () if one == other else (Counter(one) - Counter(other)).elements()


def _markup(text: CodedText) -> list[str]:
    return [
        text.codes[index_of(sign)].markup if index_of(sign) < len(text.codes) else ""
        for sign in marks_in(text.text)
    ]
