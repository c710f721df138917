"""Courses as content would publish them, small enough to be translated by hand."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec.structs import replace

from stoa.contracts.content import (
    Choice,
    ChoiceItem,
    CourseDocument,
    ItemSet,
    ItemSetObject,
    LearningObject,
    Media,
    RevisionPublished,
    Skill,
    TextObject,
    VideoObject,
)
from stoa.contracts.localization import LocaleReady
from stoa.kernel.checksum import checksum
from stoa.kernel.ids import new_id
from tests.world import Someone, World

CAPTIONS = b"WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ada>Light bends.\n\n00:03.500 --> 00:05.000\nWatch it.\n"
TEXT = '<p>Light is <b>fast</b>. See <a href="https://example.org">more</a>.</p><p>It bends.</p>'


@dataclass(frozen=True)
class Draft:
    """A course before it is published."""

    document: CourseDocument
    files: dict[str, tuple[bytes, str]]

    def with_text(self, html: str) -> "Draft":
        """The next revision, whose first text is another."""
        things = [
            replace(one, html=html) if isinstance(one, TextObject) else one for one in self.document.objects
        ]
        return self.next(objects=things)

    def next(self, **changes: Any) -> "Draft":
        return Draft(replace(self.document, revision=self.document.revision + 1, **changes), self.files)


def text_course(html: str = TEXT, **front: Any) -> Draft:
    """One text."""
    text = TextObject(id=new_id(), key="light", title="Light", html=html)
    return Draft(_document([text], **front), {})


def whole_course() -> Draft:
    """A text, a film with captions and a question."""
    item = ChoiceItem(
        id=new_id(),
        key="q/one",
        prompt="<p>How fast is it?</p>",
        hints=["<p>Faster than sound.</p>"],
        choices=[
            Choice(id="a", html="Very fast", correct=True, feedback="<p>Yes.</p>"),
            Choice(id="b", html="300", correct=False),
        ],
    )
    things: list[LearningObject] = [
        TextObject(id=new_id(), key="light", title="Light", html=TEXT),
        VideoObject(id=new_id(), key="film", title="Film", video="film.mp4", captions={"en": "film.vtt"}),
        ItemSetObject(
            id=new_id(), key="q", title="Question", item_set=ItemSet(items=[item], pages=[[item.id]])
        ),
    ]
    skills = [Skill(id="optics", title="Optics")]
    files = {"film.vtt": (CAPTIONS, "text/vtt"), "film.mp4": (b"film", "video/mp4")}
    return Draft(_document(things, skills=skills), files)


def _document(things: list[LearningObject], **front: Any) -> CourseDocument:
    front = {"title": "Optics", "locale": "en", **front}
    return CourseDocument(course=new_id(), revision=1, objects=things, **front)


async def announce(world: World, draft: Draft) -> RevisionPublished:
    """Puts the document and media where content would, and returns the fact without telling it."""
    media = []
    for name, (data, media_type) in draft.files.items():
        digest = checksum(data)
        key = f"{world.tenant}/media/{digest}"
        await world.objects.private.put(key, data, media_type)
        media.append(Media(name=name, media_type=media_type, size=len(data), checksum=digest, key=key))
    document = replace(draft.document, media=media)
    data = msgspec.json.encode(document)
    digest = checksum(data)
    key = f"{world.tenant}/documents/{digest}"
    await world.objects.private.put(key, data, "application/json")
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
    fact = await announce(world, draft)
    await world.publish(fact)
    await world.quiet()
    return fact


async def want(world: World, draft: Draft, locale: str, **terms: Any) -> Someone:
    """Has the course translated. Returns the editor who asked."""
    editor = await world.someone("editor")
    answer = await editor.put(f"/api/courses/{draft.document.course}/locales/{locale}", json=terms)
    assert answer.status_code == 200, answer.text
    await world.quiet()
    return editor


async def translate_all(world: World, say: Callable[[str], str] = str.upper) -> Someone:
    """A translator takes whatever waits, until nothing does."""
    translator = await world.someone("translator")
    while claimed := await claim(translator):
        for one in claimed:
            await accept(translator, one, say(one["source"]["text"]))
    await world.quiet()
    return translator


async def claim(translator: Someone, **asked: Any) -> list[dict[str, Any]]:
    answer = await translator.post("/api/post-edits/claims", json={"locales": ["es", "ar", "fr"], **asked})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


async def accept(translator: Someone, one: dict[str, Any], target: str, seconds: int = 5) -> dict[str, Any]:
    said = {
        "target": target,
        "source": one["source"]["checksum"],
        "version": one["unit"]["version"],
        "seconds": seconds,
        "insist": True,
    }
    answer = await translator.post(f"/api/units/{one['unit']['id']}/accept", json=said)
    assert answer.status_code == 200, answer.text
    taken: dict[str, Any] = answer.json()
    return taken


async def ready_document(world: World) -> CourseDocument:
    """Of the last locale that was told to be ready."""
    fact = world.events(LocaleReady)[-1]
    data = await world.objects.private.get(fact.document_key, fact.document_checksum)
    document = msgspec.json.decode(data, type=CourseDocument)
    assert (document.locale, document.title) == (fact.locale, fact.title)
    return document
