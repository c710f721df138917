"""A document becomes the objects and assets of a version. Of items it takes the number and the pictures."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import quote

from msgspec.json import encode
from msgspec.structs import replace

from stoa.contracts.content import (
    Block,
    CourseDocument,
    FileObject,
    ImageObject,
    Item,
    ItemSetObject,
    LearningObject,
    LinkObject,
    Media,
    TextObject,
    VideoObject,
)
from stoa.contracts.delivery import ManifestCheckpoint, ManifestObject
from stoa.kernel.checksum import checksum_of
from stoa.kernel.errors import Invalid
from stoa.kernel.locale import direction
from stoa.kernel.markup import words
from stoa.services.delivery.commands.fetch import MediaFiles
from stoa.services.delivery.commands.rendering import EVERY_NAME, Rendered, Rendering, mark_of, marks_of
from stoa.services.delivery.commands.staging import Staging
from stoa.services.delivery.commands.video import stage_video
from stoa.services.delivery.domain.asset import PREFIX, media_path, served_type
from stoa.services.delivery.domain.page import Shown, Surroundings, render
from stoa.services.delivery.domain.picture import measure
from stoa.services.delivery.domain.publication import Note, Progress, State


@dataclass(frozen=True, slots=True)
class Assembly:
    """The assets are in the staging. cover: path of an asset."""

    objects: list[Rendered]
    cover: str | None
    known: dict[str, tuple[int, int] | None]

    def notes(self) -> tuple[Note, ...]:
        """What pages pointed to that is not there."""
        return tuple(note for one in self.objects for note in one.notes)


def assemble(
    document: CourseDocument, files: MediaFiles, staging: Staging, before: Rendering, progress: Progress
) -> Assembly:
    """Objects that the version before shows alike are taken over from it.

    Raises Invalid, naming the object at fault. For a thread of anyio's.
    """
    progress.enter(State.RENDERING, len(document.objects))
    bench = _Bench(document, files, staging, before)
    objects = []
    for thing in document.objects:
        objects.append(bench.take_over(thing) or bench.make(thing))
        progress.advance()
    cover = bench.media_of(document.cover) if document.cover else None
    return Assembly(objects, cover, bench.known)


class _Bench:
    """known: sizes of images, by mark of what was looked at."""

    def __init__(
        self, document: CourseDocument, files: MediaFiles, staging: Staging, before: Rendering
    ) -> None:
        self.known = {mark_of(entry): _size(entry, files, before.known) for entry in document.media}
        self._notes: list[Note] = []
        self._targets: set[str] = set()
        self._used: set[str] = set()
        self._media = {entry.name: entry for entry in document.media}
        self._marks = marks_of(document.media)
        self._files = files
        self._source = document.source_locale
        self._staging = staging
        self._before = before
        shown = {entry.name: Shown(_address(entry), self.known[mark_of(entry)]) for entry in document.media}
        self._surroundings = Surroundings(shown, frozenset(str(thing.id) for thing in document.objects))

    def take_over(self, thing: LearningObject) -> Rendered | None:
        """As it was made before, if nothing that it is made of has changed."""
        kept = self._before.kept(thing.id, checksum_of(thing), self._marks, self._surroundings.objects)
        if kept is not None:
            self._staging.take_over(kept.assets)
        return kept

    def make(self, thing: LearningObject) -> Rendered:
        for gathered in (self._staging.touched, self._notes, self._targets, self._used):
            gathered.clear()
        try:
            made = self._make(thing)
        except Invalid as refusal:
            told = {"object": thing.title, **refusal.data}
            raise Invalid(refusal.code, field=thing.key, **told) from refusal
        paths = tuple(sorted(self._staging.touched))
        assets = [(path, self._staging.assets[path].checksum) for path in paths]
        return Rendered(
            source=checksum_of(thing),
            made=replace(made, checksum=checksum_of([made, assets])),
            assets=paths,
            media={name: self._marks[name] for name in sorted(self._used)},
            targets=tuple(sorted(self._targets)),
            notes=tuple(self._notes),
        )

    def _make(self, thing: LearningObject) -> ManifestObject:
        return ManifestObject(
            id=thing.id,
            kind=str(type(thing).__struct_config__.tag),
            title=thing.title,
            parent=thing.parent,
            skills=thing.skills,
            minutes=thing.minutes,
            required=thing.required,
            requires=thing.requires,
            move_on=thing.move_on,
            pages=self._pages(thing),
            translated=thing.translated,
            **self._particulars(thing),
        )

    def media_of(self, name: str) -> str:
        """Path of a media entry, which becomes an asset by being asked for."""
        entry = self._media.get(name)
        if entry is None:
            raise Invalid("publication.media_missing", name=name)
        self._used.add(name)
        path, media_type = media_path(entry.name, entry.checksum), served_type(entry.media_type)
        if self._staging.takes_over(path, entry.checksum, media_type):
            return path
        return self._staging.add_file(path, self._files.file(name), entry.checksum, media_type)

    def _pages(self, thing: LearningObject) -> dict[str, str]:
        if isinstance(thing, Block):
            return {}
        levels = {
            "standard": _standard(thing, self._source),
            **{level.value: html for level, html in thing.explanations.items()},
        }
        return {level: self._page(thing, level, html) for level, html in levels.items()}

    def _page(self, thing: LearningObject, level: str, html: str) -> str:
        page = render(html, self._surroundings)
        self._notes += [Note(thing.title, address) for address in page.missing]
        self._targets |= page.targets
        for name in page.media:
            self.media_of(name)
        return self._staging.add_page(f"pages/{thing.id}/{level}.html", page.html)

    def _particulars(self, thing: LearningObject) -> dict[str, Any]:
        match thing:
            case Block():
                return {"description": words(thing.description)}
            case VideoObject():
                return self._video(thing)
            case ItemSetObject():
                items = thing.item_set.items
                points = sum(item.points for item in items)
                self._media_of_items(items)
                return {
                    "in_video": thing.in_video,
                    "items": len(items),
                    "points": points,
                    "exam": thing.item_set.exam,
                }
            case FileObject():
                name = thing.filename or thing.file.rsplit("/", 1)[-1]
                return {"file": self.media_of(thing.file), "filename": name}
            case LinkObject():
                return {"url": thing.url}
            case _:
                return {}

    def _media_of_items(self, items: list[Item]) -> None:
        """Assessment shows items, under the addresses that their pictures have here."""
        self._used.add(EVERY_NAME)
        written = encode(items).decode()
        for name in self._media:
            if f"media:{name}" in written or f"media:{quote(name)}" in written:
                self.media_of(name)

    def _video(self, thing: VideoObject) -> dict[str, Any]:
        self._need(thing.video, *thing.captions.values())
        captions = {locale: self._files.file(name) for locale, name in thing.captions.items()}
        film = self._files.file(thing.video)
        staged = stage_video(self._staging, f"video/{thing.id}", film, captions)
        return {
            "playlist": staged.playlist,
            "poster": self.media_of(thing.poster) if thing.poster else None,
            "duration_s": staged.duration_s,
            "width": staged.width,
            "height": staged.height,
            "captions": staged.captions,
            "transcripts": staged.transcripts,
            "checkpoints": [
                ManifestCheckpoint(
                    at_s=stop.at_s, title=stop.title, item_set=stop.item_set, required=stop.required
                )
                for stop in thing.checkpoints
            ],
        }

    def _need(self, *names: str) -> None:
        missing = [name for name in names if name not in self._media]
        if missing:
            raise Invalid("publication.media_missing", name=missing[0])
        self._used.update(names)


def _address(entry: Media) -> str:
    return PREFIX + media_path(entry.name, entry.checksum)


def _size(
    entry: Media, files: MediaFiles, known: Mapping[str, tuple[int, int] | None]
) -> tuple[int, int] | None:
    """Of an image. known: what is known of media of the version before, by mark."""
    mark = mark_of(entry)
    if mark in known:
        return known[mark]
    image = entry.media_type.startswith("image/")
    return measure(files.file(entry.name).read_bytes(), entry.media_type) if image else None


def _standard(thing: LearningObject, source: str | None) -> str:
    """The object's own html. source: locale of what is not translated; None where nothing is."""
    match thing:
        case TextObject() | VideoObject() | FileObject() | LinkObject():
            return thing.html
        case ItemSetObject():
            return thing.intro
        case ImageObject():
            caption = f"<figcaption>{thing.caption}</figcaption>" if thing.caption else ""
            foreign = source and thing.translated and "alt" in thing.translated.lacking
            tongue = f' lang="{source}" dir="{direction(source)}"' if source and foreign else ""
            picture = f'<img src="media:{escape(thing.image)}" alt="{escape(thing.alt)}"{tongue}>'
            return f"<figure>{picture}{caption}</figure>"
        case _:
            return ""
