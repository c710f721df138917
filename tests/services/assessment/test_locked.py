"""A set that waits for other objects begins no attempt before they are completed, whichever door is tried."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from stoa.contracts import content
from tests.services.assessment.school import School, item_set
from tests.world import Someone, World

A, B, FILM, BLOCK, OPTIONAL, GONE = (uuid4() for _ in range(6))


def text(about: UUID, **more: Any) -> content.TextObject:
    return content.TextObject(id=about, key=str(about), title="Rays", html="<p>Rays</p>", **more)


def block(about: UUID, **more: Any) -> content.Block:
    return content.Block(id=about, key=str(about), title="Part", **more)


def film(**more: Any) -> content.VideoObject:
    return content.VideoObject(id=FILM, key="film", title="Film", video="film.mp4", **more)


async def begins(school: School, learner: Someone, registration: UUID) -> tuple[int, str | None]:
    told = {"registration": str(registration), "item_set": str(school.set_id)}
    answer = await learner.post("/api/attempts", json=told)
    return answer.status_code, answer.json().get("code")


LOCKED, BEGUN = (409, "item_set.locked"), (201, None)


@pytest.mark.parametrize(
    ("among", "of_quiz", "completed"),
    [
        ([text(A)], {"requires": [A]}, [A]),
        ([text(A), text(B)], {"requires": [A, B]}, [A, B]),
        ([text(A), block(BLOCK, requires=[A])], {"parent": BLOCK}, [A]),
        (
            [block(BLOCK), text(A, parent=BLOCK), text(OPTIONAL, parent=BLOCK, required=False)],
            {"requires": [BLOCK]},
            [A],
        ),
        ([text(A), film(requires=[A])], {"in_video": FILM}, [A]),
    ],
    ids=["its own", "two", "its block's", "a block", "its film's"],
)
async def test_a_set_opens_when_what_it_waits_for_is_completed(
    world: World, school: School, among: Any, of_quiz: Any, completed: list[UUID]
) -> None:
    await school.publish(item_set(), revision=2, activation=2, among=among, **of_quiz)
    learner = await world.someone("learner")
    registration = await school.enrol(learner)
    for thing in completed:
        assert await begins(school, learner, registration) == LOCKED
        await school.complete(learner, registration, thing)
    assert await begins(school, learner, registration) == BEGUN


async def test_what_one_has_completed_opens_nothing_for_another(world: World, school: School) -> None:
    await school.publish(item_set(), revision=2, activation=2, among=[text(A)], requires=[A])
    one, other = await world.someone("learner"), await world.someone("learner")
    theirs, registration = await school.enrol(other), await school.enrol(one)
    await school.complete(other, theirs, A)
    assert await begins(school, one, registration) == LOCKED
    assert await begins(school, other, theirs) == BEGUN


async def test_a_set_does_not_wait_for_what_is_no_longer_in_the_course(world: World, school: School) -> None:
    await school.publish(item_set(), revision=2, activation=2, requires=[GONE])
    learner = await world.someone("learner")
    assert await begins(school, learner, await school.enrol(learner)) == BEGUN


@pytest.mark.parametrize("in_film", [False, True])
async def test_a_set_that_was_completed_stays_open_whatever_comes_before_it_since(
    world: World, school: School, in_film: bool
) -> None:
    among: list[content.LearningObject] = [text(A), film(requires=[A])]
    of_quiz = {"in_video": FILM} if in_film else {"requires": [A]}
    await school.publish(item_set(), revision=2, activation=2, among=among, **of_quiz)
    learner = await world.someone("learner")
    registration = await school.enrol(learner)
    assert await begins(school, learner, registration) == LOCKED
    await school.complete(learner, registration, FILM if in_film else school.set_id)
    assert await begins(school, learner, registration) == BEGUN


async def test_an_attempt_that_was_begun_goes_on_when_the_set_is_locked_later(school: School) -> None:
    learner, registration, attempt = await school.learner_with_attempt()
    await school.publish(item_set(), revision=2, activation=2, among=[text(A)], requires=[A])
    assert (await learner.post(f"/api/attempts/{attempt}/submit")).status_code == 200
    assert await begins(school, learner, registration) == LOCKED
    shown = (
        await learner.get(f"/assess/{registration}/{school.set_id}", headers={"hx-request": "true"})
    ).text
    assert "This opens when" in shown
    assert "Begin another attempt" not in shown


async def test_the_page_of_a_locked_set_offers_no_beginning(world: World, school: School) -> None:
    await school.publish(item_set(), revision=2, activation=2, among=[text(A)], requires=[A])
    learner = await world.someone("learner")
    registration = await school.enrol(learner)
    address = f"/assess/{registration}/{school.set_id}"
    alone = (await learner.get(address, headers={"accept": "text/html"})).text
    assert "This opens when" in alone
    assert "/attempts" not in alone
    # The player shows it only where it is open: what was completed is still being told.
    in_player = (await learner.get(address, headers={"hx-request": "true"})).text
    assert f'hx-get="{address}?tries=1"' in in_player
    assert "/attempts" not in in_player
    at_last = (await learner.get(f"{address}?tries=10", headers={"hx-request": "true"})).text
    assert "This opens when" in at_last
    assert "hx-get" not in at_last
    assert (await learner.post(f"{address}/attempts")).status_code == 409
    await school.complete(learner, registration, A)
    assert "/attempts" in (await learner.get(address, headers={"hx-request": "true"})).text
