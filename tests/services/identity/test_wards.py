"""Whose guardian somebody is: said by an administrator, told by ids, taken back."""

import pytest

from stoa.contracts.identity import WardsChanged
from stoa.kernel.ids import new_id
from stoa.services.identity.domain.ward import MOST_GUARDIANS, MOST_WARDS
from tests.services.identity.school import PAGE, Member, School
from tests.world import Someone


def wards(person: Member) -> str:
    return f"/api/people/{person.id}/wards"


async def test_a_guardian_is_given_wards_and_loses_them_and_each_change_is_told_by_ids(
    school: School,
) -> None:
    administrator = await school.someone("administrator")
    guardian, ana, bo = await school.register("guardian"), await school.register(), await school.register()
    both = sorted([str(ana.id), str(bo.id)])
    for _ in range(2):
        answer = await administrator.patch(wards(guardian), json={"add": both})
        assert answer.json() == {"wards": both, "guardians": []}
    assert (await administrator.get(wards(ana))).json() == {"wards": [], "guardians": [str(guardian.id)]}
    left = await administrator.patch(wards(guardian), json={"remove": [str(ana.id)]})
    assert left.json()["wards"] == [str(bo.id)]
    await administrator.patch(f"/api/people/{guardian.id}", json={"roles": ["guardian", "learner"]})
    await administrator.patch(wards(guardian), json={"remove": [str(bo.id)]})
    await school.world.quiet()
    told = school.world.events(WardsChanged)
    assert [(one.guardian, one.change, len(one.wards)) for one in told] == [
        (guardian.id, 1, 2),
        (guardian.id, 2, 1),
        (guardian.id, 4, 0),
    ]
    assert {one.by for one in told} == {administrator.person}


async def test_only_a_guardian_has_wards_and_only_people_of_the_tenant_are_some(school: School) -> None:
    administrator = await school.someone("administrator")
    guardian, learner = await school.register("guardian"), await school.register()
    stranger = await school.register("guardian", tenant=school.world.new_tenant())
    refused = await administrator.patch(wards(learner), json={"add": [str(guardian.id)]})
    assert (refused.status_code, refused.json()["code"]) == (422, "wards.guardian_without_role")
    oneself = await administrator.patch(wards(guardian), json={"add": [str(guardian.id)]})
    assert oneself.json()["code"] == "wards.self"
    for unknown in (stranger.id, new_id()):
        answer = await administrator.patch(wards(guardian), json={"add": [str(unknown)]})
        assert (answer.status_code, answer.json()["code"]) == (404, "person.unknown")
    assert (await administrator.patch(wards(stranger), json={"add": [str(learner.id)]})).status_code == 404
    assert (await administrator.get(wards(stranger))).status_code == 404
    await school.world.quiet()
    assert school.world.events(WardsChanged) == []


@pytest.mark.parametrize("role", ["guardian", "manager", "instructor", "learner"])
async def test_nobody_but_an_administrator_says_whose_guardian_somebody_is(school: School, role: str) -> None:
    guardian, learner = await school.register("guardian"), await school.register()
    other = await school.someone(role)
    assert (await other.get(wards(guardian))).status_code == 403
    assert (await other.patch(wards(guardian), json={"add": [str(learner.id)]})).status_code == 403
    page = f"/admin/people/{guardian.id}/wards"
    assert (await other.post(page, data={"addresses": learner.email}, headers=PAGE)).status_code == 403
    assert (await other.post(f"{page}/{learner.id}/remove", headers=PAGE)).status_code == 403


async def test_who_is_no_guardian_any_more_can_still_lose_wards(school: School) -> None:
    administrator = await school.someone("administrator")
    guardian, learner = await school.register("guardian"), await school.register()
    await administrator.patch(wards(guardian), json={"add": [str(learner.id)]})
    await administrator.patch(f"/api/people/{guardian.id}", json={"roles": ["learner"]})
    left = await administrator.patch(wards(guardian), json={"remove": [str(learner.id)]})
    assert left.json() == {"wards": [], "guardians": []}


