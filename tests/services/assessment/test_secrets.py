"""No key reaches a browser before it may; nobody sees what is not theirs."""

from typing import Any
from uuid import UUID

import pytest

from stoa.contracts.content import Reveal
from stoa.kernel.ids import new_id
from tests.services.assessment.school import SECRET, School, item_set
from tests.world import Someone, World

WRONG: dict[str, Any] = {
    "choice": "1",
    "multiple": ["1"],
    "true_false": False,
    "numeric": "1",
    "short_text": "nothing",
    "match": {"1": "1"},
    "order": ["4", "3", "2", "1"],
    "cloze": {"2": "1"},
}


async def respond_to_all(school: School, learner: Someone, attempt: UUID) -> str:
    """Everything that the doors said."""
    said = ""
    for kind, given in WRONG.items():
        body = {"item": str(school.item(kind)), "given": given}
        answer = await learner.post(f"/api/attempts/{attempt}/responses", json=body)
        assert answer.status_code == 201, answer.text
        said += answer.text
    return said + (await learner.get(f"/api/attempts/{attempt}")).text


async def test_before_a_response_no_key_is_told(school: School) -> None:
    learner, _, attempt = await school.learner_with_attempt()
    told = (await learner.get(f"/api/attempts/{attempt}")).text
    assert SECRET not in told
    assert "seed" not in told


async def test_a_leak_would_be_found(school: School) -> None:
    learner, _, attempt = await school.learner_with_attempt()
    item = str(school.item("true_false"))
    await learner.post(f"/api/attempts/{attempt}/responses", json={"item": item, "given": False})
    assert SECRET in (await learner.get(f"/api/attempts/{attempt}")).text


@pytest.mark.parametrize("reveal", [Reveal.AFTER_ATTEMPT, Reveal.NEVER])
async def test_where_nothing_is_told_before_the_end_nothing_is(school: School, reveal: Reveal) -> None:
    await school.publish(item_set(reveal=reveal), revision=2, activation=2)
    learner, _, attempt = await school.learner_with_attempt()
    said = await respond_to_all(school, learner, attempt)
    assert SECRET not in said
    assert '"share"' not in said
    submitted = await learner.post(f"/api/attempts/{attempt}/submit")
    after = (await learner.get(f"/api/attempts/{attempt}")).text
    assert (SECRET in after) == (reveal is Reveal.AFTER_ATTEMPT)
    assert "scaled" in submitted.json()


async def test_while_tries_are_left_what_is_right_is_not_told(school: School) -> None:
    learner, _, attempt = await school.learner_with_attempt()
    await respond_to_all(school, learner, attempt)
    for shown in (await learner.get(f"/api/attempts/{attempt}")).json()["items"].values():
        if shown["state"] == "tried":
            assert shown["solution"] is None
            assert f"{SECRET} solution" not in str(shown)


async def doors(school: School, attempt: UUID) -> list[tuple[str, str, Any]]:
    item = str(school.item("choice"))
    return [
        ("GET", f"/api/attempts/{attempt}", None),
        ("POST", f"/api/attempts/{attempt}/responses", {"item": item, "given": "1"}),
        ("POST", f"/api/attempts/{attempt}/hints", {"item": item, "number": 1}),
        ("POST", f"/api/attempts/{attempt}/answers", {"item": item}),
        ("POST", f"/api/attempts/{attempt}/submit", None),
    ]


@pytest.mark.parametrize("role", ["learner", "instructor", "editor", "administrator"])
async def test_an_attempt_is_its_learners_alone(school: School, world: World, role: str) -> None:
    _, registration, attempt = await school.learner_with_attempt()
    other = await world.someone(role)
    for method, path, body in await doors(school, attempt):
        assert (await other.request(method, path, json=body)).status_code == 404, path
    start = {"registration": str(registration), "item_set": str(school.set_id)}
    assert (await other.post("/api/attempts", json=start)).status_code == 404


async def test_an_attempt_of_another_tenant_is_not_there_even_for_the_same_person(
    school: School, world: World
) -> None:
    learner, _, attempt = await school.learner_with_attempt()
    twin = await world.someone("learner", tenant=world.new_tenant(), person=learner.person)
    for method, path, body in await doors(school, attempt):
        assert (await twin.request(method, path, json=body)).status_code == 404, path


async def test_nobody_unknown_passes(school: School, world: World) -> None:
    _, _, attempt = await school.learner_with_attempt()
    stranger = await world.anyone()
    for method, path, body in await doors(school, attempt):
        assert (await stranger.request(method, path, json=body)).status_code == 401, path


async def test_an_item_of_another_set_is_not_there(school: School) -> None:
    learner, _, attempt = await school.learner_with_attempt()
    body = {"item": str(new_id()), "given": "1"}
    assert (await learner.post(f"/api/attempts/{attempt}/responses", json=body)).status_code == 404
