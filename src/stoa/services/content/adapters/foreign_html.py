"""HTML of other systems, brought to learning content: addresses led anew, what cannot be kept named."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

from stoa.services.content.domain.html import Html, clean

Lead = Callable[[str, bool], str | None]
"""Of an address and whether it is a picture's: where it leads in the course, or None when nowhere."""

_NAMED_WHEN_LOST = {
    "script": "script",
    "form": "form",
    "svg": "drawing",
    "math": "formula",
    "object": "embedded",
    "embed": "embedded",
    "applet": "embedded",
    "canvas": "script",
}
_TO_LINKS = {"iframe": "frame", "video": "embedded_media", "audio": "embedded_media"}
_SILENT = frozenset({"head", "style", "title", "template", "noscript"})
_VOID = frozenset({"img", "br", "hr", "col", "embed", "source", "track", "input", "link", "meta"})


@dataclass(frozen=True, slots=True)
class Loss:
    """kind: the end of a code below content.reason. converted: its meaning is kept in another form."""

    kind: str
    what: str
    converted: bool = False


def bring(raw: str, lead: Lead) -> tuple[Html, list[Loss]]:
    """The learning content of a page or fragment, and what was lost or changed on the way."""
    reader = _Reader(lead)
    reader.feed(raw)
    reader.close()
    return clean("".join(reader.out)), reader.losses


class _Reader(HTMLParser):
    def __init__(self, lead: Lead) -> None:
        super().__init__(convert_charrefs=False)
        self._lead = lead
        self._skipping: list[str] = []
        self.out: list[str] = []
        self.losses: list[Loss] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self._skipping:
            if tag == self._skipping[-1]:
                self._skipping.append(tag)
            if tag == "source" and self._skipping[0] in _TO_LINKS and given.get("src"):
                self._link(given["src"], "", self._skipping[0])
        elif tag in _SILENT or tag in _NAMED_WHEN_LOST or tag in _TO_LINKS:
            self._leave_out(tag, given)
            if tag not in _VOID:
                self._skipping.append(tag)
        elif tag == "img":
            self._picture(given)
        else:
            if tag == "a" and "href" in given:
                given["href"] = self._led(given["href"])
            self._start(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if self._skipping:
            if tag == self._skipping[-1]:
                self._skipping.pop()
        elif tag not in _VOID:
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self.out.append(escape(data, quote=False))

    def handle_entityref(self, name: str) -> None:
        if not self._skipping:
            self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_entityref(f"#{name}")

    def _start(self, tag: str, given: dict[str, str]) -> None:
        written = "".join(
            f' {name}="{escape(value)}"' for name, value in given.items() if name.isidentifier()
        )
        self.out.append(f"<{tag}{written}>")

    def _leave_out(self, tag: str, given: dict[str, str]) -> None:
        if tag in _TO_LINKS:
            if given.get("src"):
                self._link(given["src"], given.get("title", ""), tag)
        elif tag == "math" and given.get("alttext"):
            self.out.append(escape(given["alttext"]))
            self.losses.append(Loss("formula_as_text", given["alttext"], converted=True))
        elif tag in _NAMED_WHEN_LOST:
            what = given.get("src") or given.get("data") or given.get("action") or tag
            self.losses.append(Loss(_NAMED_WHEN_LOST[tag], what))

    def _link(self, address: str, title: str, tag: str) -> None:
        """What is played or shown from elsewhere becomes a link to it."""
        led = self._lead(address, False)
        if led is None:
            self.losses.append(Loss("address", address))
            return
        shown = title or urlsplit(address).netloc or address.rpartition("/")[2]
        self.out.append(f'<p><a href="{escape(led)}">{escape(shown)}</a></p>')
        self.losses.append(Loss(_TO_LINKS[tag], address, converted=True))

    def _picture(self, given: dict[str, str]) -> None:
        source = given.get("src", "")
        led = self._lead(source, True) if source else None
        if led is None or not led.startswith("media:"):
            self.losses.append(Loss("picture_elsewhere", source or "img"))
            if given.get("alt"):
                self.out.append(escape(f"[{given['alt']}]"))
            return
        self._start("img", {**given, "src": led, "alt": given.get("alt", "")})

    def _led(self, address: str) -> str:
        led = self._lead(address, False)
        if led is None and address.strip():
            self.losses.append(Loss("address", address))
        return led or ""
