"""The manifest of a Common Cartridge. Source: IMS Common Cartridge Profile 1.1 to 1.3."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from stoa.kernel.errors import Invalid
from stoa.services.content.adapters.xml import parse_xml, text_of
from stoa.services.content.domain.limits import FILE
from stoa.services.content.ports import Archive

MANIFEST = "imsmanifest.xml"
_CANVAS_MODULES = "course_settings/module_meta.xml"
_INSTRUCTORS = frozenset({"instructor", "mentor"})


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the outline. refers: identifier of a resource; None for a heading."""

    id: str
    title: str
    refers: str | None
    inside: "list[Entry]"


@dataclass(frozen=True, slots=True)
class Resource:
    """files: paths in the archive, the first is where it starts. variant_of: what it stands in for."""

    id: str
    type: str
    files: list[str]
    needs: list[str]
    for_instructors: bool = False
    variant_of: str | None = None

    @property
    def href(self) -> str:
        return self.files[0] if self.files else ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """tools: identifiers that Canvas uses for external tools without a resource."""

    id: str
    title: str
    version: str
    language: str
    description: str
    rights: str
    outline: list[Entry]
    resources: dict[str, Resource]
    tools: set[str] = field(default_factory=set)


def is_cartridge(archive: Archive) -> bool:
    """A SCORM package has a manifest of the same name; its schema says so."""
    if MANIFEST not in archive.names():
        return False
    root = parse_xml(archive.read(MANIFEST, FILE.xml), MANIFEST)
    schema = text_of(root.find("./metadata/schema")).casefold()
    types = [resource.get("type", "") for resource in root.iter("resource")]
    return "common cartridge" in schema or any(kind.startswith("imsqti_xmlv1p2") for kind in types)


def read_manifest(archive: Archive) -> Manifest:
    root = parse_xml(archive.read(MANIFEST, FILE.xml), MANIFEST)
    version = text_of(root.find("./metadata/schemaversion"))
    cartridge = "cartridge" in text_of(root.find("./metadata/schema")).casefold()
    if cartridge and not version.startswith(("1.0", "1.1", "1.2", "1.3")):
        raise Invalid("content.cartridge.version", found=version)
    resources = [_resource(element) for element in root.iterfind("./resources/resource")]
    titles = [text_of(found) for found in root.iterfind("./metadata/lom/general/title/string")]
    return Manifest(
        id=root.get("identifier", ""),
        title=next(filter(None, [*titles, *map(text_of, root.iter("title"))]), ""),
        version=version,
        language=text_of(root.find("./metadata/lom/general/language")),
        description=text_of(root.find("./metadata/lom/general/description/string")),
        rights=text_of(root.find("./metadata/lom/rights/description/string")),
        outline=[
            entry
            for organisation in root.iterfind("./organizations/organization")
            for entry in _entries(organisation)
        ],
        resources=_by_id(resources),
        tools=_tools(archive),
    )


def _by_id(resources: list[Resource]) -> dict[str, Resource]:
    """An identifier given twice names the last one; the others keep a place of their own, so none is lost."""
    by_id: dict[str, Resource] = {}
    for resource in resources:
        if resource.id in by_id:
            by_id[f"{resource.id}#{len(by_id)}"] = by_id.pop(resource.id)
        by_id[resource.id] = resource
    return by_id


def _entries(parent: Element) -> list[Entry]:
    """An entry without a title only holds others, which move up."""
    entries: list[Entry] = []
    for item in parent.iterfind("item"):
        title, refers = text_of(item.find("title")), item.get("identifierref")
        if not title and not refers:
            entries += _entries(item)
        else:
            entries.append(Entry(item.get("identifier", ""), title, refers, _entries(item)))
    return entries


def _resource(element: Element) -> Resource:
    href = element.get("href", "")
    files = [file.get("href", "") for file in element.iterfind("file")]
    if href:
        files = [href, *(file for file in files if file != href)]
    roles = {text_of(value).casefold() for value in element.iterfind(".//intendedEndUserRole/value")}
    variant = element.find("variant")
    return Resource(
        id=element.get("identifier", ""),
        type=element.get("type", ""),
        files=[file for file in files if file],
        needs=[needed.get("identifierref", "") for needed in element.iterfind("dependency")],
        for_instructors=bool(roles) and roles <= _INSTRUCTORS,
        variant_of=variant.get("identifierref") if variant is not None else None,
    )


def _tools(archive: Archive) -> set[str]:
    if _CANVAS_MODULES not in archive.names():
        return set()
    root = parse_xml(archive.read(_CANVAS_MODULES, FILE.xml), _CANVAS_MODULES)
    return {
        item.get("identifier", "")
        for item in root.iter("item")
        if text_of(item.find("content_type")) == "ContextExternalTool"
    }
