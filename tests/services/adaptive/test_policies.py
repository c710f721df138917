"""Policies are written, tried over what learners did, and put in force from one place of the log on."""

import asyncio
from typing import Any

import msgspec
import pytest

from stoa.contracts.tracking import RunScheduled
from stoa.kernel.ids import PersonId, new_id
from stoa.services.adaptive.commands.fold.platform import DEFAULT_POLICY, Platform
from stoa.services.adaptive.consumers import on_trial_requested
from stoa.services.adaptive.domain.default_policy import DEFAULT
from stoa.services.adaptive.domain.told import PolicyActivated
from stoa.services.adaptive.domain.written_policy import PLATFORM_POLICY, policy_id
from tests.services.adaptive.learner import Class, Learner, put_in_force
from tests.services.adaptive.waiting import until, until_holds

NEVER: dict[str, Any] = {
    **DEFAULT,
    "name": "never",
    "exploration": 0,
    "rules": [
        {"name": "never", "kind": "break", "when": [{"feature": "since_break_min", "at_least": 10_000}]}
    ],
}


async def test_policy_is_saved_in_versions_and_one_is_active(school: Class) -> None:
    address = f"/api/adaptive/courses/{school.course.id}/policies"
    version = await put_in_force(school.teacher, school.course, NEVER)
    listed = (await school.teacher.get(address)).json()["versions"]
    assert [one["version"] for one in listed] == [version, version - 1]
    assert [one["state"] for one in listed] == ["active", "retired"]
    assert listed[0]["data"]["version"] == version


async def test_faults_of_a_policy_are_named_by_their_fields(school: Class) -> None:
    address = f"/api/adaptive/courses/{school.course.id}/policies"
    faulty = {**NEVER, "rules": [{"name": "x", "kind": "sing", "when": []}]}
    answer = await school.teacher.post(address, json={"data": faulty})
    assert answer.status_code == 422
    assert "rules[0].kind" in answer.text
    assert "rules[0].when" in answer.text


async def test_policies_are_for_who_teaches_the_course(school: Class) -> None:
    address = f"/api/adaptive/courses/{school.course.id}/policies"
    stranger = await school.world.someone("instructor")
    learner = await school.world.someone("learner")
    assert (await stranger.get(address)).status_code == 404
    assert (await learner.get(address)).status_code == 403
    assert (await stranger.post(f"{address}/1/activation")).status_code == 404


async def test_who_teaches_comes_to_the_policy_from_the_run_and_to_no_page_that_is_closed(
    school: Class,
) -> None:
    address = f"/editor/courses/{school.course.id}/policy"
    assert f'href="{address}"' in (await school.teacher.get(f"/teach/runs/{school.run}/live")).text
    editor = await school.world.someone("editor")
    history = f'href="/editor/courses/{school.course.id}/history"'
    for page in (address, f"{address}/edit"):
        seen = (await school.teacher.get(page)).text
        assert history not in seen
        assert 'href="/editor"' not in seen
        assert 'href="/teach"' in seen
        assert history in (await editor.get(page)).text


async def test_policy_in_force_decides_from_then_on(school: Class) -> None:
    learner = await school.learner()
    heard = await school.hear(learner)
    await put_in_force(school.teacher, school.course, NEVER)
    await school.world.quiet()
    await learner.opens("check", ago_ms=30_000)
    for _ in range(3):
        await learner.answers(new_id(), 0.0)
    await school.world.quiet()

    async def folded() -> bool:
        live = (await learner.now())["live"]
        return bool(live and live["accuracy"] < 0.3)

    assert await until(folded)
    assert heard == []
    await put_in_force(school.teacher, school.course, {**DEFAULT, "exploration": 0})
    await school.world.quiet()
    await learner.answers(new_id(), 0.0)
    await until_holds(lambda: bool(heard))


async def test_policy_of_the_platform_is_put_back_in_force(school: Class) -> None:
    version = await put_in_force(school.teacher, school.course, NEVER)
    address = f"/editor/courses/{school.course.id}/policy"
    back = f'action="{address}/versions/0/activate"'
    assert back in (await school.teacher.get(f"{address}?version=0")).text
    assert back not in (await school.teacher.get(address)).text
    put_back = await school.teacher.post(f"{address}/versions/0/activate")
    assert put_back.headers["location"] == f"{address}?done=active"
    listed = (await school.teacher.get(f"/api/adaptive/courses/{school.course.id}/policies")).json()
    assert {one["state"] for one in listed["versions"] if one["version"] == version} == {"retired"}
    assert "active" not in {one["state"] for one in listed["versions"]}
    assert "The policy of the platform is active" in (await school.teacher.get(f"{address}?done=active")).text
    await school.world.quiet()

    async def offered() -> bool:
        """To somebody: to one alone, chance may offer nothing."""
        learner = await school.learner()
        heard = await school.hear(learner)
        await learner.opens("check", ago_ms=30_000)
        for _ in range(3):
            await learner.answers(new_id(), 0.0)
        await asyncio.sleep(0.5)
        return [one.policy_version for one in heard][:1] == [0]

    assert await until(offered, 60)


