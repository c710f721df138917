"""Codes that belong together, and whether they stand around what they should."""

from collections.abc import Sequence

from stoa.services.localization.domain.coded import CodedText, CodeKind
from stoa.services.localization.domain.inline.sequence import Token


def pairs_of(text: CodedText) -> dict[int, int]:
    """The index of the CLOSE of each OPEN. A half whose other is not in the text is in no pair."""
    opened = {code.pair: at for at, code in enumerate(text.codes) if code.kind is CodeKind.OPEN}
    closed = {code.pair: at for at, code in enumerate(text.codes) if code.kind is CodeKind.CLOSE}
    return {opened[pair]: closed[pair] for pair in opened if pair in closed}


def misplaced(sequence: Sequence[Token], source: CodedText) -> set[int]:
    """Indexes of codes of pairs that end before they begin, or cross another."""
    pairs = pairs_of(source)
    opens = {closing: opening for opening, closing in pairs.items()}
    wrong: set[int] = set()
    opened: list[int] = []
    for one in sequence:
        if not isinstance(one, int):
            continue
        if one in pairs:
            opened.append(one)
        elif one in opens:
            if opens[one] not in opened:
                wrong |= {one, opens[one]}
                continue
            while (last := opened.pop()) != opens[one]:
                wrong |= {last, pairs[last], one, opens[one]}
    return wrong | {half for opening in opened for half in (opening, pairs[opening])}
