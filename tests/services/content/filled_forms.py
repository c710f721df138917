"""The form of a page with what it shows, as a browser sends it back when nothing is touched."""

from collections.abc import Mapping
from html.parser import HTMLParser


class _Shown(HTMLParser):
    """Fields of the form that is sent to `action`; templates are no part of it."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self._action = action
        self._inside = False
        self._templates = 0
        self._textarea: str | None = None
        self._written = ""
        self._select: str | None = None
        self._options: list[tuple[str, bool]] = []
        self._several = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = given.get("action") == self._action
        self._templates += tag == "template"
        if not self._inside or self._templates or "disabled" in given:
            return
        name = given.get("name", "")
        if tag == "input" and name and given.get("type") != "file":
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                self._send(name, given.get("value", "on"))
        elif tag == "textarea":
            self._textarea, self._written = name, ""
        elif tag == "select":
            self._select, self._options, self._several = name, [], "multiple" in given
        elif tag == "option" and self._select:
            self._options.append((given.get("value", ""), "selected" in given))

    def handle_endtag(self, tag: str) -> None:
        self._templates -= tag == "template"
        if tag == "form":
            self._inside = False
        elif tag == "textarea" and self._textarea:
            self._send(self._textarea, self._written.removeprefix("\n").replace("\n", "\r\n"))
            self._textarea = None
        elif tag == "select" and self._select:
            self._choose(self._select)
            self._select = None

    def handle_data(self, data: str) -> None:
        self._written += data

    def _choose(self, name: str) -> None:
        chosen = [value for value, selected in self._options if selected]
        if not chosen and not self._several:
            chosen = [value for value, _ in self._options[:1]]
        for value in chosen:
            self._send(name, value)

    def _send(self, name: str, value: str) -> None:
        self.fields.setdefault(name, []).append(value)


def filled(page: str, action: str) -> Mapping[str, list[str]]:
    shown = _Shown(action)
    shown.feed(page)
    assert shown.fields, f"no form on the page goes to {action}"
    return shown.fields
