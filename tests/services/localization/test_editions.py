"""A published course is cut, translated and put together in another locale."""

from stoa.contracts.content import RevisionPublished
from stoa.contracts.localization import LocaleReady, PostEditRequested, SegmentsChanged, TranslationRequested
from tests.services.localization.courses import publish, ready_document, text_course, want, whole_course
from tests.world import World


async def test_published_course_is_cut_into_segments_once(world: World) -> None:
    draft = whole_course()
    fact = await publish(world, draft)
    [changed] = world.events(SegmentsChanged)
    assert (changed.course, changed.added, changed.changed, changed.removed) == (fact.course, 14, 0, 0)
    again = RevisionPublished(**{name: getattr(fact, name) for name in fact.__struct_fields__})
    await world.publish(again)
    await publish(world, draft.next())
    assert len(world.events(SegmentsChanged)) == 1


async def test_course_in_a_new_locale_waits_for_people_where_nobody_else_translates(world: World) -> None:
    draft = whole_course()
    await publish(world, draft)
    editor = await want(world, draft, "es")
    assert sum(len(fact.objects) for fact in world.events(TranslationRequested)) == 4
    assert sum(len(fact.units) for fact in world.events(PostEditRequested)) == 14
    [standing] = (await editor.get(f"/api/courses/{draft.document.course}/locales")).json()
    assert (standing["segments"], standing["translated"], standing["queued"]) == (14, 0, 14)
    assert not world.events(LocaleReady)


async def test_source_stands_in_for_what_is_missing_where_the_policy_says_so_and_is_marked(
    world: World,
) -> None:
    draft = text_course()
    await publish(world, draft)
    await want(world, draft, "es", policy="fallback", share=0)
    [ready] = world.events(LocaleReady)
    assert (ready.locale, ready.revision, ready.share) == ("es", 1, 0.0)
    document = await ready_document(world)
    assert document.title == "Optics"
    [text] = document.objects
    assert text.html == (  # type: ignore[union-attr]
        '<p><span lang="en" dir="ltr">Light is <b>fast</b>. See <a href="https://example.org">more</a>.</span></p>'
        '<p><span lang="en" dir="ltr">It bends.</span></p>'
    )
