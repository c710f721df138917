"""XML without document types, entities or anything else that reaches beyond the file."""

from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from stoa.kernel.errors import Invalid
from stoa.services.content.domain.limits import FILE


class _Builder(TreeBuilder):
    """Notes processing instructions, which are no part of the tree."""

    def __init__(self) -> None:
        super().__init__()
        self.instructions: set[str] = set()

    def pi(self, target: str, text: str | None = None) -> Element:
        self.instructions.add(target)
        return super().pi(target, text)


def parse_xml(data: bytes, name: str) -> Element:
    """Its root, with every name reduced to its local part. Raises Invalid."""
    root, _ = parse_with_instructions(data, name)
    return root


def parse_with_instructions(data: bytes, name: str) -> tuple[Element, set[str]]:
    """As `parse_xml`, and whom the file's processing instructions are for: `xml-stylesheet`."""
    builder = _Builder()
    parser = DefusedXMLParser(target=builder, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(data)
        root: Element = parser.close()
    except DefusedXmlException as error:
        raise Invalid("content.xml.entity", name=name) from error
    except (ParseError, ValueError, LookupError) as error:
        raise Invalid("content.xml.broken", name=name, why=str(error)) from error
    _reduce(root, name)
    return root, builder.instructions


def _reduce(root: Element, name: str) -> None:
    """Breadth first, without recursion: the depth is what is being checked."""
    row, depth = [root], 0
    while row:
        depth += 1
        if depth > FILE.xml_depth:
            raise Invalid("content.xml.too_deep", name=name, limit=FILE.xml_depth)
        for element in row:
            element.tag = local(element.tag)
            for key in [key for key in element.attrib if "}" in key]:
                element.attrib[local(key)] = element.attrib.pop(key)
        row = [child for element in row for child in element]


def local(tag: str) -> str:
    return tag.rpartition("}")[2]


def text_of(element: Element | None) -> str:
    """All text in it, on one line."""
    return "" if element is None else " ".join("".join(element.itertext()).split())