async def test_neither_wards_nor_guardians_are_without_number(school: School) -> None:
    administrator = await school.someone("administrator")
    lines = [f"p{n}@example.org,Person {n},{'guardian' if n <= MOST_GUARDIANS else ''}" for n in range(102)]
    text = "\n".join(["email,name,roles", *lines])
    staged = await administrator.post(
        "/admin/people/import", files={"file": ("people.csv", text.encode())}, headers=PAGE
    )
    await administrator.post(staged.headers["location"], headers=PAGE)
    people = (await administrator.get("/api/people?size=200&q=Person")).json()["items"]
    ids = {one["email"]: one["id"] for one in people}
    guardian, *others = [ids[f"p{n}@example.org"] for n in range(102)]
    most = others[:MOST_WARDS]
    assert (await administrator.patch(f"/api/people/{guardian}/wards", json={"add": most})).status_code == 200
    more = await administrator.patch(f"/api/people/{guardian}/wards", json={"add": others[MOST_WARDS:]})
    assert more.json()["code"] == "wards.too_many"
    child = [others[-2]]
    answers = [
        (await administrator.patch(f"/api/people/{one}/wards", json={"add": child})).status_code
        for one in others[:MOST_GUARDIANS]
    ]
    assert answers == [*[200] * (MOST_GUARDIANS - 1), 422]


async def test_the_page_of_a_person_shows_takes_and_loses_wards_by_their_addresses(school: School) -> None:
    administrator = await school.someone("administrator")
    guardian = await school.register("guardian", name="Gil Guard")
    ana = await school.register(name="Ana Ward")
    page = f"/admin/people/{guardian.id}"
    assert "Nobody is in their care yet." in await _text(administrator, page)
    wrong = await administrator.post(
        f"{page}/wards", data={"addresses": f"{ana.email}\nwho@example.org"}, headers=PAGE
    )
    assert (wrong.status_code, "Nobody here has the address who@example.org" in wrong.text) == (422, True)
    assert "who@example.org</textarea>" in wrong.text
    added = await administrator.post(f"{page}/wards", data={"addresses": ana.email}, headers=PAGE)
    assert added.status_code == 303
    shown = await _text(administrator, added.headers["location"])
    assert all(said in shown for said in ("Added.", "Ana Ward", ana.email))
    about_ward = await _text(administrator, f"/admin/people/{ana.id}")
    assert "Gil Guard" in about_ward
    assert "Add people to their care" not in about_ward
    gone = await administrator.post(f"{page}/wards/{ana.id}/remove", headers=PAGE)
    assert "no longer seen by them" in await _text(administrator, gone.headers["location"])
    assert "Gil Guard" not in await _text(administrator, f"/admin/people/{ana.id}")


async def test_a_guardian_reads_and_finds_the_names_of_their_wards_alone(school: School) -> None:
    administrator = await school.someone("administrator")
    member = await school.register("guardian")
    mine, other = await school.register(name="Ana Mine"), await school.register(name="Ana Other")
    await administrator.patch(wards(member), json={"add": [str(mine.id)]})
    guardian = await school.sign_in(member)
    assert await school.names(guardian, mine.id, other.id) == {str(mine.id): "Ana Mine"}
    found = (await guardian.get("/people/search?q=ana")).json()
    assert [one["name"] for one in found] == ["Ana Mine"]
    look_up = await guardian.post("/people/look-up", json={"addresses": [other.email]})
    assert look_up.status_code == 403
    await administrator.patch(wards(member), json={"remove": [str(mine.id)]})
    assert await school.names(guardian, mine.id) == {}
    assert (await guardian.get("/people/search?q=ana")).json() == []


async def test_who_finds_everyone_can_look_among_the_people_they_follow(school: School) -> None:
    administrator = await school.someone("administrator")
    member = await school.register("instructor", "manager", "guardian")
    mine, child = await school.register(name="Ana Group"), await school.register(name="Ana Child")
    await school.register(name="Ana Other")
    group = (await administrator.post("/api/groups", json={"name": "7a"})).json()["id"]
    joining = {"add_members": [str(mine.id)], "add_managers": [str(member.id)]}
    await administrator.patch(f"/api/groups/{group}", json=joining)
    await administrator.patch(wards(member), json={"add": [str(child.id)]})
    person = await school.sign_in(member)
    names = {
        only: [one["name"] for one in (await person.get(f"/people/search?q=ana&followed={only}")).json()]
        for only in ("false", "true")
    }
    assert "Ana Other" in names["false"]
    assert names["true"] == ["Ana Child", "Ana Group"]


async def _text(client: Someone, address: str) -> str:
    answer = await client.get(address, headers=PAGE)
    assert answer.status_code == 200, answer.text
    return answer.text
