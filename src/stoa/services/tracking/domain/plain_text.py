"""What people type, as safe HTML: paragraphs, lines, and addresses of the web that lead where they say."""

import re
from html import escape

_ADDRESS = re.compile(r"https?://[^\s<>\"']{1,2000}", re.I)
_MISLEADS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|//[^/?#]*[@\\]")
"""Signs that steer the direction of writing, and words before the host: such an address reads as another than
it leads to. A backslash is a slash to browsers. Source: Unicode Standard Annex 9, 2; RFC 3986, 7.6."""
_BETWEEN_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n\s*")
_AFTER_AN_ADDRESS = ".,;:!?…»”’*_"
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def paragraphs(text: str) -> str:
    """An empty line ends a paragraph; any other end of a line is kept."""
    parts = [part.strip() for part in _BETWEEN_PARAGRAPHS.split(text.strip())]
    return "".join(f"<p>{_lines(part)}</p>" for part in parts if part)


def one_line(text: str) -> str:
    return escape(" ".join(text.split()))


def _lines(text: str) -> str:
    return "<br>".join(_linked(line.strip()) for line in text.split("\n"))


def _linked(line: str) -> str:
    said, at = "", 0
    for found in _ADDRESS.finditer(line):
        address = _without_what_follows(found[0])
        if _MISLEADS.search(address):
            continue
        shown = escape(address)
        said += escape(line[at : found.start()])
        said += f'<a href="{shown}" rel="nofollow noopener noreferrer">{shown}</a>'
        at = found.start() + len(address)
    return said + escape(line[at:])


def _without_what_follows(address: str) -> str:
    """A full stop or a bracket at the end belongs to the sentence, unless the bracket was opened within."""
    while address:
        last = address[-1]
        opened = _BRACKETS.get(last)
        unopened = opened is not None and address.count(opened) < address.count(last)
        if last not in _AFTER_AN_ADDRESS and not unopened:
            break
        address = address[:-1]
    return address
