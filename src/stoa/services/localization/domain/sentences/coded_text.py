"""Text with inline codes, as sentence rules see it, and where the codes beside a break go.

Codes that open or close mark-up have no width: the rules look through them. One that stands alone is a
sign of its own, save a line break, which is a space."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from stoa.services.localization.domain.coded import CodedText, CodeKind, index_of, is_mark, mark

_LINE_BREAK = regex.compile(r"<br\b|\\r|\\n", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class View:
    """text: what the rules read. at: where each of its signs stands in the coded text."""

    text: str
    at: Sequence[int]


def seen(coded: CodedText) -> View:
    if not coded.codes:
        return View(coded.text, range(len(coded.text)))
    shown = [(place, _shown(coded, sign)) for place, sign in enumerate(coded.text)]
    kept = [(place, sign) for place, sign in shown if sign]
    return View("".join(sign for _, sign in kept), [place for place, _ in kept])


def _shown(coded: CodedText, sign: str) -> str:
    if not is_mark(sign) or index_of(sign) >= len(coded.codes):
        return sign
    code = coded.codes[index_of(sign)]
    if code.kind is not CodeKind.ALONE:
        return ""
    return " " if _LINE_BREAK.match(code.markup) else sign


def placed(coded: CodedText, view: View, places: Sequence[int]) -> list[int]:
    """Breaks of the view as places in the coded text: after whatever closes, before whatever opens, and never
    inside a pair that begins or ends within a sentence."""
    if not coded.codes:
        return list(places)
    return _outside_pairs(coded, [_boundary(coded, view, place) for place in places])


def _boundary(coded: CodedText, view: View, place: int) -> int:
    """Between the last sign of one sentence and the first of the next: before the first code that opens there
    and does not close there too, else before the next sentence."""
    last = place - 1
    while last > 0 and view.text[last].isspace():
        last -= 1
    begin, end = view.at[last] + 1, view.at[place]
    opened: list[int] = []
    for here in range(begin, end):
        kind = _kind(coded, coded.text[here])
        if kind is CodeKind.OPEN:
            opened.append(here)
        elif kind is CodeKind.CLOSE and opened:
            opened.pop()
    return opened[0] if opened else end


def _kind(coded: CodedText, sign: str) -> CodeKind | None:
    return coded.codes[index_of(sign)].kind if is_mark(sign) and index_of(sign) < len(coded.codes) else None


def _outside_pairs(coded: CodedText, breaks: list[int]) -> list[int]:
    """Without those in a pair that does not hold whole sentences. Taking one away can show that another pair
    holds none either."""
    pairs = _pairs(coded)
    while True:
        edges = {0, *breaks, len(coded.text)}
        kept = breaks
        for begin, end in pairs:
            if not (_at_edge(coded, begin, -1, edges) and _at_edge(coded, end, 1, edges)):
                kept = [one for one in kept if not begin < one < end]
        if len(kept) == len(breaks):
            return kept
        breaks = kept


def _at_edge(coded: CodedText, place: int, step: int, edges: set[int]) -> bool:
    """From the place nothing but other codes and spaces stands on the way to an edge."""
    while place not in edges:
        sign = coded.text[place - 1] if step < 0 else coded.text[place]
        if not (sign.isspace() or is_mark(sign)):
            return False
        place += step
    return True


def _pairs(coded: CodedText) -> list[tuple[int, int]]:
    """From the code that opens to behind the one that closes."""
    opened: dict[int | None, int] = {}
    pairs = []
    for place, sign in enumerate(coded.text):
        kind = _kind(coded, sign)
        if kind is CodeKind.OPEN:
            opened[coded.codes[index_of(sign)].pair] = place
        elif kind is CodeKind.CLOSE:
            begin = opened.get(coded.codes[index_of(sign)].pair)
            if begin is not None:
                pairs.append((begin, place + 1))
    return pairs


def part(coded: CodedText, begin: int, end: int) -> CodedText:
    """The text between two places, with the codes that stand there, numbered from 0. A pair that was cut
    leaves each part its half."""
    text = coded.text[begin:end]
    used = sorted({index_of(sign) for sign in text if is_mark(sign) and index_of(sign) < len(coded.codes)})
    number = {mark(old): mark(new) for new, old in enumerate(used)}
    renamed = "".join(number.get(sign, sign) for sign in text)
    return CodedText(renamed, tuple(coded.codes[old] for old in used))
