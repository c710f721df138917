"""The gradebook as instructors see it: sorted, filtered, turned, looked into, decided about."""

from collections.abc import Sequence
from uuid import UUID

import pytest

from stoa.kernel.ids import new_id
from tests.services.assessment.school import School
from tests.services.assessment.test_gradebook import submit_with
from tests.world import World

HX = {"hx-request": "true"}
RIGHTS = [("true_false",), ("true_false", "numeric"), ("true_false", "numeric", "short_text")]


async def taught(school: School) -> list[UUID]:
    """Three learners, the later the better."""
    people: list[UUID] = []
    for right in RIGHTS:
        learner, registration, attempt = await school.learner_with_attempt()
        await submit_with(school, learner, attempt, *right)
        await school.judge(learner, registration, len(right) / 8)
        people.append(learner.person)
    return people


def order_of(text: str, people: Sequence[UUID]) -> list[int]:
    places = [text.find(str(person)) for person in people]
    return sorted((n for n in range(len(people)) if places[n] >= 0), key=lambda n: places[n])


@pytest.mark.parametrize(
    ("sort", "order"),
    [("enrolment", [0, 1, 2]), ("-enrolment", [2, 1, 0]), ("total", [0, 1, 2]), ("-total", [2, 1, 0])],
)
async def test_it_is_sorted(school: School, sort: str, order: list[int]) -> None:
    people = await taught(school)
    page = await school.instructor.get(f"/teach/runs/{school.run}/gradebook?sort={sort}")
    assert page.status_code == 200, page.text
    assert order_of(page.text, people) == order


async def test_it_is_sorted_by_a_set_and_an_unknown_column_is_refused(school: School) -> None:
    people = await taught(school)
    address = f"/teach/runs/{school.run}/gradebook"
    page = await school.instructor.get(f"{address}?sort=-{school.set_id}", headers=HX)
    assert order_of(page.text, people) == [2, 1, 0]
    assert 'aria-sort="descending"' in page.text
    refused = await school.instructor.get(f"{address}?sort=luck")
    assert (refused.status_code, refused.json()["code"]) == (422, "gradebook.unknown_column")


async def test_it_shows_who_needs_a_look(school: School, world: World) -> None:
    people = await taught(school)
    idle = await world.someone("learner")
    await school.enrol(idle)
    everyone = [*people, idle.person]
    address = f"/teach/runs/{school.run}/gradebook"
    for show, expected in [
        ("all", [0, 1, 2, 3]),
        ("unfinished", [3]),
        ("failing", [0, 1, 2]),
        ("overridden", []),
    ]:
        page = await school.instructor.get(f"{address}?show={show}", headers=HX)
        assert order_of(page.text, everyone) == expected, show


async def test_no_name_is_in_it(school: School) -> None:
    await taught(school)
    page = await school.instructor.get(f"/teach/runs/{school.run}/gradebook", headers=HX)
    assert page.text.count("<stoa-person") == 3


async def test_an_empty_run_says_what_to_do(school: School) -> None:
    page = await school.instructor.get(f"/teach/runs/{school.run}/gradebook")
    assert "Nobody is enrolled yet" in page.text


async def test_behind_a_cell_are_the_attempts_with_what_was_right(school: School) -> None:
    learner, registration, attempt = await school.learner_with_attempt()
    await submit_with(school, learner, attempt, "numeric")
    second = await school.start(learner, registration)
    address = f"/teach/runs/{school.run}/gradebook/{registration}/{school.set_id}"
    latest = await school.instructor.get(address)
    assert "This attempt goes on." in latest.text
    first = await school.instructor.get(f"{address}?attempt=1")
    assert 'value="25"' in first.text
    assert "sesame solution" in first.text
    assert str(attempt) not in first.text.replace(f"/assess/attempts/{attempt}", "")
    assert second


async def test_a_score_is_changed_with_a_reason_and_taken_back(school: School, world: World) -> None:
    learner, registration, attempt = await school.learner_with_attempt()
    await submit_with(school, learner, attempt, "numeric")
    address = f"/teach/runs/{school.run}/gradebook/{registration}/{school.set_id}"
    refused = await school.instructor.post(
        f"{address}/overrides", data={"percent": "110", "reason": "Oral"}, headers=HX
    )
    assert refused.status_code == 422
    assert 'value="110"' in refused.text
    assert "from 0 to 100" in refused.text
    key = {"idempotency-key": str(new_id())}
    form = {"percent": "87,5", "reason": "Oral exam"}
    changed = [
        await school.instructor.post(f"{address}/overrides", data=form, headers=HX | key) for _ in range(2)
    ]
    assert [answer.status_code for answer in changed] == [200, 200]
    assert "stoa:toast" in changed[0].headers["hx-trigger"]
    page = (await school.instructor.get(address)).text
    assert page.count("Oral exam") == 1
    assert "87 %" in page
    override = page.split(f"{address}/overrides/")[1][:36]
    undone = await school.instructor.post(f"{address}/overrides/{override}/undo", headers=HX)
    assert undone.status_code == 200
    assert "12 %" in (await school.instructor.get(address)).text


async def test_a_cell_is_of_those_who_teach_the_run(school: School, world: World) -> None:
    learner, registration, _ = await school.learner_with_attempt()
    address = f"/teach/runs/{school.run}/gradebook"
    cell = f"{address}/{registration}/{school.set_id}"
    for who, status in [
        (await world.someone("instructor"), 404),
        (await world.someone("instructor", tenant=world.new_tenant(), person=school.instructor.person), 404),
        (learner, 403),
        (await world.someone("administrator"), 200),
    ]:
        assert (await who.get(address)).status_code == status
        assert (await who.get(cell)).status_code == status
    elsewhere = f"{address}/{new_id()}/{school.set_id}"
    assert (await school.instructor.get(elsewhere)).status_code == 404
