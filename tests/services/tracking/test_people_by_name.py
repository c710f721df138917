"""A roster is searched and put in order by name, though tracking knows no name."""

import re
from dataclasses import dataclass
from uuid import UUID

import pytest

from stoa.kernel.ids import new_id
from tests.services.tracking.classes import Class
from tests.services.tracking.test_pages import page
from tests.services.tracking.test_progress import tell
from tests.world import Someone, World

HX = {"hx-request": "true"}
NAMES = ("Zoë Ångström", "Ana López", "المعلم أمين", "Bo 100%_Li")


@dataclass(frozen=True)
class Named:
    """A run with people who have names, by their names."""

    room: Class
    people: dict[str, UUID]

    @classmethod
    async def open(cls, world: World, *names: str) -> "Named":
        room = await Class.open(world)
        boss = await world.someone("administrator")
        people = {name: await register(boss, name) for name in names}
        await world.quiet()
        enrolled = await room.teacher.post(
            f"/api/runs/{room.run}/enrolments", json={"people": [str(one) for one in people.values()]}
        )
        assert enrolled.is_success, enrolled.text
        await world.quiet()
        return cls(room, people)

    async def found(self, who: Someone | None = None, **asked: str) -> list[str]:
        """Names in the order of the table; a learner without a name is empty."""
        answer = await (who or self.room.teacher).get(
            f"/teach/runs/{self.room.run}", params=asked, headers=HX
        )
        assert answer.status_code == 200, answer.text
        of = {str(person): name for name, person in self.people.items()}
        return [of.get(one, "") for one in re.findall(r'<stoa-person data-id="([^"]+)"', answer.text)]


async def register(boss: Someone, name: str) -> UUID:
    body = {"email": f"p{new_id().hex[-12:]}@example.org", "name": name, "roles": ["learner"]}
    answer = await boss.post("/api/people", json=body)
    assert answer.is_success, answer.text
    return UUID(answer.json()["id"])


async def test_people_are_found_by_a_part_of_their_name_in_any_script(world: World) -> None:
    school = await Named.open(world, *NAMES)
    assert await school.found(q="lopez") == ["Ana López"]
    assert await school.found(q="ANGSTROM") == ["Zoë Ångström"]
    assert await school.found(q="أمين") == ["المعلم أمين"]
    assert await school.found(q="100%_") == ["Bo 100%_Li"]
    assert await school.found(q="%") == ["Bo 100%_Li"]
    assert await school.found(q="nobody") == []
    text = await page(school.room.teacher, f"/teach/runs/{school.room.run}?q=nobody")
    assert "No one here has “nobody” in their name." in text


async def test_people_are_in_the_order_of_their_names_and_who_has_none_comes_last(world: World) -> None:
    school = await Named.open(world, *NAMES[:2], "bea")
    assert await school.found(order="name") == ["Ana López", "bea", "Zoë Ångström", ""]


async def test_a_search_goes_together_with_state_order_and_counts(world: World) -> None:
    school = await Named.open(world, "Ana One", "Ana Two", "Bo")
    run, boss = school.room.run, school.room.teacher
    await boss.post(f"/teach/runs/{run}/people/{school.people['Ana Two']}/end")
    assert await school.found(q="ana") == ["Ana One"]
    assert await school.found(q="ana", shown="ended", order="name") == ["Ana Two"]
    text = await page(boss, f"/teach/runs/{run}?q=ana&order=name")
    assert 'Everybody<span class="count">1</span>' in text
    learners = (await boss.get(f"/api/runs/{run}/learners", params={"q": "ana"})).json()
    assert [one["learner"] for one in learners] == [str(school.people["Ana One"])]


async def test_pages_by_name_neither_overlap_nor_skip(world: World) -> None:
    names = [f"Person {number:02}" for number in range(55)]
    school = await Named.open(world, *names)
    first = await school.found(order="name", q="person")
    second = await school.found(order="name", q="person", page="2")
    assert first + second == names


async def test_progress_and_the_last_seen_are_orders_too(world: World) -> None:
    school = await Named.open(world, "Ana", "Bo")
    room = school.room
    await tell(room.learner, room.registration, room.course.at("rays"), finished=True)
    assert (await school.found(order="seen"))[0] == ""
    assert (await school.found(order="share"))[-1] == ""


async def test_where_names_cannot_be_asked_for_the_list_stays_in_its_other_orders(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    school = await Named.open(world, "Ana")
    teacher, address = school.room.teacher, f"/teach/runs/{school.room.run}"
    with monkeypatch.context() as patch:
        patch.setattr("stoa.runtime.names._SUBJECT", "ask.nobody.names")
        refused = await teacher.get(f"{address}?order=name")
        assert (refused.status_code, refused.json()["code"]) == (503, "names.unavailable")
        assert len(await school.found(order="seen")) == 2
    with monkeypatch.context() as patch:
        patch.setattr("stoa.runtime.names.MOST_PEOPLE", 1)
        refused = await teacher.get(f"{address}?q=ana")
        assert (refused.status_code, refused.json()["code"]) == (409, "names.too_many_to_order")


async def test_nobody_finds_people_of_a_run_that_others_teach(world: World) -> None:
    school = await Named.open(world, "Ana")
    stranger = await world.someone("instructor")
    elsewhere = await world.someone("administrator", tenant=world.new_tenant())
    address = f"/teach/runs/{school.room.run}?q=ana&order=name"
    for who, status in ((stranger, 404), (elsewhere, 404), (school.room.learner, 403)):
        assert (await who.get(address)).status_code == status
    assert (await school.room.teacher.get(f"/teach/runs/{school.room.run}?q={'a' * 101}")).status_code == 422
