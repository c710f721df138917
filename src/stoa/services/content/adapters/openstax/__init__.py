"""OpenStax books: a collection of CNXML modules with their media."""

import posixpath
import re
from uuid import UUID

from stoa.kernel.errors import Invalid
from stoa.kernel.locale import parse_locale
from stoa.services.content.adapters.media import check_media, kind_of_file
from stoa.services.content.adapters.openstax.cnxml import Module, Surroundings
from stoa.services.content.adapters.openstax.collection import Part, collections_in, read_collection
from stoa.services.content.adapters.xml import parse_xml, text_of
from stoa.services.content.domain.html import ID_PREFIX, Html, clean, minutes_to_read, says_nothing
from stoa.services.content.domain.ids import object_id
from stoa.services.content.domain.limits import FILE
from stoa.services.content.domain.objects import Block, Front, LearningObject, TextObject
from stoa.services.content.domain.report import Report
from stoa.services.content.ports import Archive, Imported, Progress

_MODULE = re.compile(r"(?P<path>(?:.*/)?(?P<name>[^/]+))/index\.cnxml")
_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9._-]+")


class OpenStaxConnector:
    name = "openstax"
    version = 1

    def recognises(self, archive: Archive) -> bool:
        return bool(collections_in(archive))

    def origin(self, archive: Archive) -> str:
        return read_collection(archive).id

    def read(self, archive: Archive, course: UUID, progress: Progress) -> Imported:
        return _Book(archive, course, progress).read()


class _Book:
    def __init__(self, archive: Archive, course: UUID, progress: Progress) -> None:
        self._archive, self._course, self._progress = archive, course, progress
        self._names = set(archive.names())
        self._modules = {
            match["name"]: name for name in archive.names() if (match := _MODULE.fullmatch(name))
        }
        self._media: dict[str, str] = {}
        self._report = Report()
        self._used: set[str] = set()

    def read(self) -> Imported:
        collection = read_collection(self._archive)
        objects = self._parts(collection.parts, None)
        if not any(isinstance(this, TextObject) for this in objects):
            raise Invalid("content.import.nothing")
        self._leave_out(collection.path)
        front = Front(
            title=collection.title[:200] or collection.id,
            locale=_locale(collection.language),
            licence=collection.licence,
            authors=collection.authors,
        )
        return Imported(front, objects, self._media, self._report)

    def _parts(self, parts: list[Part], parent: UUID | None, key: str = "") -> list[LearningObject]:
        objects: list[LearningObject] = []
        for number, part in enumerate(parts, 1):
            if part.document is None:
                path = f"{key}{number}"
                block = Block(
                    id=object_id(self._course, path), key=path, title=part.title[:200], parent=parent
                )
                self._report.imported(path, "block", part.title, block.id)
                objects += [block, *self._parts(part.inside, block.id, f"{path}.")]
            else:
                module = self._module(part.document, part.title, parent)
                objects += [module] if module is not None else []
        return objects

    def _module(self, document: str, title: str, parent: UUID | None) -> TextObject | None:
        path = self._modules.get(document)
        self._used.add(document)
        if path is None:
            self._report.left_out(document, "text", title, "content.reason.no_file")
            return None
        self._progress(len(self._used), len(self._modules))
        root = parse_xml(self._archive.read(path, FILE.xml), path)
        about = object_id(self._course, document)
        title = title or text_of(root.find("title")) or document
        content, glossary = root.find("content"), root.find("glossary")
        around = self._around(path, document, about)
        raw = Module(around).render(content) if content is not None else ""
        if glossary is not None:
            raw += Module(around).render(glossary)
        html = clean(raw)
        self._report.imported(path, "text", title, about)
        if says_nothing(html):
            html = Html("<p></p>")
        minutes = minutes_to_read(html)
        return TextObject(
            id=about, key=document, title=title[:200], parent=parent, minutes=minutes, html=html
        )

    def _around(self, path: str, document: str, about: UUID) -> Surroundings:
        def link(other: str, target: str) -> str | None:
            if not other or other == document:
                return f"#{target}" if target else None
            if other not in self._modules:
                return None
            return f"object:{object_id(self._course, other)}" + (f"#{ID_PREFIX}{target}" if target else "")

        def lost(reason: str, what: str) -> None:
            self._report.left_out(path, "part", what[:200], f"content.reason.{reason}")

        def converted(reason: str, what: str) -> None:
            self._report.converted(path, "part", what[:200], f"content.reason.{reason}", about)

        return Surroundings(link, lambda source: self._medium(path, source), lost, converted)

    def _medium(self, base: str, source: str) -> str | None:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(base), source))
        kind = kind_of_file(path)
        if path not in self._names or kind is None:
            return None
        name = _NOT_IN_NAME.sub("-", path.rpartition("/")[2]).lstrip("._-") or "file"
        while self._media.get(name, path) != path:
            name = f"x{name}"
        if name not in self._media:
            check_media(path, self._archive.read(path, kind.limit))
            self._media[name] = path
            self._report.imported(path, "media", name)
        return name

    def _leave_out(self, collection: str) -> None:
        """What the collection does not use."""
        read = {self._modules[name] for name in self._used if name in self._modules}
        read |= {collection, *self._media.values()}
        for path in sorted(self._names - read):
            self._report.left_out(path, "file", path.rpartition("/")[2], "content.reason.not_in_collection")


def _locale(language: str) -> str:
    try:
        return str(parse_locale(language)) if language else "en"
    except Invalid:
        return "en"
