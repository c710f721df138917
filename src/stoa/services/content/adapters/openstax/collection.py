"""A collection: which modules make the book, and in what order. Source: CollXML 1.0."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from stoa.services.content.adapters.xml import parse_xml, text_of
from stoa.services.content.domain.limits import FILE
from stoa.services.content.ports import Archive

_COLLECTION = ".collection.xml"
_CREATIVE_COMMONS = re.compile(r"creativecommons\.org/licenses/([a-z-]+)/([0-9.]+)")


@dataclass(frozen=True, slots=True)
class Part:
    """document: name of a module; None for a chapter, which holds others."""

    title: str
    document: str | None
    inside: "list[Part]"


@dataclass(frozen=True, slots=True)
class Collection:
    path: str
    id: str
    title: str
    language: str
    licence: str
    authors: list[str]
    parts: list[Part]


def collections_in(archive: Archive) -> list[str]:
    return [name for name in archive.names() if name.endswith(_COLLECTION)]


def read_collection(archive: Archive) -> Collection:
    """The first of those in the archive, by name."""
    path = collections_in(archive)[0]
    root = parse_xml(archive.read(path, FILE.xml), path)
    metadata = root.find("metadata")
    about = metadata if metadata is not None else root
    licence = about.find("license")
    return Collection(
        path=path,
        id=text_of(about.find("uuid")) or text_of(about.find("slug")) or path,
        title=text_of(about.find("title")),
        language=text_of(about.find("language")),
        licence=_licence(licence),
        authors=[text_of(found) for found in about.iterfind("./actors/person/fullname")],
        parts=_parts(root.find("content")),
    )


def _parts(content: Element | None) -> list[Part]:
    parts = []
    for child in content if content is not None else []:
        if child.tag == "module":
            parts.append(Part(text_of(child.find("title")), child.get("document", ""), []))
        elif child.tag == "subcollection":
            parts.append(Part(text_of(child.find("title")), None, _parts(child.find("content"))))
    return parts


def _licence(element: Element | None) -> str:
    """As an SPDX identifier where it is a Creative Commons licence."""
    address = element.get("url", "") if element is not None else ""
    match = _CREATIVE_COMMONS.search(address)
    return f"CC-{match[1].upper()}-{match[2]}" if match else address
