"""A document becomes the objects and assets of a version. Of items it takes the number and the pictures."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
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
from stoa.kernel.markup import words
from stoa.services.delivery.commands.staging import Staging
from stoa.services.delivery.commands.video import stage_video
from stoa.services.delivery.domain.asset import PREFIX, media_path, served_type
from stoa.services.delivery.domain.page import Shown, Surroundings, render
from stoa.services.delivery.domain.picture import measure
from stoa.services.delivery.domain.publication import Note, Progress, State


@dataclass(frozen=True, slots=True)
class Assembly:
    """The assets are in the staging. notes: what pages pointed to that is not there."""

    objects: list[ManifestObject]
    cover: str | None
    notes: tuple[Note, ...]


def assemble(
    document: CourseDocument, files: Mapping[str, Path], staging: Staging, progress: Progress
) -> Assembly:
    """files: by name of the media entry. Raises Invalid, naming the object at fault. For a thread."""
    progress.enter(State.RENDERING, len(document.objects))
    bench = _Bench(document, files, staging)
    objects = []
    for thing in document.objects:
        objects.append(bench.make(thing))
        progress.advance()
    cover = bench.media_of(document.cover) if document.cover else None
    return Assembly(objects, cover, tuple(bench.notes))


class _Bench:
    def __init__(self, document: CourseDocument, files: Mapping[str, Path], staging: Staging) -> None:
        self.notes: list[Note] = []
        self._media = {entry.name: entry for entry in document.media}
        self._files = files
        self._staging = staging
        self._surroundings = Surroundings(
            {entry.name: _shown(entry, files[entry.name]) for entry in document.media},
            frozenset(str(thing.id) for thing in document.objects),
        )

    def make(self, thing: LearningObject) -> ManifestObject:
        self._staging.touched.clear()
        try:
            made = ManifestObject(
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
        except Invalid as refusal:
            told = {"object": thing.title, **refusal.data}
            raise Invalid(refusal.code, field=thing.key, **told) from refusal
        assets = [(path, self._staging.assets[path].checksum) for path in sorted(self._staging.touched)]
        return replace(made, checksum=checksum_of([made, assets]))

    def media_of(self, name: str) -> str:
        """Path of a media entry, which becomes an asset by being asked for."""
        entry = self._media.get(name)
        if entry is None:
            raise Invalid("publication.media_missing", name=name)
        path = media_path(entry.name, entry.checksum)
        return self._staging.add_file(path, self._files[name], entry.checksum, served_type(entry.media_type))

    def _pages(self, thing: LearningObject) -> dict[str, str]:
        if isinstance(thing, Block):
            return {}
        levels = {
            "standard": _standard(thing),
            **{level.value: html for level, html in thing.explanations.items()},
        }
        return {level: self._page(thing, level, html) for level, html in levels.items()}

    def _page(self, thing: LearningObject, level: str, html: str) -> str:
        page = render(html, self._surroundings)
        self.notes += [Note(thing.title, address) for address in page.missing]
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
        written = encode(items).decode()
        for name in self._media:
            if f"media:{name}" in written or f"media:{quote(name)}" in written:
                self.media_of(name)

    def _video(self, thing: VideoObject) -> dict[str, Any]:
        self._need(thing.video, *thing.captions.values())
        captions = {locale: self._files[name] for locale, name in thing.captions.items()}
        staged = stage_video(self._staging, f"video/{thing.id}", self._files[thing.video], captions)
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


def _shown(entry: Media, file: Path) -> Shown:
    image = entry.media_type.startswith("image/")
    size = measure(file.read_bytes(), entry.media_type) if image else None
    return Shown(PREFIX + media_path(entry.name, entry.checksum), size)


def _standard(thing: LearningObject) -> str:
    """The object's own html."""
    match thing:
        case TextObject() | VideoObject() | FileObject() | LinkObject():
            return thing.html
        case ItemSetObject():
            return thing.intro
        case ImageObject():
            caption = f"<figcaption>{thing.caption}</figcaption>" if thing.caption else ""
            return (
                f'<figure><img src="media:{escape(thing.image)}" alt="{escape(thing.alt)}">{caption}</figure>'
            )
        case _:
            return ""
