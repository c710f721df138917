"""What is kept of pages between requests is never somebody else's, of another language, or of the past."""

import re

import msgspec

from stoa.runtime import words
from tests.services.tracking.publishing import Course, activate, enrol
from tests.services.tracking.test_pages import page
from tests.services.tracking.test_progress import started, tell
from tests.world import World

FINISHED = re.compile(r'outline-satisfied">\s*<a [^>]*href="[^"]*/([0-9a-f-]{36})"')


async def test_learners_of_a_course_see_their_own_progress_at_once(world: World) -> None:
    course, one, own, run = await started(world)
    other = await world.someone("learner")
    others = await enrol(other, run)
    rays = str(course.at("rays"))
    for learner, registration in ((one, own), (other, others), (one, own)):
        for path in (f"/courses/{course.id}", f"/learn/{registration}/{rays}"):
            shown = await page(learner, path)
            assert str(registration) in shown
            assert str(others if registration == own else own) not in shown
            assert rays not in FINISHED.findall(shown)
    await tell(one, own, course.at("rays"), finished=True)
    for path in (f"/courses/{course.id}", f"/learn/{own}/{rays}"):
        assert rays in FINISHED.findall(await page(one, path))
    for path in (f"/courses/{course.id}", f"/learn/{others}/{rays}"):
        assert rays not in FINISHED.findall(await page(other, path))


async def test_a_page_is_in_the_language_of_who_asks_whoever_asked_before(world: World) -> None:
    course, learner, registration, _ = await started(world)
    say = {locale: words.catalog(locale).gettext("not started") for locale in words.LOCALES}
    for locale in (*words.LOCALES, *reversed(words.LOCALES)):
        cookie = {"cookie": f"stoa_locale={locale}"}
        for path in (f"/courses/{course.id}", f"/learn/{registration}/{course.at('rays')}"):
            shown = await page(learner, path, **cookie)
            assert f'<html lang="{locale}"' in shown
            for other, text in say.items():
                assert (f'aria-label="{text}"' in shown) is (other == locale)


async def test_a_title_that_a_new_version_changes_is_shown_at_once(world: World) -> None:
    course, learner, registration, _ = await started(world)
    path = f"/learn/{registration}/{course.at('rays')}"
    assert "Rays &amp; &lt;beams&gt;" not in await page(learner, path)
    renamed = Course(id=course.id, version=2).text("rays")
    renamed.objects = [msgspec.structs.replace(renamed.objects[0], title="Rays & <beams>")]
    await activate(world, renamed, activation=2)
    assert "Rays &amp; &lt;beams&gt;" in await page(learner, path)
    assert "<beams>" not in await page(learner, path)
