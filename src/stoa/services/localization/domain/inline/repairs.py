"""Repairs of marks that an engine lost, doubled or crossed. None of them guesses where something belongs.

Each takes words and indexes of codes in the order of the reply, and the source. It returns them mended, and the
indexes of codes that are beyond repair.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from stoa.services.localization.domain.coded import CodedText, index_of, is_mark
from stoa.services.localization.domain.inline.pairs import misplaced, pairs_of

Token = str | int
Mended = tuple[list[Token], set[int]]


def drop_foreign(found: Sequence[Token], source: CodedText) -> Mended:
    """A mark that the source has not says nothing: it goes."""
    return [one for one in found if isinstance(one, str) or one < len(source.codes)], set()


def drop_doubled(found: Sequence[Token], source: CodedText) -> Mended:
    """Of two that follow each other without words one goes; a pair that was split in two at a blank is joined."""
    mended: list[Token] = []
    pairs = pairs_of(source)
    for one in found:
        last = _last_marks(mended)
        if one in last:
            continue
        if isinstance(one, int) and one in pairs and pairs[one] in last and one in mended:
            mended.remove(pairs[one])
            continue
        mended.append(one)
    counts = Counter(one for one in mended if isinstance(one, int))
    return mended, {one for one, count in counts.items() if count > 1}


def _last_marks(found: Sequence[Token]) -> set[int]:
    """Those at the end, with nothing but blanks behind."""
    last: set[int] = set()
    for one in reversed(found):
        if isinstance(one, int):
            last.add(one)
        elif one.strip():
            break
    return last


def put_back_lost(found: Sequence[Token], source: CodedText) -> Mended:
    """What stands at an edge of the source, beside a mark that is there, or around words that came back as they were."""
    mended = list(found)
    pairs = pairs_of(source)
    lost = {at for at in range(len(source.codes)) if at not in mended}
    for opening, closing in pairs.items():
        if {opening, closing} <= lost and _wrap(mended, source, opening, closing):
            lost -= {opening, closing}
    for at in sorted(lost):
        if _put_beside(mended, source, at):
            lost.discard(at)
    return mended, lost


def _wrap(mended: list[Token], source: CodedText, opening: int, closing: int) -> bool:
    text = source.text
    start, stop = _place(text, opening), _place(text, closing)
    before, inside, after = text[:start], text[start + 1 : stop], text[stop + 1 :]
    if not _says(before) and not _says(after):
        return _wrap_all(mended, before, after, opening, closing)
    if len(inside) == 1 and is_mark(inside) and index_of(inside) in mended:
        at = mended.index(index_of(inside))
        mended[at : at + 1] = [opening, mended[at], closing]
        return True
    return not any(map(is_mark, inside)) and _wrap_words(mended, inside, opening, closing)


def _wrap_all(mended: list[Token], before: str, after: str, opening: int, closing: int) -> bool:
    """Behind the marks that stand before it in the source, and before those behind it."""
    outside_left = {index_of(sign) for sign in before if is_mark(sign)}
    outside_right = {index_of(sign) for sign in after if is_mark(sign)}
    start = 0
    while start < len(mended) and mended[start] in outside_left:
        start += 1
    stop = len(mended)
    while stop > start and mended[stop - 1] in outside_right:
        stop -= 1
    mended.insert(stop, closing)
    mended.insert(start, opening)
    return not before.strip() and not after.strip() if not (outside_left or outside_right) else True


def _wrap_words(mended: list[Token], words: str, opening: int, closing: int) -> bool:
    """Around the words, where they came back once, as words of their own."""
    if not any(sign.isalnum() for sign in words):
        return False
    places = [
        (at, start)
        for at, one in enumerate(mended)
        if isinstance(one, str)
        for start in range(len(one))
        if one.startswith(words, start) and _stands_alone(one, start, start + len(words))
    ]
    if len(places) != 1:
        return False
    at, start = places[0]
    whole = str(mended[at])
    parts: list[Token] = [whole[:start], opening, words, closing, whole[start + len(words) :]]
    mended[at : at + 1] = [part for part in parts if part != ""]
    return True


def _stands_alone(text: str, start: int, stop: int) -> bool:
    around = text[start - 1 : start] + text[stop : stop + 1]
    return not any(sign.isalnum() for sign in around)


def _put_beside(mended: list[Token], source: CodedText, lost: int) -> bool:
    """Beside a mark that it touches in the source, unless words or blanks are between."""
    neighbours = [sign for sign in source.text if is_mark(sign)]
    place = _place(source.text, lost)
    for side, offset in ((-1, 1), (1, 0)):
        beside = source.text[place + side : place + side + 1] if place + side >= 0 else ""
        if beside in neighbours and index_of(beside) in mended:
            mended.insert(mended.index(index_of(beside)) + offset, lost)
            return True
    return False


def order_nested(found: Sequence[Token], source: CodedText) -> Mended:
    """Marks that stand together without words between them may change places: ends first, then beginnings."""
    mended = list(found)
    if not misplaced(mended, source):
        return mended, set()
    for start, stop in _clusters(mended):
        marks = [one for one in mended[start:stop] if isinstance(one, int)]
        sorted_marks = iter(_nested(marks, mended, source))
        mended[start:stop] = [
            next(sorted_marks) if isinstance(one, int) else one for one in mended[start:stop]
        ]
    return mended, misplaced(mended, source)


def _clusters(found: Sequence[Token]) -> list[tuple[int, int]]:
    cuts = [-1, *(at for at, one in enumerate(found) if isinstance(one, str) and one.strip()), len(found)]
    return [(left + 1, right) for left, right in pairwise(cuts) if right - left > 2]


def _nested(marks: list[int], found: Sequence[Token], source: CodedText) -> list[int]:
    place = {one: at for at, one in enumerate(found) if isinstance(one, int)}
    pairs = pairs_of(source)
    partner = pairs | {closing: opening for opening, closing in pairs.items()}
    ends = [one for one in marks if one in pairs.values() and partner[one] not in marks]
    begins = [one for one in marks if one in pairs and partner[one] not in marks]
    others = [one for one in marks if one not in ends and one not in begins]
    ends.sort(key=lambda one: -place[partner[one]])
    begins.sort(key=lambda one: -place[partner[one]])
    return [*ends, *sorted(others), *begins]


def _place(text: str, index: int) -> int:
    return next(at for at, sign in enumerate(text) if is_mark(sign) and index_of(sign) == index)


def _says(text: str) -> bool:
    return any(sign.isalnum() for sign in text if not is_mark(sign))
