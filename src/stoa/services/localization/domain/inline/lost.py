"""Marks that an engine lost, put back where there is one place for them."""

from collections.abc import Sequence

from stoa.services.localization.domain.coded import CodedText, is_mark, mark
from stoa.services.localization.domain.inline.pairs import pairs_of
from stoa.services.localization.domain.inline.repairs import Mended
from stoa.services.localization.domain.inline.sequence import Token, read_marks


def put_back_lost(reply: Sequence[Token], source: CodedText) -> Mended:
    """Pairs around all, around a mark or around words that came back as they were; marks beside a mark."""
    mended = list(reply)
    lost = {at for at in range(len(source.codes)) if at not in mended}
    for opening, closing in pairs_of(source).items():
        if {opening, closing} <= lost and _wrap(mended, source.text, opening, closing):
            lost -= {opening, closing}
    for index in sorted(lost):
        if _put_beside(mended, source.text, index):
            lost.discard(index)
    return mended, lost


def _wrap(mended: list[Token], text: str, opening: int, closing: int) -> bool:
    start, stop = text.index(mark(opening)), text.index(mark(closing))
    inside = read_marks(text[start + 1 : stop])
    if not text[:start].strip() and not text[stop + 1 :].strip():
        mended[:] = [opening, *mended, closing]
        return True
    if len(inside) != 1:
        return False
    only = inside[0]
    if isinstance(only, str):
        return _wrap_words(mended, only, opening, closing)
    if only in mended:
        at = mended.index(only)
        mended[at : at + 1] = [opening, only, closing]
    return only in mended


def _wrap_words(mended: list[Token], words: str, opening: int, closing: int) -> bool:
    """Around the words, where they came back once, as words of their own."""
    places = [
        (at, start)
        for at, one in enumerate(mended)
        if isinstance(one, str)
        for start in range(len(one))
        if one.startswith(words, start) and _stands_alone(one, start, start + len(words))
    ]
    if len(places) != 1 or not any(sign.isalnum() for sign in words):
        return False
    at, start = places[0]
    whole = str(mended[at])
    parts: list[Token] = [whole[:start], opening, words, closing, whole[start + len(words) :]]
    mended[at : at + 1] = [part for part in parts if part != ""]
    return True


def _stands_alone(text: str, start: int, stop: int) -> bool:
    around = text[start - 1 : start] + text[stop : stop + 1]
    return not any(sign.isalnum() for sign in around)


def _put_beside(mended: list[Token], text: str, index: int) -> bool:
    """Beside a mark that it touches in the source."""
    place = text.index(mark(index))
    for beside, offset in ((text[place - 1 : place], 1), (text[place + 1 : place + 2], 0)):
        touched = read_marks(beside)
        if touched and is_mark(beside) and touched[0] in mended:
            mended.insert(mended.index(touched[0]) + offset, index)
            return True
    return False
