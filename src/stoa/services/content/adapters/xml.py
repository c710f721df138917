"""XML without document types, entities or anything else that reaches beyond the file."""

from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from stoa.kernel.errors import Invalid
from stoa.services.content.domain.limits import FILE


def parse_xml(data: bytes, name: str) -> Element:
    """Its root, with every name reduced to its local part. Raises Invalid."""
    try:
        root = fromstring(data, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise Invalid("content.xml.entity", name=name) from error
    except (ParseError, ValueError, LookupError) as error:
        raise Invalid("content.xml.broken", name=name, why=str(error)) from error
    _reduce(root, name)
    return root


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
