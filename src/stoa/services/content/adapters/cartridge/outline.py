"""The outline of a cartridge, entry by entry, then what stands outside it. Nothing is lost without a word."""

from uuid import UUID

from msgspec.structs import replace

from stoa.kernel.errors import Invalid
from stoa.services.content.adapters.cartridge.addresses import Addresses
from stoa.services.content.adapters.cartridge.manifest import MANIFEST, Entry, Manifest, Resource
from stoa.services.content.adapters.cartridge.resources import Resources
from stoa.services.content.domain.ids import object_id
from stoa.services.content.domain.objects import Block, LearningObject
from stoa.services.content.domain.report import Report
from stoa.services.content.ports import Archive, Progress

_SETTINGS = "associatedcontent/"
_OUTSIDE = ("imsqti_", "imsdt_", "imswl_", "assignment_")


class Outline:
    def __init__(self, archive: Archive, manifest: Manifest, course: UUID) -> None:
        self._manifest, self._course = manifest, course
        self._names = set(archive.names())
        ids = {key: object_id(course, key) for key in manifest.resources}
        pages = {
            resource.href: ids[key]
            for key, resource in manifest.resources.items()
            if _is_page(resource) and resource.variant_of is None
        }
        self.report = Report()
        self.addresses = Addresses(archive.names(), ids, pages)
        self._resources = Resources(archive, manifest, self.addresses, self.report)
        self._placed: set[str] = set()
        self._done = 0

    def build(self, progress: Progress) -> list[LearningObject]:
        self._progress = progress
        objects = self._inside(self._manifest.outline, None)
        for resource in self._manifest.resources.values():
            if resource.id not in self._placed and self._belongs(resource):
                objects += self._place(Entry("", "", resource.id, []), None, outside=True)
        for key, resource in self._manifest.resources.items():
            if key not in self._placed:
                self._leave_out(resource)
        self._leave_out_unnamed()
        return objects

    def _inside(self, entries: list[Entry], parent: UUID | None) -> list[LearningObject]:
        """A heading without entries of its own holds what follows it, up to the next heading."""
        objects: list[LearningObject] = []
        under = parent
        for index, entry in enumerate(entries):
            if entry.inside:
                block = self._block(entry, parent)
                objects += [block, *self._inside(entry.inside, block.id)]
                under = parent
            elif entry.refers is None:
                if any(follower.refers for follower in entries[index + 1 : index + 2]):
                    block = self._block(entry, parent, heading=True)
                    objects.append(block)
                    under = block.id
                else:
                    self.report.left_out(entry.id, "block", entry.title, "content.reason.empty_heading")
            else:
                objects += self._place(entry, under)
        return objects

    def _block(self, entry: Entry, parent: UUID | None, heading: bool = False) -> Block:
        block = Block(
            id=object_id(self._course, entry.id), key=entry.id, title=entry.title[:200], parent=parent
        )
        if heading:
            self.report.converted(entry.id, "block", entry.title, "content.reason.heading", block.id)
        else:
            self.report.imported(entry.id, "block", entry.title, block.id)
        return block

    def _place(self, entry: Entry, parent: UUID | None, outside: bool = False) -> list[LearningObject]:
        self._done += 1
        self._progress(self._done, max(self._done, len(self._manifest.resources)))
        resource = self._manifest.resources.get(entry.refers or "")
        if resource is None:
            tool = entry.refers in self._manifest.tools
            reason = "external_tool" if tool else "no_resource"
            self.report.left_out(entry.id, "entry", entry.title, f"content.reason.{reason}")
            return []
        again = resource.id in self._placed
        self._placed.add(resource.id)
        key = entry.id if again else resource.id
        try:
            built = self._resources.build(resource, object_id(self._course, key), entry.title, outside)
        except Invalid as error:
            self.report.left_out(resource.href, "resource", entry.title, error.code, **_words(error))
            return []
        return [replace(built, parent=parent)] if built is not None else []

    def _belongs(self, resource: Resource) -> bool:
        """Whether something outside the outline is still for learners to see."""
        shown = resource.type.startswith(_OUTSIDE) and "question-bank" not in resource.type
        page = _is_page(resource) and resource.href.startswith("wiki_content/")
        return (shown or page) and resource.variant_of is None and not resource.for_instructors

    def _leave_out(self, resource: Resource) -> None:
        """Whatever no entry refers to, by file."""
        kept = set(self.addresses.media.values())
        for path in resource.files or [resource.id]:
            title = path.rpartition("/")[2]
            if path in kept:
                self.report.imported(path, "media", title)
            elif path in self._resources.read_with:
                about = self._resources.read_with[path]
                self.report.converted(path, "resource", title, "content.reason.read_with", about)
            else:
                self.report.left_out(
                    path, "resource", title, f"content.reason.{self._reason(resource, path)}"
                )

    def _leave_out_unnamed(self) -> None:
        """Files that the manifest does not name."""
        named = {path for resource in self._manifest.resources.values() for path in resource.files}
        read = {*self.addresses.media.values(), *self._resources.read_with, MANIFEST}
        for path in sorted(self._names - named - read):
            title = path.rpartition("/")[2]
            self.report.left_out(path, "resource", title, "content.reason.not_in_manifest")

    def _reason(self, resource: Resource, path: str) -> str:
        if path not in self._names:
            return "no_file"
        if resource.variant_of is not None:
            return "variant"
        if resource.for_instructors:
            return "for_instructors"
        if "question-bank" in resource.type or path.endswith(".qti"):
            return "question_bank"
        if path.endswith("rubrics.xml"):
            return "rubric"
        if resource.type.startswith(_SETTINGS):
            return "settings"
        return "external_tool" if resource.type.startswith("imsbasiclti") else "unused"


def _is_page(resource: Resource) -> bool:
    return resource.type == "webcontent" and resource.href.lower().endswith((".html", ".htm", ".xhtml"))


def _words(error: Invalid) -> dict[str, str]:
    return {name: str(value) for name, value in error.data.items()}
