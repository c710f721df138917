"""A locale that delivery takes back: readers go on in another one, whatever order facts come in."""

import pytest

from stoa.contracts.delivery import ManifestWithdrawn
from tests.services.tracking.publishing import Course, activate, store
from tests.services.tracking.test_languages import arabic_of, reading
from tests.services.tracking.test_pages import page
from tests.world import World


def withdrawn(course: Course, activation: int) -> ManifestWithdrawn:
    return ManifestWithdrawn(content=course.id, course=course.id, locale="ar", activation=activation)


def is_arabic(shown: str) -> bool:
    return '<h1 lang="ar" dir="rtl">' in shown


async def test_reader_goes_on_in_the_language_that_is_left(world: World) -> None:
    course, learner, registration = await reading(world)
    await world.publish(withdrawn(course, 2))
    await world.quiet()
    shown = await page(learner, f"/learn/{registration}/{course.at('rays')}?locale=ar")
    assert not is_arabic(shown)
    assert "Mirrors" in shown


@pytest.mark.parametrize(("activation", "back"), [(1, False), (3, True)])
async def test_activation_from_before_does_not_bring_it_back_and_a_later_one_does(
    world: World, activation: int, back: bool
) -> None:
    course, learner, registration = await reading(world)
    await world.publish(withdrawn(course, 2))
    await world.quiet()
    await world.publish(await store(world, arabic_of(course), activation=activation))
    await world.quiet()
    shown = await page(learner, f"/learn/{registration}/{course.at('rays')}?locale=ar")
    assert is_arabic(shown) is back


async def test_withdrawal_that_comes_late_leaves_what_was_activated_since(world: World) -> None:
    course, learner, registration = await reading(world)
    await activate(world, arabic_of(course), activation=3)
    await world.publish(withdrawn(course, 2))
    await world.quiet()
    shown = await page(learner, f"/learn/{registration}/{course.at('rays')}?locale=ar")
    assert is_arabic(shown)
