"""The original data of a unit: mark-up, each once, that inline elements refer to."""

from stoa.services.localization.domain.exchange.characters import FORBIDDEN, spelled, unspelled
from stoa.services.localization.domain.exchange.element import Element


class OriginalData:
    """Begins with what the unit had."""

    def __init__(self, kept: Element | None = None) -> None:
        self._elements = kept.named("data") if kept else []
        self._attributes = dict(kept.attributes) if kept else {}
        self.markup = {one.attributes.get("id", ""): data_text(one) for one in self._elements}
        self._ids = {markup: id_ for id_, markup in reversed(self.markup.items())}

    def id_of(self, markup: str) -> str:
        """Kept under a new one if it was not there."""
        if markup not in self._ids:
            number = len(self.markup) + 1
            while (id_ := f"d{number}") in self.markup:
                number += 1
            self._ids[markup] = id_
            self.markup[id_] = markup
            self._elements.append(Element("data", {"id": id_}, [spelled(markup)] if markup else []))
        return self._ids[markup]

    def element(self) -> list[Element | str]:
        """None at all if there is none."""
        return [Element("originalData", self._attributes, [*self._elements])] if self._elements else []


def data_text(element: Element) -> str:
    """With the characters that stand there as `cp`."""
    parts = (child if isinstance(child, str) else cp_text(child) for child in element.children)
    return unspelled("".join(parts))


def cp_text(element: Element) -> str:
    """The character that a `cp` stands for; nothing if it says none that XML forbids."""
    try:
        sign = chr(int(element.attributes.get("hex", ""), 16))
    except (ValueError, OverflowError):
        return ""
    return sign if FORBIDDEN.fullmatch(sign) else ""
