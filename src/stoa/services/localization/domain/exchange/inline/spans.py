"""Elements that stand around words, or that no format of ours knows: mark-up is the tag itself."""

from stoa.services.localization.domain.coded import CodeKind
from stoa.services.localization.domain.exchange.element import Element, start_tag
from stoa.services.localization.domain.exchange.inline.spelled import Spelled

CHARACTER = "x-character"
"""The type of an element that stands for a character which XML forbids."""


def span(element: Element, key: str, pair: str | None = None) -> Spelled:
    """key: without one it is told by its tag, and how often that stood before."""
    tag = start_tag(element.name, element.attributes)
    return Spelled(CodeKind.OPEN, tag, key, pair, spans=True, closing=f"</{element.name.removeprefix(':')}>")


def single(element: Element, key: str) -> Spelled:
    return Spelled(CodeKind.ALONE, start_tag(element.name, element.attributes, empty=True), key)


def unknown(element: Element) -> Spelled:
    return span(element, "") if element.children else single(element, "")
