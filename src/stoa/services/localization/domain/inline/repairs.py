"""Repairs of marks that an engine invented, doubled or crossed. None of them guesses where something belongs.

A repair takes the reply in its order, and the source. It returns the reply mended, and the indexes of codes
that are beyond repair.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.inline.pairs import misplaced, pairs_of
from stoa.services.localization.domain.inline.sequence import Token

Mended = tuple[list[Token], set[int]]


def drop_foreign(reply: Sequence[Token], source: CodedText) -> Mended:
    """A mark that the source has not says nothing: it goes."""
    return [one for one in reply if isinstance(one, str) or one < len(source.codes)], set()


def drop_doubled(reply: Sequence[Token], source: CodedText) -> Mended:
    """Of two without words between one goes; a pair that was split in two at a blank is joined."""
    mended: list[Token] = []
    pairs = pairs_of(source)
    for one in reply:
        last = _last_marks(mended)
        if one in last:
            while mended and isinstance(mended[-1], str):
                mended.pop()
            continue
        if one in pairs and pairs[int(one)] in last and one in mended:
            mended.remove(pairs[int(one)])
            continue
        mended.append(one)
    counts = Counter(one for one in mended if isinstance(one, int))
    return mended, {one for one, count in counts.items() if count > 1}


def _last_marks(reply: Sequence[Token]) -> set[Token]:
    """Those at the end, with nothing but blanks behind."""
    last: set[Token] = set()
    for one in reversed(reply):
        if isinstance(one, int):
            last.add(one)
        elif one.strip():
            break
    return last


def order_nested(reply: Sequence[Token], source: CodedText) -> Mended:
    """Marks without words between them may change places: as in the source, else as their partners want."""
    mended = list(reply)
    wrong = misplaced(reply, source)
    for as_source in (True, False):
        if not wrong:
            break
        mended = list(reply)
        for start, stop in _clusters(mended):
            marks = [one for one in mended[start:stop] if isinstance(one, int)]
            nested = iter(_nested(marks, mended, source, as_source=as_source))
            mended[start:stop] = [next(nested) if isinstance(one, int) else one for one in mended[start:stop]]
        wrong = misplaced(mended, source)
    return mended, wrong


def _clusters(reply: Sequence[Token]) -> list[tuple[int, int]]:
    """Start and stop of each stretch with nothing but marks and blanks."""
    cuts = [-1, *(at for at, one in enumerate(reply) if isinstance(one, str) and one.strip()), len(reply)]
    return [(left + 1, right) for left, right in pairwise(cuts) if right - left > 2]


def _nested(marks: list[int], reply: Sequence[Token], source: CodedText, *, as_source: bool) -> list[int]:
    """marks: of one cluster. Ends come first and beginnings last; what begins last ends first."""
    place = {one: at for at, one in enumerate(reply) if isinstance(one, int)}
    pairs = pairs_of(source)
    partner = pairs | {closing: opening for opening, closing in pairs.items()}
    ends = [one for one in marks if one in pairs.values() and partner[one] not in marks]
    begins = [one for one in marks if one in pairs and partner[one] not in marks]
    others = [one for one in marks if one not in ends and one not in begins]
    for halves in (ends, begins):
        halves.sort(key=lambda one: one if as_source else -place[partner[one]])
    return [*ends, *sorted(others), *begins]
