"""Courses as content would publish them: documents and media in the private bucket."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from msgspec.structs import replace

from stoa.contracts.content import (
    Block,
    Choice,
    ChoiceItem,
    CourseDocument,
    ExplanationLevel,
    FileObject,
    ImageObject,
    ItemSet,
    ItemSetObject,
    LearningObject,
    LinkObject,
    Media,
    RevisionPublished,
    TextObject,
    VideoCheckpoint,
    VideoObject,
)
from stoa.kernel.checksum import checksum
from stoa.kernel.ids import new_id
from stoa.runtime.objects import Objects
from tests.world import World

FILM = (Path(__file__).parent / "films" / "short.mp4").read_bytes()
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><title>eye</title></svg>'
CAPTIONS = b"WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ada>Light bends.\n"
ANSWER = "the-only-right-answer"


@dataclass(frozen=True)
class Draft:
    """A course before it is published. files: bytes and media type by name."""

    document: CourseDocument
    files: Mapping[str, tuple[bytes, str]]

    def with_text(self, html: str) -> "Draft":
        """The next revision, whose first text is another."""
        things = [
            replace(one, html=html) if isinstance(one, TextObject) else one for one in self.document.objects
        ]
        return self.next(objects=things)

    def next(self, **changes: Any) -> "Draft":
        document = replace(self.document, revision=self.document.revision + 1, **changes)
        return Draft(document, self.files)

    def with_file(self, name: str, data: bytes) -> "Draft":
        return Draft(self.document, {**self.files, name: (data, self.files[name][1])})


def small_course(html: str = "<p>Hello</p>", locale: str = "en") -> Draft:
    """One text and one picture."""
    text = TextObject(id=new_id(), key="hello", title="Hello", html=html)
    document = CourseDocument(
        course=new_id(), revision=1, locale=locale, title="A small course", objects=[text]
    )
    return Draft(document, {"eye.svg": (DRAWING, "image/svg+xml")})


def whole_course() -> Draft:
    """One of everything."""
    block, video = new_id(), new_id()
    check = _items("bend", in_video=video)
    things: list[LearningObject] = [
        Block(id=block, key="light", title="Light", description="<p>What it <em>does</em> &amp; why</p>"),
        TextObject(
            id=new_id(),
            key="eye",
            title="The eye",
            parent=block,
            html=f'<h3>Look</h3><p>See <a href="object:{video}">the film</a></p>'
            '<img src="media:fig/eye.svg" alt="Eye">',
            explanations={ExplanationLevel.SIMPLER: "<p>An eye sees.</p>"},
        ),
        ImageObject(id=new_id(), key="drawing", title="Drawing", image="fig/eye.svg", alt="An <eye>"),
        VideoObject(
            id=video,
            key="film",
            title="Film",
            parent=block,
            video="film.mp4",
            poster="fig/eye.svg",
            captions={"en": "film.en.vtt"},
            checkpoints=[VideoCheckpoint(at_s=2, title="Bend", item_set=check.id)],
        ),
        check,
        _items("exam", exam=True),
        FileObject(id=new_id(), key="sheet", title="Sheet", file="sheet.pdf", html="<p>Print it</p>"),
        LinkObject(id=new_id(), key="more", title="More", url="https://example.org/"),
    ]
    document = CourseDocument(
        course=new_id(), revision=1, locale="en", title="Light", cover="fig/eye.svg", objects=things
    )
    return Draft(
        document,
        {
            "fig/eye.svg": (DRAWING, "image/svg+xml"),
            "film.mp4": (FILM, "video/mp4"),
            "film.en.vtt": (CAPTIONS, "text/vtt"),
            "sheet.pdf": (b"%PDF-1.7 sheet", "application/pdf"),
            "unused.bin": (b"nobody shows me", "application/octet-stream"),
        },
    )


def _items(key: str, in_video: UUID | None = None, *, exam: bool = False) -> ItemSetObject:
    item = ChoiceItem(
        id=new_id(),
        key=f"{key}/one",
        prompt="Which?",
        points=2,
        hints=[f"hint {ANSWER}"],
        choices=[
            Choice(id=f"yes-{ANSWER}", html=ANSWER, correct=True, feedback=f"because {ANSWER}"),
            Choice(id="no", html="no", correct=False),
        ],
    )
    items = ItemSet(items=[item], pages=[[item.id]], exam=exam)
    return ItemSetObject(
        id=new_id(), key=key, title=key.title(), item_set=items, in_video=in_video, intro="<p>Try it</p>"
    )


async def announce(world: World, draft: Draft) -> RevisionPublished:
    """Puts the document and media where content would, and returns the fact without telling it."""
    objects: Objects = world.objects
    media = []
    for name, (data, media_type) in draft.files.items():
        digest = checksum(data)
        key = f"{world.tenant}/media/{digest}"
        await objects.private.put(key, data, media_type)
        media.append(Media(name=name, media_type=media_type, size=len(data), checksum=digest, key=key))
    document = replace(draft.document, media=media)
    data = msgspec.json.encode(document)
    digest = checksum(data)
    key = f"{world.tenant}/documents/{digest}"
    await objects.private.put(key, data, "application/json")
    return RevisionPublished(
        course=document.course,
        revision=document.revision,
        locale=document.locale,
        title=document.title,
        document_key=key,
        document_checksum=digest,
        publication=new_id(),
        published_by=new_id(),
    )


async def publish(world: World, draft: Draft) -> RevisionPublished:
    """From content's fact to readers."""
    fact = await announce(world, draft)
    await world.publish(fact)
    await world.quiet()
    return fact