def test_platforms_own_policy_holds_in_a_fold_that_goes_on_from_it() -> None:
    course = new_id()
    written = msgspec.Raw(msgspec.json.encode(NEVER | {"version": 3}))
    platform = Platform({})
    platform.hear(PolicyActivated(course=course, policy=policy_id(course), version=3, data=written))
    assert platform.policy(course).version == 3
    own = msgspec.Raw(msgspec.json.encode(DEFAULT))
    (place,) = platform.hear(
        PolicyActivated(course=course, policy=PLATFORM_POLICY, version=0, data=own, at_ms=9)
    )
    late = PolicyActivated(course=course, policy=policy_id(course), version=3, data=written, at_ms=5)
    assert platform.hear(late) == []
    later = Platform({})
    later.load(platform.row(*place))
    assert platform.policy(course) == later.policy(course) == DEFAULT_POLICY


async def tried(school: Class, version: int) -> dict[str, Any]:
    """The result of a trial of that version."""
    asked = await school.teacher.post(f"/api/adaptive/courses/{school.course.id}/policies/{version}/trials")
    assert asked.status_code == 202

    async def done() -> dict[str, Any] | None:
        trial = (await school.teacher.get(f"/api/adaptive/trials/{asked.json()['id']}")).json()
        return trial if trial["state"] == "done" else None

    result: dict[str, Any] = (await until(done, 90))["result"]
    return result


async def draft_of(school: Class, data: dict[str, Any]) -> int:
    address = f"/api/adaptive/courses/{school.course.id}/policies"
    version: int = (await school.teacher.post(address, json={"data": data})).json()["version"]
    return version


async def offered_something(school: Class) -> Learner:
    learner = await school.learner()
    heard = await school.hear(learner)
    await learner.opens("check", ago_ms=30_000)
    for _ in range(2):
        await learner.answers(new_id(), 0.0)
    await until_holds(lambda: bool(heard))
    return learner


async def test_trial_tells_what_would_change(school: Class) -> None:
    learner = await offered_something(school)
    result = await tried(school, await draft_of(school, NEVER))
    assert result["snapshots"] > 0
    assert sum(result["before"].values()) == 1
    assert result["after"] == {}
    assert result["changes"] == 1
    assert result["examples"][0]["registration"] == str(learner.registration)


async def test_moments_of_a_trial_name_their_learners_to_who_teaches_them(school: Class) -> None:
    learner = await offered_something(school)
    version = await draft_of(school, NEVER)
    await tried(school, version)
    other = await school.world.someone("instructor")
    await school.world.publish(
        RunScheduled(
            run=new_id(),
            course=school.course.id,
            starts_at=None,
            ends_at=None,
            instructors=[PersonId(other.person)],
            change=1,
        )
    )
    await school.world.quiet()
    address = f"/editor/courses/{school.course.id}/policy?version={version}"
    named = f'data-id="{learner.who.person}"'
    assert named in (await school.teacher.get(address)).text
    theirs = (await other.get(address)).text
    assert "Some of the moments" in theirs
    assert named not in theirs


async def test_policy_of_the_platform_is_tried_as_well(school: Class) -> None:
    await offered_something(school)
    assert (await tried(school, 0))["snapshots"] > 0


async def test_trials_of_a_version_are_one_while_it_is_under_way(school: Class) -> None:
    """Each goes over the whole log: who asks again and again holds up nobody else's."""
    address = f"/api/adaptive/courses/{school.course.id}/policies"
    draft = (await school.teacher.post(address, json={"data": NEVER})).json()
    trials = f"{address}/{draft['version']}/trials"
    async with school.world.paused(on_trial_requested):
        asked = await asyncio.gather(*(school.teacher.post(trials) for _ in range(8)))
    assert {answer.status_code for answer in asked} == {202}
    assert len({answer.json()["id"] for answer in asked}) == 1


async def test_rule_whose_name_no_database_keeps_is_refused(school: Class) -> None:
    """Kept in a decision it would have stopped the folding of everybody."""
    address = f"/api/adaptive/courses/{school.course.id}/policies"
    poisonous = {**NEVER, "rules": [{**NEVER["rules"][0], "name": "a\0b"}]}
    answer = await school.teacher.post(address, json={"data": poisonous})
    assert answer.status_code == 422
    assert answer.json()["field"] == "data.rules[0].name"


@pytest.mark.parametrize("named", ["", "-1", str(2**31), str(2**63), "9" * 4_000])
async def test_version_that_cannot_be_is_refused(school: Class, named: str) -> None:
    api = f"/api/adaptive/courses/{school.course.id}/policies"
    page = f"/editor/courses/{school.course.id}/policy"
    answers = [
        await school.teacher.post(f"{api}/{named}/activation"),
        await school.teacher.post(f"{api}/{named}/trials"),
        await school.teacher.post(f"{page}/versions/{named}/activate"),
        await school.teacher.post(f"{page}/trial", data={"version": named}),
    ]
    assert {answer.status_code for answer in answers} <= {404, 422}
