"""A published course reaches readers in another language through people, over the real doors."""

import re

import pytest

from stoa.contracts.content import CourseArchived
from stoa.contracts.delivery import Manifest, ManifestActivated
from stoa.contracts.localization import LocaleReady
from tests.flows.classroom import Classroom, active_manifest
from tests.services.localization.courses import (
    TEXT,
    Draft,
    accept,
    claim,
    publish,
    text_course,
    translate_all,
    want,
)
from tests.world import Stage, World


@pytest.fixture
async def world(stage: Stage) -> World:
    return World(stage)


async def written(world: World, manifest: Manifest, path: str) -> str:
    """An asset as readers get it."""
    return (await world.objects.assets.get(manifest.key_of(path))).decode()


async def shown(world: World, manifest: Manifest) -> str:
    """The page of the first object."""
    return await written(world, manifest, manifest.objects[0].pages["standard"])


async def in_spanish(world: World) -> Draft:
    await publish(world, draft := text_course())
    await want(world, draft, "es")
    await translate_all(world)
    return draft


async def test_translated_course_is_an_active_edition_beside_its_source(world: World) -> None:
    await in_spanish(world)
    facts = {fact.locale: (fact.version, fact.title) for fact in world.events(ManifestActivated)}
    assert facts == {"en": (1, "Optics"), "es": (1, "OPTICS")}
    assert "IT BENDS." in await shown(world, await active_manifest(world))


async def test_one_changed_sentence_leaves_the_old_edition_until_it_is_translated(world: World) -> None:
    draft = await in_spanish(world)
    await publish(world, draft.with_text(TEXT.replace("It bends.", "It bends a little.")))
    assert [fact.version for fact in world.events(ManifestActivated) if fact.locale == "es"] == [1]
    translator = await world.someone("translator")
    [task] = await claim(translator, count=10)
    await accept(translator, task, "SE DOBLA.")
    await world.quiet()
    assert [fact.version for fact in world.events(ManifestActivated) if fact.locale == "es"] == [1, 2]
    assert "SE DOBLA." in await shown(world, await active_manifest(world))
    assert [fact.source_revision for fact in world.events(LocaleReady)] == [1, 2]


async def test_mended_translation_of_the_same_revision_is_published_under_a_revision_of_its_own(
    world: World,
) -> None:
    draft = await in_spanish(world)
    translator = await world.someone("translator")
    unit = (await translator.get("/api/post-edits")).json()
    assert unit == []
    course = draft.document.course
    [text] = [one for one in world.events(LocaleReady) if one.course == course]
    found = (await translator.get(f"/api/courses/{course}/units", params={"locale": "es"})).json()
    task = next(one for one in found if one["source"]["text"] == "It bends.")
    await accept(translator, task, "SE CURVA.")
    await world.quiet()
    facts = world.events(LocaleReady)
    assert [(fact.revision, fact.source_revision) for fact in facts] == [(1, 1), (2, 1)]
    assert text.document_key != facts[-1].document_key
    assert "SE CURVA." in await shown(world, await active_manifest(world))


async def test_whole_demonstration_reaches_readers_in_another_language_with_what_is_missing_marked(
    hall: World, classroom: Classroom
) -> None:
    source = classroom.manifest
    wanted = {"policy": "fallback", "share": 0}
    address = f"/api/courses/{classroom.course}/locales/es"
    assert (await classroom.editor.put(address, json=wanted)).status_code == 200
    await hall.quiet(120)
    manifest = await active_manifest(hall)
    assert (manifest.locale, len(manifest.objects)) == ("es", len(source.objects))
    assert [thing.kind for thing in manifest.objects] == [thing.kind for thing in source.objects]
    text = next(thing for thing in manifest.objects if thing.kind == "text")
    page = await written(hall, manifest, text.pages["standard"])
    assert '<span lang="en" dir="ltr">' in page
    pages = [await written(hall, manifest, path) for one in manifest.objects for path in one.pages.values()]
    described = [tag for page in pages for tag in re.findall(r'<img [^>]*alt="[^"]+"[^>]*>', page)]
    assert described
    assert all('lang="en"' in tag for tag in described)
    asked = {
        "registration": str(classroom.registration),
        "item_set": str(classroom.item_set),
        "locale": "es",
    }
    begun = await classroom.learner.post("/api/attempts", json=asked)
    assert begun.status_code == 201, begun.text


async def test_removed_locale_is_taken_from_readers_and_comes_back_when_it_is_wanted_again(
    world: World,
) -> None:
    draft = await in_spanish(world)
    course = draft.document.course
    editor = await world.someone("editor")
    spanish = f"/api/courses/{course}/manifest?locale=es"
    assert (await editor.get(spanish)).status_code == 200
    assert (await editor.delete(f"/api/courses/{course}/locales/es")).status_code == 204
    await world.quiet()
    assert (await editor.get(spanish)).status_code == 404
    assert (await editor.get(f"/api/courses/{course}/manifest?locale=en")).status_code == 200
    assert (await editor.post("/api/translation/findings/looks", json={})).json()["found"] == []
    await want(world, draft, "es")
    assert (await editor.get(spanish)).status_code == 200


async def test_archived_course_is_left_to_its_readers_in_its_own_language(world: World) -> None:
    draft = await in_spanish(world)
    course = draft.document.course
    await world.publish(CourseArchived(course=course))
    await world.quiet()
    editor = await world.someone("editor")
    assert (await editor.get(f"/api/courses/{course}/manifest?locale=es")).status_code == 404
    assert (await editor.get(f"/api/courses/{course}/manifest?locale=en")).status_code == 200
