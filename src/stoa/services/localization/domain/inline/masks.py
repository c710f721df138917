"""Coded texts as strings for a translation engine, in which each code is a mark that it leaves alone."""

import re
from enum import StrEnum
from html import escape, unescape

from stoa.services.localization.domain.coded import CodedText, index_of, is_mark
from stoa.services.localization.domain.inline.pairs import pairs_of
from stoa.services.localization.domain.inline.sequence import Token, read_marks


class Style(StrEnum):
    """SIGNS: private-use characters, for engines that take plain text and let the unknown be.

    TAGS: `<g id="0">…</g>` and `<x id="1"></x>`, text encoded, for engines that take HTML or XML.
    """

    SIGNS = "signs"
    TAGS = "tags"


_TAG = re.compile(
    r"""<\s*(?P<end>/?)\s*(?P<name>[gx])\b(?:\s+id\s*=\s*["'“”]?\s*(?P<id>\d+)[^>]*)?\s*>(?:\s*<\s*/\s*x\s*>)?""",
    re.IGNORECASE,
)


def mask(text: CodedText, style: Style) -> str:
    """What is handed to the engine."""
    if style is Style.SIGNS:
        return text.text
    whole = pairs_of(text)
    return "".join(
        _as_tag(index_of(sign), whole) if is_mark(sign) else escape(sign, quote=False) for sign in text.text
    )


def _as_tag(index: int, whole: dict[int, int]) -> str:
    if index in whole:
        return f'<g id="{index}">'
    return "</g>" if index in whole.values() else f'<x id="{index}"></x>'


def read_reply(reply: str, source: CodedText, style: Style) -> list[Token]:
    """What the engine answered, in order; anything may be wrong with the marks.

    An end tag that belongs to no tag before it is taken for the end of the only pair that misses one.
    """
    return read_marks(reply) if style is Style.SIGNS else _from_tags(reply, pairs_of(source))


def _from_tags(reply: str, whole: dict[int, int]) -> list[Token]:
    found: list[Token] = []
    opened: list[int] = []
    at = 0
    for tag in _TAG.finditer(reply):
        if words := unescape(reply[at : tag.start()]):
            found.append(words)
        at = tag.end()
        if tag["id"] and not tag["end"]:
            found.append(int(tag["id"]))
            if int(tag["id"]) in whole:
                opened.append(int(tag["id"]))
        elif tag["end"] and tag["name"] in "gG":
            found += [whole[opened.pop()]] if opened else _only_unclosed(found, whole)
    if words := unescape(reply[at:]):
        found.append(words)
    return found


def _only_unclosed(found: list[Token], whole: dict[int, int]) -> list[Token]:
    missing: list[Token] = [close for close in whole.values() if close not in found]
    return missing if len(missing) == 1 else []
