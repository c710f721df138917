"""A document in a locale is put together from what has changed and from the one before it."""

from uuid import UUID

import pytest
from msgspec.structs import replace

from stoa.contracts.content import CourseDocument, TextObject, VideoObject
from stoa.contracts.localization import LocaleReady
from stoa.kernel.ids import new_id
from stoa.services.localization.commands.assemble import assemble
from stoa.services.localization.domain import translated
from stoa.services.localization.domain.skeletons import FieldSkeleton, close_field
from stoa.services.localization.store import documents, editions
from tests.services.localization.courses import (
    Draft,
    publish,
    ready_document,
    text_course,
    translate_all,
    want,
    whole_course,
)
from tests.world import World


def three_texts() -> Draft:
    draft = text_course()
    things = [
        TextObject(id=new_id(), key=f"t{at}", title=f"Text {name}", html=f"<p>About {name}.</p>")
        for at, name in enumerate(("light", "sound", "heat"))
    ]
    return draft.next(objects=things)


def with_first(draft: Draft, html: str) -> Draft:
    first, *rest = draft.document.objects
    assert isinstance(first, TextObject)
    return draft.next(objects=[replace(first, html=html), *rest])


async def in_spanish(world: World, draft: Draft) -> None:
    await publish(world, draft)
    await want(world, draft, "es")
    await translate_all(world)


async def from_nothing(world: World, course: UUID) -> CourseDocument:
    """Told once more, without the document before it."""
    async with world.db("localization").work(world.caller()) as work:
        await editions.forget_published(work, course, "es")
        await documents.forget_made(work, course, "es")
    told = len(world.events(LocaleReady))
    await assemble(world.db("localization"), world.objects, world.caller(), course, "es")
    await world.quiet()
    assert len(world.events(LocaleReady)) == told + 1
    return await ready_document(world)


async def test_document_after_edits_is_the_one_that_is_put_together_from_nothing(world: World) -> None:
    draft = whole_course()
    await in_spanish(world, draft)
    for html in ("<p>Light is slow.</p>", "<p>Light is slow. It waits.</p>"):
        draft = draft.with_text(html)
        await publish(world, draft)
        await translate_all(world)
    grown = await ready_document(world)
    whole = await from_nothing(world, draft.document.course)
    assert replace(grown, revision=whole.revision) == whole
    [film] = [one for one in grown.objects if isinstance(one, VideoObject)]
    assert film.captions["es"] in {entry.name for entry in grown.media}


async def test_only_what_changed_is_put_together_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = three_texts()
    await in_spanish(world, draft)
    closed: list[str] = []

    def noted(skeleton: FieldSkeleton, *said: object) -> str:
        closed.append(skeleton.path)
        return close_field(skeleton, *said)  # type: ignore[arg-type]

    monkeypatch.setattr(translated, "close_field", noted)
    await publish(world, with_first(draft, "<p>About shade.</p>"))
    await translate_all(world)
    texts = [one for one in (await ready_document(world)).objects if isinstance(one, TextObject)]
    assert [one.html for one in texts] == ["<p>ABOUT SHADE.</p>", "<p>ABOUT SOUND.</p>", "<p>ABOUT HEAT.</p>"]
    assert closed.count("html") == 1


async def test_what_content_says_beside_its_texts_is_never_taken_over(world: World) -> None:
    draft = three_texts()
    await in_spanish(world, draft)
    first, second, third = draft.document.objects
    changed = [first, replace(second, minutes=7.0), replace(third, required=False)]
    await publish(world, draft.next(objects=changed))
    now = (await ready_document(world)).objects
    assert [(one.minutes, one.required) for one in now] == [(0, True), (7, True), (0, False)]


async def test_without_the_document_before_all_is_put_together_anew(world: World) -> None:
    draft = three_texts()
    await in_spanish(world, draft)
    last = world.events(LocaleReady)[-1]
    await world.objects.private.delete(last.document_key)
    await publish(world, with_first(draft, "<p>About shade.</p>"))
    await translate_all(world)
    document = await ready_document(world)
    assert [one.title for one in document.objects] == ["TEXT LIGHT", "TEXT SOUND", "TEXT HEAT"]


async def test_translation_that_comes_later_is_told_though_content_says_what_it_said(world: World) -> None:
    draft = three_texts()
    await publish(world, draft)
    await want(world, draft, "es", policy="fallback", share=0)
    assert (await ready_document(world)).objects[0].title == "Text light"
    await translate_all(world)
    titles = [one.title for one in (await ready_document(world)).objects]
    assert titles == ["TEXT LIGHT", "TEXT SOUND", "TEXT HEAT"]
