"""Coded texts on their way through a translation engine, as strings in which each code is a mark it leaves alone."""

import re
from collections.abc import Sequence
from enum import StrEnum
from html import escape, unescape

from stoa.services.localization.domain.coded import CodedText, index_of, is_mark, mark
from stoa.services.localization.domain.inline.pairs import pairs_of


class Style(StrEnum):
    """SIGNS: private-use characters, for engines that take plain text and leave unknown characters as they are.

    TAGS: `<g id="0">…</g>` and `<x id="1"></x>`, text encoded, for engines that take HTML or XML.
    """

    SIGNS = "signs"
    TAGS = "tags"


_TAG = re.compile(r"""<\s*(?P<end>/?)\s*(?P<name>[gx])\b(?:\s+id\s*=\s*["'“”]?\s*(?P<id>\d+)[^>]*)?>""", re.I)


def mask(text: CodedText, style: Style) -> str:
    """What is handed to the engine."""
    if style is Style.SIGNS:
        return text.text
    whole = pairs_of(text)
    return "".join(
        _as_tag(text, index_of(s), whole) if is_mark(s) else escape(s, quote=False) for s in text.text
    )


def tokens(reply: str, source: CodedText, style: Style) -> list[str | int]:
    """What the engine answered, as words and indexes of codes, in order; anything may be wrong with them.

    An end tag that belongs to no tag before it is taken for the end of the only pair that misses one.
    """
    if style is Style.SIGNS:
        return [
            index_of(part) if is_mark(part) else part for part in re.split("([\ue000-\uf8ff])", reply) if part
        ]
    return _from_tags(reply, source)


def _as_tag(text: CodedText, index: int, whole: dict[int, int]) -> str:
    if index in whole:
        return f'<g id="{index}">'
    return "</g>" if index in whole.values() else f'<x id="{index}"></x>'


def _from_tags(reply: str, source: CodedText) -> list[str | int]:
    whole = pairs_of(source)
    found: list[str | int] = []
    opened: list[int] = []
    at = 0
    for tag in _TAG.finditer(reply):
        if words := unescape(reply[at : tag.start()]):
            found.append(words)
        at = tag.end()
        if tag["id"] and not tag["end"]:
            found.append(int(tag["id"]))
            if tag["name"].lower() == "g":
                opened.append(int(tag["id"]))
        elif tag["end"] and tag["name"].lower() == "g" and opened:
            found.append(whole.get(opened.pop(), len(source.codes)))
        elif tag["end"] and tag["name"].lower() == "g":
            found += _only_unclosed(found, whole)
    if words := unescape(reply[at:]):
        found.append(words)
    return found


def _only_unclosed(found: Sequence[str | int], whole: dict[int, int]) -> list[int]:
    missing = [close for close in whole.values() if close not in found]
    return missing if len(missing) == 1 else []


def written(found: Sequence[str | int]) -> str:
    """The other way of `tokens`: the text of a coded text."""
    return "".join(part if isinstance(part, str) else mark(part) for part in found)
