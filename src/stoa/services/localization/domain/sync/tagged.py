"""Coded texts as strings that people and programs elsewhere can read: `<g1>` and `</g1>` for a pair, `<x2/>`
for the rest. What would read like one of these is escaped."""

import re

from stoa.services.localization.domain.coded import CodedText, CodeKind, index_of, is_mark, mark

_TAG = re.compile(r"<(/?)g(\d{1,4})>|<x(\d{1,4})/>")
_NAMES = {"&": "&amp;", "<": "&lt;"}
_ESCAPED = re.compile("&(amp|lt);")


def tagged(text: CodedText) -> str:
    """Numbers are those of the codes, of a pair its beginning's, from 1."""
    return "".join(
        _tag(text, index_of(sign)) if is_mark(sign) else _NAMES.get(sign, sign) for sign in text.text
    )


def _tag(text: CodedText, index: int) -> str:
    code = text.codes[index]
    if code.kind is CodeKind.ALONE:
        return f"<x{index + 1}/>"
    if code.kind is CodeKind.OPEN:
        return f"<g{index + 1}>"
    return f"</g{_begin(text, index) + 1}>"


def _begin(text: CodedText, index: int) -> int:
    """The index of the other half; its own if that is not there."""
    pair = text.codes[index].pair
    begun = (at for at, code in enumerate(text.codes) if code.pair == pair and code.kind is CodeKind.OPEN)
    return next(begun, index) if pair is not None else index


def untagged(text: str, source: CodedText) -> CodedText:
    """With the codes of its source. Tags that the source does not have stay words, for the checks to find."""
    names = {_tag(source, index): mark(index) for index in range(len(source.codes))}
    parts: list[str] = []
    end = 0
    for found in _TAG.finditer(text):
        parts += [_words(text[end : found.start()]), names.get(found[0], found[0])]
        end = found.end()
    return CodedText("".join([*parts, _words(text[end:])]), source.codes)


def _words(text: str) -> str:
    """Characters that are marks here become U+FFFD: they came from nowhere in the source."""
    text = "".join("\ufffd" if is_mark(sign) else sign for sign in text)
    return _ESCAPED.sub(lambda found: {"amp": "&", "lt": "<"}[found[1]], text)
