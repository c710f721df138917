"""An element of XML as it stands in a file, and back into text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from stoa.services.localization.domain.exchange.characters import attribute_xml, text_xml


class Xml(str):
    """A piece of XML, ready to be written; any other string is text."""

    __slots__ = ()


@dataclass(slots=True)
class Element:
    """name: local in the format's own namespace, `prefix:local` in others. Never changed once it was read.

    line: where it begins in its file, from 1; 0 when it comes from none.
    """

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)
    line: int = field(default=0, compare=False)

    @property
    def elements(self) -> list["Element"]:
        return [child for child in self.children if not isinstance(child, str)]

    def named(self, name: str) -> list["Element"]:
        """Its children of that name."""
        return [child for child in self.children if not isinstance(child, str) and child.name == name]

    def first(self, name: str) -> "Element | None":
        return next(iter(self.named(name)), None)

    @property
    def text(self) -> str:
        """All text in it, of its descendants too."""
        return "".join(_texts(self))


def _texts(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _texts(child)


def start_tag(name: str, attributes: Mapping[str, str | None], *, empty: bool = False) -> str:
    """Attributes of None are left out."""
    written = "".join(
        f' {key}="{attribute_xml(value)}"' for key, value in attributes.items() if value is not None
    )
    return f"<{name.removeprefix(':')}{written}{'/' if empty else ''}>"


def element_xml(element: Element) -> str:
    if not element.children:
        return start_tag(element.name, element.attributes, empty=True)
    return (
        start_tag(element.name, element.attributes)
        + "".join(map(child_xml, element.children))
        + f"</{element.name.removeprefix(':')}>"
    )


def child_xml(child: Element | str) -> str:
    if isinstance(child, Element):
        return element_xml(child)
    return child if isinstance(child, Xml) else text_xml(child)


def layout(child: Element | str) -> bool:
    """Whether it is white space between elements."""
    return isinstance(child, str) and not child.strip()
