"""A page's html and a film's lines cut into passages, each short enough to be read when one is stuck."""

from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from uuid import UUID

from stoa.services.adaptive.domain.passage import Passage

ENOUGH_WORDS = 40
"""A passage that has so many is complete at the end of its paragraph."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PARTS = frozenset({"p", "li", "dt", "dd", "pre", "figure", "table", *_HEADINGS})


def of_page(thing: UUID, title: str, html: str) -> list[Passage]:
    """Anchors are the ids that delivery gave to paragraphs."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found: list[Passage] = []
    heading, anchor, texts = "", "", list[str]()
    for part in (*reader.parts, _Part("h2", "", "")):
        if texts and (part.tag in _HEADINGS or _words(texts) >= ENOUGH_WORDS):
            found.append(Passage(thing, title, heading, anchor, " ".join(texts)))
            texts = []
        if part.tag in _HEADINGS:
            heading = part.text
        else:
            anchor = anchor if texts else part.anchor
            texts.append(part.text)
    return found


def of_cues(thing: UUID, title: str, lines: Sequence[tuple[float, str]]) -> list[Passage]:
    """lines: with the second at which each is said; it becomes the anchor, as `t=12`."""
    found: list[Passage] = []
    for at_s, texts in _gathered(lines):
        found.append(Passage(thing, title, "", f"t={at_s:.0f}", " ".join(texts)))
    return found


def _gathered(lines: Sequence[tuple[float, str]]) -> Iterator[tuple[float, list[str]]]:
    began, texts = 0.0, list[str]()
    for at_s, text in lines:
        began = began if texts else at_s
        texts.append(" ".join(text.split()))
        if _words(texts) >= ENOUGH_WORDS:
            yield began, texts
            texts = []
    if texts:
        yield began, texts


def _words(texts: Sequence[str]) -> int:
    return sum(len(text.split()) for text in texts)


class _Part:
    """A paragraph or heading that was opened. text: without breaks and double spaces."""

    def __init__(self, tag: str, anchor: str, text: str) -> None:
        self.tag = tag
        self.anchor = anchor
        self.text = text


class _Reader(HTMLParser):
    """parts: as read; one inside another belongs to the outer."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[_Part] = []
        self._open: list[str] = []
        self._text: list[str] = []
        self._anchor = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _PARTS:
            if not self._open:
                self._text, self._anchor = [], dict(attrs).get("id") or ""
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        while self._open.pop() != tag:
            """What was not closed ends with what is around it."""
        text = " ".join("".join(self._text).split())
        if not self._open and text:
            self.parts.append(_Part(tag, self._anchor, text))

    def handle_data(self, data: str) -> None:
        if self._open:
            self._text.append(data)
