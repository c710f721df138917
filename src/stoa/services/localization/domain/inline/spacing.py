"""Blanks around marks, as the source has them."""

from collections.abc import Sequence

from stoa.services.localization.domain.coded import CodedText, CodeKind, mark
from stoa.services.localization.domain.inline.repairs import Mended
from stoa.services.localization.domain.inline.sequence import Token, read_marks, written


def space_as_source(reply: Sequence[Token], source: CodedText) -> Mended:
    """Blanks that came between a mark and what it touched in the source go, from inside a pair to outside.

    A blank that was lost comes back where two words would stand together otherwise.
    """
    text = written(reply)
    for index, code in enumerate(source.codes):
        touched = _around(source.text, index)
        if touched is not None:
            text = _after(text, index, touched[1], inside=code.kind is CodeKind.OPEN)
            text = _before(text, index, touched[0], inside=code.kind is CodeKind.CLOSE)
    return read_marks(text), set()


def _around(text: str, index: int) -> tuple[str, str] | None:
    at = text.find(mark(index))
    return None if at < 0 else (text[at - 1 : at] if at else "", text[at + 1 : at + 2])


def _after(text: str, index: int, touched: str, *, inside: bool) -> str:
    at = text.find(mark(index)) + 1
    blanks = len(text[at:]) - len(text[at:].lstrip(" "))
    if blanks and touched != " ":
        rest = text[at + blanks :]
        if inside:
            outer = text[: at - 1]
            return f"{outer}{'' if not outer or outer.endswith(' ') else ' '}{text[at - 1]}{rest}"
        if rest[:1] == touched and touched and not touched.isalnum():
            return text[:at] + rest
    elif touched == " " and not blanks and _is_spaced_letter(text[at : at + 1]):
        return f"{text[:at]} {text[at:]}"
    return text


def _before(text: str, index: int, touched: str, *, inside: bool) -> str:
    at = text.find(mark(index))
    blanks = len(text[:at]) - len(text[:at].rstrip(" "))
    if blanks and touched != " ":
        start = text[: at - blanks]
        if inside:
            outer = text[at + 1 :]
            gap = "" if not outer or not outer[0].isalnum() else " "
            return f"{start}{text[at]}{gap}{outer}"
        if start[-1:] == touched and touched and not touched.isalnum():
            return start + text[at:]
    elif touched == " " and not blanks and _is_spaced_letter(text[at - 1 : at]):
        return f"{text[:at]} {text[at:]}"
    return text


def _is_spaced_letter(sign: str) -> bool:
    """Of Latin, Greek or Cyrillic script, which set words apart and join no article to them."""
    return sign.isalpha() and (sign < "\u0530" or "\u1e00" <= sign < "\u2000")
