"""A page: the html of an object at one level, with real addresses, anchors and orderly headings.

The html comes sanitised. What could run is left out here once more, because a page is inlined in the player.
Whoever changes what comes out counts up `WAY` in commands/rendering.py: unchanged objects are not rendered.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from urllib.parse import unquote

ANCHORED = frozenset({"p", "li", "dt", "dd", "pre", "figure", "table", "h1", "h2", "h3", "h4", "h5", "h6"})
"""What gets an id `p-1`, `p-2`... in reading order: a reader's place is kept to one of these."""

_VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr"})
_NEVER = frozenset(
    {"script", "style", "template", "iframe", "object", "embed", "form", "base", "meta", "link"}
)
_ADDRESSES = frozenset({"src", "href", "poster"})
_HEADING = re.compile(r"h([1-6])")
_RUNS = re.compile(r"[\s\x00-\x1f]*(?:java|vb)script:", re.IGNORECASE)
_OUTSIDE = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shown:
    """Where a media entry lies; width and height in pixels if it is an image that says so."""

    address: str
    size: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """media: by name. objects: ids of the learning objects of the document."""

    media: Mapping[str, Shown]
    objects: frozenset[str]


@dataclass(frozen=True, slots=True)
class Page:
    """media: names of the entries it shows. targets: ids of the objects it links to.

    missing: addresses that lead nowhere, left out.
    """

    html: str
    anchors: int
    media: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    missing: tuple[str, ...] = ()


def render(html: str, surroundings: Surroundings) -> Page:
    writer = _Writer(surroundings)
    writer.feed(html)
    writer.close()
    return Page(
        html="".join(writer.written),
        anchors=writer.anchors,
        media=frozenset(writer.media),
        targets=frozenset(writer.targets),
        missing=tuple(writer.missing),
    )


@dataclass(slots=True)
class _Open:
    """An element that is not closed yet. name: as written, None when it was left out."""

    tag: str
    name: str | None


@dataclass(slots=True)
class _Outline:
    """Levels of the headings above, as the source numbers them."""

    levels: list[int] = field(default_factory=list)

    def place(self, level: int) -> int:
        """The object's title is the first level; no level below it is skipped."""
        while self.levels and self.levels[-1] >= level:
            self.levels.pop()
        self.levels.append(level)
        return min(1 + len(self.levels), 6)


class _Writer(HTMLParser):
    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__(convert_charrefs=True)
        self.written: list[str] = []
        self.anchors = 0
        self.media: set[str] = set()
        self.targets: set[str] = set()
        self.missing: list[str] = []
        self._surroundings = surroundings
        self._outline = _Outline()
        self._open: list[_Open] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _NEVER:
            self._silent += tag not in _VOID
            return
        if self._silent:
            return
        given = {key: value or "" for key, value in attrs if not key.startswith("on") and key != "style"}
        name = self._name(tag)
        if self._lost(tag, given):
            if tag not in _VOID:
                self._open.append(_Open(tag, None))
            elif given.get("alt"):
                self.written.append(escape(given["alt"]))
            return
        self._write_start(tag, name, given)
        if tag not in _VOID:
            self._open.append(_Open(tag, name))

    def handle_endtag(self, tag: str) -> None:
        if tag in _NEVER:
            self._silent = max(0, self._silent - (tag not in _VOID))
            return
        if self._silent or tag not in {element.tag for element in self._open}:
            return
        while True:
            element = self._open.pop()
            if element.name:
                self.written.append(f"</{element.name}>")
            if element.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.written.append(escape(data))

    def close(self) -> None:
        super().close()
        self._silent = 0
        while self._open:
            self.handle_endtag(self._open[-1].tag)

    def _name(self, tag: str) -> str:
        heading = _HEADING.fullmatch(tag)
        return f"h{self._outline.place(int(heading[1]))}" if heading else tag

    def _lost(self, tag: str, given: dict[str, str]) -> bool:
        """Whether an element stands for something that is not there. Puts real addresses into the others."""
        for key in _ADDRESSES & given.keys():
            address = self._address(tag, given, given[key])
            if address is None:
                self.missing.append(given[key])
                return True
            given[key] = address
        return False

    def _address(self, tag: str, given: dict[str, str], written: str) -> str | None:
        if written.startswith("media:"):
            return self._media_address(tag, given, written.removeprefix("media:"))
        if written.startswith("object:"):
            target, mark, fragment = written.removeprefix("object:").partition("#")
            if target.lower() not in self._surroundings.objects:
                return None
            self.targets.add(target.lower())
            return f"./{target.lower()}{mark}{_own(fragment)}"
        if written.startswith("#"):
            return f"#{_own(written[1:])}"
        if _RUNS.match(written):
            return None
        if tag == "a" and _OUTSIDE.match(written):
            given["rel"] = "noopener noreferrer"
        return written

    def _media_address(self, tag: str, given: dict[str, str], written: str) -> str | None:
        bare, mark, fragment = written.partition("#")
        name = next((name for name in (bare, unquote(bare)) if name in self._surroundings.media), None)
        if name is None:
            return None
        shown = self._surroundings.media[name]
        self.media.add(name)
        if tag == "img":
            given |= {"loading": "lazy", "decoding": "async"}
            given.setdefault("alt", "")
            if shown.size:
                given["width"], given["height"] = (str(side) for side in shown.size)
        return f"{shown.address}{mark}{fragment}"

    def _write_start(self, tag: str, name: str, given: dict[str, str]) -> None:
        own = given.pop("id", "")
        mark = f'<span id="{escape(_own(own))}"></span>' if own else ""
        if tag in ANCHORED:
            self.anchors += 1
            given = {"id": f"p-{self.anchors}", **given}
        elif mark:
            given, mark = {"id": _own(own), **given}, ""
        attributes = "".join(f' {key}="{escape(value)}"' for key, value in given.items())
        start = f"<{name}{attributes}>"
        # Nothing but rows may stand in a table, so its own mark goes before it.
        self.written.append(mark + start if tag == "table" else start + mark)


def _own(fragment: str) -> str:
    """An id of the source, apart from the ids of the page it is inlined in."""
    return f"s-{fragment}" if fragment else ""
