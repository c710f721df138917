"""A text cut into parts: segments at the ends of sentences, and what stands between them.

A part never ends within a pair of codes: what is bold over two sentences is one segment, so that every
segment is well nested by itself.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from stoa.services.localization.domain.coded import Code, CodedText, CodeKind, index_of, is_mark, mark

Ends = Callable[[CodedText, str], Sequence[int]]
"""Where the sentences of a text end, in the locale: indexes behind each, white space included."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """From start to stop of a text, without the white space around it."""

    start: int
    stop: int


def stretches(coded: CodedText, locale: str, ends: Ends) -> Iterator[Stretch]:
    """In order; together they are the text but for white space between them."""
    start = 0
    for end in _sound_ends(coded, ends(coded, locale)):
        part = coded.text[start:end]
        if part.strip():
            yield Stretch(start + len(part) - len(part.lstrip()), start + len(part.rstrip()))
            start = end


def _sound_ends(coded: CodedText, ends: Sequence[int]) -> Iterator[int]:
    """Those at which no pair of codes is open, and the end of all."""
    wanted, depth = set(ends), 0
    if not coded.codes:
        yield from (end for end in sorted(wanted) if 0 <= end < len(coded.text))
        yield len(coded.text)
        return
    for at, sign in enumerate(coded.text):
        if at in wanted and depth == 0:
            yield at
        if is_mark(sign):
            kind = coded.codes[index_of(sign)].kind
            depth += {CodeKind.OPEN: 1, CodeKind.CLOSE: -1, CodeKind.ALONE: 0}[kind]
    yield len(coded.text)


def piece_of(coded: CodedText, stretch: Stretch) -> CodedText:
    """The stretch as a text of its own, its codes counted from 0 and its pairs by their first code."""
    if not coded.codes:
        return CodedText(coded.text[stretch.start : stretch.stop])
    signs: list[str] = []
    codes: list[Code] = []
    pairs: dict[int, int] = {}
    for sign in coded.text[stretch.start : stretch.stop]:
        if not is_mark(sign):
            signs.append(sign)
            continue
        code = coded.codes[index_of(sign)]
        pair = None if code.pair is None else pairs.setdefault(code.pair, len(codes))
        signs.append(mark(len(codes)))
        codes.append(Code(code.kind, code.markup, pair))
    return CodedText("".join(signs), tuple(codes))


def back_in(coded: CodedText, stretch: Stretch, target: str) -> str:
    """A target of the stretch, with the marks that its codes have in the whole text."""
    whole = [sign for sign in coded.text[stretch.start : stretch.stop] if is_mark(sign)]
    return "".join(whole[index_of(sign)] if is_mark(sign) else sign for sign in target)
