"""HTML as a sequence of tags and texts. It is expected to be sanitised; what is no tag is text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

_VALUE = r"""(?:"[^"]*"|'[^']*'|[^\s>"']+)"""
_TAG = re.compile(
    rf"<!--.*?-->|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)(?P<attributes>(?:\s+[^\s=>/]+(?:\s*=\s*{_VALUE})?)*)\s*/?>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(rf"\s(?P<name>[^\s=>/]+)\s*=\s*(?P<value>{_VALUE})")
_ENCODED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\N{NO-BREAK SPACE}": "&nbsp;"}
_IN_TEXT = str.maketrans(_ENCODED)
_IN_ATTRIBUTE = str.maketrans(_ENCODED | {'"': "&quot;"})


@dataclass(frozen=True, slots=True)
class Tag:
    """name: in lower case; empty for a comment."""

    raw: str
    name: str
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Attribute:
    """value: decoded. start, stop: where it stands in the tag, with its quotation marks if it has some."""

    name: str
    value: str
    start: int
    stop: int


def read(html: str) -> Iterator[Tag | str]:
    """Tags, and the raw text between them; joined they are `html`."""
    at = 0
    for found in _TAG.finditer(html):
        if found.start() > at:
            yield html[at : found.start()]
        yield Tag(found[0], (found["name"] or "").lower(), bool(found["end"]))
        at = found.end()
    if at < len(html):
        yield html[at:]


def attributes(tag: str) -> Iterator[Attribute]:
    """Those that have a value, as they follow each other. tag: raw, or anything that begins with a tag."""
    whole = _TAG.match(tag)
    if whole is None or whole["name"] is None:
        return
    for found in _ATTRIBUTE.finditer(tag, whole.start("attributes"), whole.end("attributes")):
        value = found["value"]
        bare = value[1:-1] if value[0] in "\"'" else value
        yield Attribute(found["name"].lower(), unescape(bare), found.start("value"), found.end("value"))


def encode_text(text: str) -> str:
    return text.translate(_IN_TEXT)


def encode_attribute(text: str) -> str:
    """For a value between double quotation marks."""
    return text.translate(_IN_ATTRIBUTE)
