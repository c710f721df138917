"""A locale that is no longer wanted is taken back from readers, and comes back when it is told again."""

import msgspec
import pytest

from stoa.contracts.delivery import ManifestActivated, ManifestWithdrawn
from stoa.contracts.localization import LocaleRemoved
from stoa.kernel.ids import new_id
from tests.services.delivery.courses import Draft, announce, publish, small_course
from tests.world import World


@pytest.fixture
def spanish() -> Draft:
    draft = small_course()
    return Draft(msgspec.structs.replace(draft.document, locale="es"), draft.files)


def removed(draft: Draft) -> LocaleRemoved:
    return LocaleRemoved(course=draft.document.course, locale="es", change=2, before=new_id())


async def tell(world: World, *facts: LocaleRemoved) -> None:
    await world.publish(*facts)
    await world.quiet()


async def test_readers_get_nothing_in_a_locale_that_was_removed(world: World, spanish: Draft) -> None:
    await publish(world, spanish)
    await tell(world, removed(spanish))
    [fact] = world.events(ManifestWithdrawn)
    assert (fact.course, fact.locale, fact.activation) == (spanish.document.course, "es", 2)
    editor = await world.someone("editor")
    gone = await editor.get(f"/api/courses/{spanish.document.course}/manifest?locale=es")
    assert (gone.status_code, gone.json()["code"]) == (404, "manifest.missing")
    page = await editor.get(
        f"/editor/courses/{spanish.document.course}/versions?locale=es", headers={"accept": "text/html"}
    )
    assert "taken back" in page.text
    assert ">Active<" not in page.text


async def test_removal_told_twice_withdraws_once(world: World, spanish: Draft) -> None:
    await publish(world, spanish)
    fact = removed(spanish)
    await tell(world, fact, fact, removed(spanish))
    assert len(world.events(ManifestWithdrawn)) == 1


async def test_what_was_on_its_way_when_the_locale_was_removed_is_not_activated(
    world: World, spanish: Draft
) -> None:
    fact = await announce(world, spanish)
    await tell(world, removed(spanish))
    await world.publish(fact)
    await world.quiet()
    assert world.events(ManifestActivated) == []


async def test_removal_that_comes_late_leaves_what_was_asked_for_since(world: World, spanish: Draft) -> None:
    late = removed(spanish)
    await publish(world, spanish)
    await tell(world, late)
    assert world.events(ManifestWithdrawn) == []


async def test_locale_told_again_is_active_again_though_it_says_the_same(
    world: World, spanish: Draft
) -> None:
    await publish(world, spanish)
    await tell(world, removed(spanish))
    await publish(world, spanish)
    facts = [(fact.version, fact.activation) for fact in world.events(ManifestActivated)]
    assert facts == [(1, 1), (1, 3)]


async def test_editor_may_activate_a_version_of_a_locale_that_was_taken_back(
    world: World, spanish: Draft
) -> None:
    await publish(world, spanish)
    await tell(world, removed(spanish))
    body = {"locale": "es", "version": 1, "expected": 2}
    answer = await (await world.someone("editor")).post(
        f"/api/courses/{spanish.document.course}/activations", json=body
    )
    assert (answer.status_code, answer.json()["was"]) == (201, None)
