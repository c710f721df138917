"""Groups and their managers."""

from stoa.contracts.identity import GroupChanged
from stoa.kernel.ids import new_id
from tests.services.identity.school import PAGE, School


async def test_a_group_tells_all_its_people_and_counts_its_changes(school: School) -> None:
    administrator = await school.someone("administrator")
    ana, bo = await school.register(), await school.register()
    chief = await school.register("manager")
    group = (await administrator.post("/api/groups", json={"name": "7a"})).json()["id"]
    await administrator.patch(f"/api/groups/{group}", json={"add_members": [str(ana.id), str(bo.id)]})
    await administrator.patch(f"/api/groups/{group}", json={"add_managers": [str(chief.id)]})
    await administrator.patch(f"/api/groups/{group}", json={"name": "7b"})
    await administrator.patch(f"/api/groups/{group}", json={"remove_members": [str(ana.id)]})
    await school.world.quiet()
    told = [(one.change, len(one.members), len(one.managers)) for one in school.world.events(GroupChanged)]
    assert told == [(1, 2, 0), (2, 2, 1), (3, 1, 1)]
    assert (await administrator.delete(f"/api/groups/{group}")).status_code == 204
    await school.world.quiet()
    assert school.world.events(GroupChanged)[-1].members == []
    assert school.world.events(GroupChanged)[-1].change == 4


async def test_a_manager_sees_the_people_of_their_groups_alone(school: School) -> None:
    administrator = await school.someone("administrator")
    mine, other = await school.register(name="Ana Mine"), await school.register(name="Ana Other")
    chief = await school.register("manager")
    groups = [
        (await administrator.post("/api/groups", json={"name": name})).json()["id"]
        for name in ("Owls", "Hawks")
    ]
    for group, member in zip(groups, (mine, other), strict=True):
        await administrator.patch(f"/api/groups/{group}", json={"add_members": [str(member.id)]})
    await administrator.patch(f"/api/groups/{groups[0]}", json={"add_managers": [str(chief.id)]})
    manager = await school.sign_in(chief)
    found = (await manager.get("/people/search?q=ana")).json()
    assert [one["name"] for one in found] == ["Ana Mine"]
    page = await manager.get("/admin/groups", headers=PAGE)
    assert ("Owls" in page.text, "Hawks" in page.text) == (True, False)
    inside = await manager.get(f"/admin/groups/{groups[0]}", headers=PAGE)
    assert "Ana Mine" in inside.text
    assert "Remove the group" not in inside.text
    for path in (f"/admin/groups/{groups[1]}", f"/api/groups/{groups[1]}"):
        assert (await manager.get(path)).status_code == 404


async def test_only_managers_manage_and_only_people_of_the_tenant_join(school: School) -> None:
    administrator = await school.someone("administrator")
    learner = await school.register()
    group = (await administrator.post("/api/groups", json={"name": "7a"})).json()["id"]
    answer = await administrator.patch(f"/api/groups/{group}", json={"add_managers": [str(learner.id)]})
    assert (answer.status_code, answer.json()["code"]) == (422, "group.manager_without_role")
    stranger = await school.register(tenant=school.world.new_tenant())
    for unknown in (stranger.id, new_id()):
        answer = await administrator.patch(f"/api/groups/{group}", json={"add_members": [str(unknown)]})
        assert answer.status_code == 404


async def test_two_groups_do_not_share_a_name(school: School) -> None:
    administrator = await school.someone("administrator")
    assert (await administrator.post("/api/groups", json={"name": "Class 7A"})).status_code == 201
    answer = await administrator.post("/api/groups", json={"name": " class  7a"})
    assert (answer.status_code, answer.json()["field"]) == (409, "name")


async def test_people_are_added_by_their_addresses_and_taken_out(school: School) -> None:
    administrator = await school.someone("administrator")
    ana, bo = await school.register(name="Ana"), await school.register(name="Bo")
    made = await administrator.post("/admin/groups", data={"name": "7a"}, headers=PAGE)
    page = made.headers["location"]
    wrong = await administrator.post(
        f"{page}/people", data={"addresses": f"{ana.email}\nwho@example.org", "as": "member"}, headers=PAGE
    )
    assert (wrong.status_code, "Nobody here has the address" in wrong.text) == (422, True)
    assert "who@example.org</textarea>" in wrong.text
    both = {"addresses": f"{ana.email}, {bo.email}", "as": "member"}
    assert (await administrator.post(f"{page}/people", data=both, headers=PAGE)).status_code == 303
    inside = await administrator.get(page, headers=PAGE)
    assert "Ana" in inside.text
    gone = await administrator.post(f"{page}/people/{bo.id}/remove", data={"as": "member"}, headers=PAGE)
    assert gone.status_code == 303
    assert bo.email not in (await administrator.get(page, headers=PAGE)).text
    removed = await administrator.post(f"{page}/remove", headers=PAGE)
    assert (
        "Its people are still here"
        in (await administrator.get(removed.headers["location"], headers=PAGE)).text
    )
