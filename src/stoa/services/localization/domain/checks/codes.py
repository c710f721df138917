"""Codes: each of the source once, and pairs well nested."""

from collections import Counter
from collections.abc import Iterator

from stoa.services.localization.domain.checks.finding import Rendering
from stoa.services.localization.domain.coded import CodedText, index_of, is_mark
from stoa.services.localization.domain.inline.pairs import misplaced


def codes_missing(pair: Rendering) -> Iterator[dict[str, str]]:
    wanted, found = _markup(pair.source), _markup(pair.target)
    for markup in (wanted - found).elements():
        yield {"code": markup}


def codes_added(pair: Rendering) -> Iterator[dict[str, str]]:
    """Those that the source has not, or has less often; marks without a code too."""
    wanted, found = _markup(pair.source), _markup(pair.target)
    for markup in (found - wanted).elements():
        yield {"code": markup}


def codes_crossed(pair: Rendering) -> Iterator[dict[str, str]]:
    marks = [index_of(sign) for sign in pair.target.text if is_mark(sign)]
    for index in sorted(misplaced(marks, pair.target)):
        yield {"code": pair.target.codes[index].markup}


def _markup(text: CodedText) -> Counter[str]:
    return Counter(
        text.codes[index_of(sign)].markup if index_of(sign) < len(text.codes) else ""
        for sign in text.text
        if is_mark(sign)
    )
