"""Resources of a cartridge, each made a learning object by its type."""

from collections.abc import Callable
from typing import Any
from uuid import UUID
from xml.etree.ElementTree import Element

from stoa.kernel.errors import Invalid
from stoa.services.content.adapters.cartridge.addresses import Addresses
from stoa.services.content.adapters.cartridge.assessment import read_assessment
from stoa.services.content.adapters.cartridge.manifest import Manifest, Resource
from stoa.services.content.adapters.foreign_html import bring
from stoa.services.content.adapters.media import check_media, kind_of_file
from stoa.services.content.adapters.xml import parse_xml, text_of
from stoa.services.content.domain.html import Html, clean, minutes_to_read, plain, says_nothing
from stoa.services.content.domain.limits import FILE
from stoa.services.content.domain.objects import (
    FileObject,
    ImageObject,
    ItemSetObject,
    LearningObject,
    LinkObject,
    TextObject,
    VideoObject,
    kind_of,
)
from stoa.services.content.domain.report import Report
from stoa.services.content.ports import Archive

_PAGES = (".html", ".htm", ".xhtml")


class Resources:
    """read_with: files that were read together with another, by the object they became part of."""

    def __init__(self, archive: Archive, manifest: Manifest, addresses: Addresses, report: Report) -> None:
        self._archive, self._manifest = archive, manifest
        self._addresses, self._report = addresses, report
        self.read_with: dict[str, UUID] = {}

    def build(self, resource: Resource, about: UUID, title: str, outside: bool) -> LearningObject | None:
        """None when it is left out; the report says why. Raises Invalid when it is broken."""
        builders: list[tuple[str, Callable[..., LearningObject | None]]] = [
            ("webcontent", self._web),
            ("imswl_", self._link),
            ("imsdt_", self._topic),
            ("assignment_", self._assignment),
            ("imsqti_", self._assessment),
        ]
        if resource.variant_of is None and not resource.for_instructors:
            for start, builder in builders:
                if resource.type.startswith(start) and "question-bank" not in resource.type:
                    return self._built(builder, resource, about, title, outside)
        self._left_out(resource, title, _why_not(resource))
        return None

    def _built(
        self,
        builder: Callable[..., LearningObject | None],
        resource: Resource,
        about: UUID,
        title: str,
        outside: bool,
    ) -> LearningObject | None:
        if resource.href not in self._archive.names():
            self._left_out(resource, title, "no_file")
            return None
        built = builder(resource, {"id": about, "key": resource.id, "title": title[:200]})
        if built is not None and outside:
            kind = kind_of(built)
            self._report.converted(resource.href, kind, built.title, "content.reason.outside_outline", about)
        return built

    def _left_out(self, resource: Resource, title: str, reason: str) -> None:
        self._report.left_out(resource.href or resource.id, "resource", title, f"content.reason.{reason}")

    def _xml(self, resource: Resource) -> Element:
        return parse_xml(self._archive.read(resource.href, FILE.xml), resource.href)

    def html(self, raw: str, where: str, about: UUID) -> Html:
        """Learning content of a text, with what it lost in the report."""
        html, losses = bring(raw, lambda address, _picture: self._addresses.lead(address, where))
        for loss in losses:
            code = f"content.reason.{loss.kind}"
            if loss.converted:
                self._report.converted(where, "part", loss.what[:200], code, about)
            else:
                self._report.left_out(where, "part", loss.what[:200], code)
        return html

    def _web(self, resource: Resource, common: dict[str, Any]) -> LearningObject | None:
        path = resource.href
        common["title"] = common["title"] or path.rpartition("/")[2]
        if path.lower().endswith(_PAGES):
            data = self._archive.read(path, FILE.text)
            html = self.html(_decoded(data), path, common["id"])
            self._report.imported(path, "text", common["title"], common["id"])
            return TextObject(**common, html=html, minutes=minutes_to_read(html))
        kind = kind_of_file(path)
        if kind is None:
            self._left_out(resource, common["title"], "unknown_media")
            return None
        check_media(path, self._archive.read(path, kind.limit))
        return self._medium(path, kind.group, common)

    def _medium(self, path: str, group: str, common: dict[str, Any]) -> LearningObject:
        name = self._addresses.medium(path)
        assert name is not None
        if group == "image":
            self._report.converted(
                path, "image", common["title"], "content.reason.title_as_alt", common["id"]
            )
            return ImageObject(**common, image=name, alt=common["title"])
        self._report.imported(path, group, common["title"], common["id"])
        if group == "video":
            return VideoObject(**common, video=name)
        return FileObject(**common, file=name, filename=path.rpartition("/")[2])

    def _link(self, resource: Resource, common: dict[str, Any]) -> LearningObject | None:
        root = self._xml(resource)
        found = root.find("url")
        url = found.get("href", "").strip() if found is not None else ""
        common["title"] = common["title"] or text_of(root.find("title"))[:200] or url
        if not url.lower().startswith(("http://", "https://")):
            self._left_out(resource, common["title"], "address")
            return None
        self._report.imported(resource.href, "link", common["title"], common["id"])
        return LinkObject(**common, url=url)

    def _topic(self, resource: Resource, common: dict[str, Any]) -> LearningObject:
        """A discussion has no place here yet; what it says stays readable."""
        return self._converted(resource, common, "discussion")

    def _assignment(self, resource: Resource, common: dict[str, Any]) -> LearningObject:
        """Nothing can be handed in; the instructions stay readable."""
        return self._converted(resource, common, "assignment")

    def _converted(self, resource: Resource, common: dict[str, Any], reason: str) -> LearningObject:
        root = self._xml(resource)
        common["title"] = common["title"] or text_of(root.find("title"))[:200]
        html = self.html(_text(root.find("text")), resource.href, common["id"])
        for attachment in root.iterfind("./attachments/attachment"):
            html = clean(html + self._attachment(attachment.get("href", ""), resource, common["id"]))
        where = resource.href
        self._report.converted(where, "text", common["title"], f"content.reason.{reason}", common["id"])
        if says_nothing(html):
            html = Html(f"<p>{plain(common['title'])}</p>")
        return TextObject(**common, html=html, minutes=minutes_to_read(html))

    def _attachment(self, address: str, resource: Resource, about: UUID) -> str:
        led = self._addresses.lead(address, resource.href)
        shown = plain(address.rpartition("/")[2])
        if led is None:
            self._report.left_out(resource.href, "part", address, "content.reason.no_file")
            return ""
        kind = kind_of_file(address)
        self._report.imported(resource.href, "media", address, about)
        if kind is not None and kind.group == "image":
            return f'<figure><img src="{led}" alt="{shown}"></figure>'
        return f'<p><a href="{led}">{shown}</a></p>'

    def _assessment(self, resource: Resource, common: dict[str, Any]) -> LearningObject | None:
        """Canvas writes a fuller copy of a quiz beside it, with kinds that a cartridge does not know."""
        fuller = f"non_cc_assessments/{resource.id}.xml.qti"
        path = fuller if fuller in self._archive.names() else resource.href
        root = parse_xml(self._archive.read(path, FILE.xml), path)
        title = common["title"] or _assessment_title(root)
        if path == fuller:
            self.read_with[resource.href] = self.read_with[fuller] = common["id"]
        read = read_assessment(root, path, common["id"], self._report, self.html)
        if read is None:
            self._left_out(resource, title, "no_items")
            return None
        intro, item_set = read
        self._report.imported(path, "items", title, common["id"])
        return ItemSetObject(**{**common, "title": title[:200]}, item_set=item_set, intro=intro)


def _why_not(resource: Resource) -> str:
    if resource.type.startswith("imsbasiclti"):
        return "external_tool"
    if resource.for_instructors:
        return "for_instructors"
    if resource.variant_of is not None:
        return "variant"
    return "question_bank" if "question-bank" in resource.type else "unknown_type"


def _text(element: Element | None) -> str:
    """HTML of a text element; plain text is escaped."""
    if element is None:
        return ""
    raw = "".join(element.itertext())
    return raw if element.get("texttype", "text/html") == "text/html" else f"<p>{plain(raw)}</p>"


def _assessment_title(root: Element) -> str:
    found = root.find(".//assessment")
    return found.get("title", "") if found is not None else ""


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Invalid("content.media.not_text", name="")
