"""A course in several languages, as its readers get it."""

import re
from uuid import UUID

from msgspec.structs import replace

from stoa.contracts.content import Translated
from tests.services.tracking.publishing import Course, activate, enrol, schedule, small_course
from tests.services.tracking.test_pages import page
from tests.services.tracking.test_progress import tell
from tests.world import Someone, World


def arabic_of(course: Course, **told: Translated) -> Course:
    """told: by name of an object, what readers are to know of it."""
    arabic = small_course()
    arabic.id, arabic.locale, arabic.title, arabic.source_locale = course.id, "ar", "الضوء واللون", "en"
    arabic.objects = [
        replace(
            mine, id=theirs.id, parent=theirs.parent, requires=theirs.requires, title="أشعة", in_video=None
        )
        for mine, theirs in zip(arabic.objects, course.objects, strict=True)
    ]
    by_id = {course.at(name): one for name, one in told.items()}
    arabic.objects = [replace(one, translated=by_id.get(one.id)) for one in arabic.objects]
    return arabic


async def reading(world: World, **told: Translated) -> tuple[Course, Someone, UUID]:
    course = await activate(world, small_course())
    await activate(world, arabic_of(course, **told))
    learner = await world.someone("learner")
    return course, learner, await enrol(learner, await schedule(await world.someone("instructor"), course))


async def test_reader_sees_which_language_and_version_is_shown(world: World) -> None:
    course, learner, registration = await reading(world)
    path = f"/learn/{registration}/{course.at('rays')}"
    assert "English · version 1" in await page(learner, path)
    shown = await page(learner, f"{path}?locale=ar")
    assert "Arabic · version 1 · translated from English" in shown
    assert "Arabic · version 1" in await page(learner, f"/courses/{course.id}?locale=ar")


async def test_everything_of_the_course_on_a_page_is_of_one_language(world: World) -> None:
    course, learner, registration = await reading(world)
    shown = await page(learner, f"/learn/{registration}/{course.at('rays')}?locale=ar")
    assert "Mirrors" not in shown
    assert "Light and colour" not in shown
    assert '<h1 lang="ar" dir="rtl">' in shown


async def test_words_of_the_interface_stay_in_its_own_language_around_the_course(world: World) -> None:
    course, learner, registration = await reading(world)
    shown = await page(learner, f"/learn/{registration}/{course.at('rays')}?locale=ar")
    article = shown[shown.index("<article") : shown.index("</article")]
    opened = re.split(r'<(?:div|h1)[^>]* lang="ar"', article)
    assert len(opened) == 3
    assert "Mark as read" in article
    assert 'class="prose" data-version' in opened[0]


async def test_what_is_not_translated_is_said_once_and_its_title_is_marked(world: World) -> None:
    told = Translated(lacking=["html", "title"])
    course, learner, registration = await reading(world, rays=told)
    shown = await page(learner, f"/learn/{registration}/{course.at('rays')}?locale=ar")
    assert shown.count("Some of this is not translated yet. It stands in English.") == 1
    assert '<h1 lang="en" dir="ltr">' in shown
    other = await page(learner, f"/learn/{registration}/{course.at('prism')}?locale=ar")
    assert "not translated yet" not in other


async def test_description_that_is_not_translated_stands_in_its_own_direction(world: World) -> None:
    course = await activate(world, small_course())
    arabic = arabic_of(course)
    arabic.translated = Translated(lacking=["description"])
    await activate(world, arabic)
    shown = await page(await world.someone("instructor"), f"/courses/{course.id}?locale=ar")
    assert f'lang="en" dir="ltr"><p class="lead">{course.description}' in shown
    assert '<h1 lang="ar" dir="rtl">' in shown


async def test_what_only_a_machine_has_translated_says_so(world: World) -> None:
    course, learner, registration = await reading(world, rays=Translated(machine=True))
    assert "No person has looked" in await page(
        learner, f"/learn/{registration}/{course.at('rays')}?locale=ar"
    )
    assert "No person has looked" not in await page(
        learner, f"/learn/{registration}/{course.at('more')}?locale=ar"
    )


async def test_language_chosen_on_the_course_page_goes_along_into_the_player(world: World) -> None:
    course, learner, registration = await reading(world)
    there = await page(learner, f"/courses/{course.id}?locale=ar")
    assert f'href="/learn/{registration}?locale=ar"' in there
    answer = await learner.get(f"/learn/{registration}?locale=ar")
    assert answer.headers["location"] == f"/learn/{registration}/{course.at('rays')}?locale=ar"


async def test_choice_of_a_language_is_remembered_before_the_language_of_the_person(world: World) -> None:
    course, learner, registration = await reading(world)
    path = f"/learn/{registration}/{course.at('rays')}"
    arabic = {"cookie": "stoa_locale=ar"}
    assert 'data-shown-locale="ar"' in await page(learner, path, **arabic)
    await tell(learner, registration, course.at("rays"), locale="en")
    assert 'data-shown-locale="en"' in await page(learner, path, **arabic)
    assert 'data-shown-locale="en"' in await page(
        learner, f"/learn/{registration}/{course.at('more')}", **arabic
    )
