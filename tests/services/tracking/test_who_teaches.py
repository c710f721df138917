"""Who teaches a run: chosen in its form, also from a form that is older than what it shows."""

import re

import pytest

from stoa.contracts.identity import PersonRegistered, Role
from tests.services.tracking.publishing import activate, schedule, small_course
from tests.services.tracking.test_pages import page
from tests.world import World


async def test_who_teaches_a_run_is_chosen_in_its_form(world: World) -> None:
    course = await activate(world, small_course())
    teacher, other = await world.someone("instructor"), await world.someone("editor")
    learner = await world.someone("learner")
    for one, role in ((other, Role.EDITOR), (learner, Role.LEARNER)):
        await world.publish(PersonRegistered(person=one.person, locale="en", roles=[role]))
    await world.quiet()
    chosen = [f'name="instructors" value="{one.person}"' for one in (teacher, other)]
    new = f"/teach/runs/new?course={course.id}"
    assert 'data-field="instructors" data-roles="instructor,editor,administrator"' in await page(teacher, new)
    html = {"accept": "text/html"}
    made = await teacher.post(new, data={"instructors": ["", str(other.person)]}, headers=html)
    path = made.headers["location"].replace("/enrol", "/dates")
    for one in (teacher, other):
        shown = await page(one, path)
        assert all(person in shown for person in chosen)

    # A form that does not ask for them keeps them; one without any, or with a learner, is refused.
    await teacher.post(path, data={"title": "Autumn"}, headers=html)
    kept = await page(teacher, path)
    assert all(person in kept for person in chosen)
    nobody = await teacher.post(path, data={"instructors": ""}, headers=html)
    assert "A run needs at least one instructor." in nobody.text
    wrong = await teacher.post(path, data={"instructors": ["", str(learner.person)]}, headers=html)
    assert "is nobody here who may teach" in wrong.text

    # Who goes stands before the list of their own runs, not before a page that is closed to them.
    gone = await teacher.post(path, data={"instructors": ["", str(other.person)]}, headers=html)
    assert gone.headers["location"] == "/teach"
    assert (await teacher.get(path, headers=html)).status_code == 404
    assert chosen[0] not in await page(other, path)


@pytest.mark.parametrize("added", [True, False])
async def test_dates_saved_from_an_older_form_keep_who_was_added_or_taken_out_since(
    world: World, added: bool
) -> None:
    course = await activate(world, small_course())
    teacher, other, third = [await world.someone("instructor") for _ in range(3)]
    for one in (other, third):
        await world.publish(PersonRegistered(person=one.person, locale="en", roles=[Role.INSTRUCTOR]))
    await world.quiet()
    run = await schedule(teacher, course)
    path, html = f"/teach/runs/{run}/dates", {"accept": "text/html"}
    alone, both = [str(teacher.person)], [str(teacher.person), str(other.person)]
    before, after = (alone, both) if added else (both, alone)
    await teacher.put(f"/api/runs/{run}", json={"instructors": before})

    def held(form: str) -> dict[str, list[str]]:
        named = ("instructors", "known")
        return {name: re.findall(f'name="{name}" value="([^"]*)"', form) for name in named}

    older = held(await page(teacher, path))
    assert sorted(older["instructors"]) == sorted(["", *before])
    await teacher.put(f"/api/runs/{run}", json={"instructors": after})
    saved = await teacher.post(path, data={**older, "title": "Autumn"}, headers=html)
    assert saved.status_code == 303
    shown = await page(teacher, path)
    assert 'value="Autumn"' in shown
    assert sorted(held(shown)["instructors"]) == sorted(["", *after])

    # Whom the older form adds comes beside them.
    older["instructors"].append(str(third.person))
    await teacher.post(path, data=older, headers=html)
    shown = await page(teacher, path)
    assert sorted(held(shown)["instructors"]) == sorted(["", *after, str(third.person)])


async def test_a_form_that_did_not_ask_who_teaches_shows_them_when_it_is_refused(world: World) -> None:
    teacher = await world.someone("instructor")
    path = f"/teach/runs/{await schedule(teacher, await activate(world, small_course()))}/dates"
    html = {"accept": "text/html"}
    refused = await teacher.post(path, data={"places": "many"}, headers=html)
    shown = re.findall('name="instructors" value="([^"]*)"', refused.text)
    assert (refused.status_code, shown) == (422, ["", str(teacher.person)])
    assert (await teacher.post(path, data={"instructors": shown}, headers=html)).status_code == 303
