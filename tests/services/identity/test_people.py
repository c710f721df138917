"""People: names by right, roles, the last administrator, deactivating and undoing it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from stoa.contracts.identity import (
    PersonDeactivated,
    PersonReactivated,
    PersonRegistered,
    Role,
    RolesChanged,
    SessionEnded,
)
from stoa.kernel.ids import new_id
from stoa.runtime.db import Database, connect
from stoa.services.identity.commands.people import NewPerson, register_person
from stoa.services.identity.domain.bucket import LOOK_UPS
from stoa.services.identity.domain.role import TEACHING
from stoa.services.identity.service import SERVICE
from stoa.services.tracking.domain.run import TEACHING_STAFF
from tests.services.identity.school import PAGE, School, submit_sign_in
from tests.world import Someone


async def test_names_are_shown_by_right(school: School) -> None:
    learner, other = await school.register(name="Ana"), await school.register(name="Bo")
    teacher = await school.register("instructor", name="Chidi")
    everyone = [learner.id, other.id, teacher.id, new_id()]
    seen_by_learner = await school.names(await school.sign_in(learner), *everyone)
    assert seen_by_learner == {str(learner.id): "Ana", str(teacher.id): "Chidi"}
    for role in ("instructor", "manager", "administrator"):
        seen = await school.names(await school.someone(role), *everyone)
        assert sorted(seen.values()) == ["Ana", "Bo", "Chidi"]


async def test_names_stay_in_their_tenant(school: School) -> None:
    member = await school.register()
    stranger = await school.world.someone("administrator", tenant=school.world.new_tenant())
    assert await school.names(stranger, member.id) == {}


async def test_names_are_asked_for_at_most_two_hundred_at_once(school: School) -> None:
    client = await school.world.someone("administrator")
    assert await school.names(client, *(new_id() for _ in range(200))) == {}
    answer = await client.get("/people/names", params={"ids": ",".join(str(new_id()) for _ in range(201))})
    assert (answer.status_code, answer.json()["field"]) == (422, "ids")
    assert (await client.get("/people/names?ids=seven")).status_code == 422


async def test_staff_find_people_without_their_accents_and_learners_find_nobody(school: School) -> None:
    await school.register(name="Zoë Sánchez")
    await school.register(name="100% Bo_b")
    teacher = await school.someone("instructor")
    both = {"sanchez": ["Zoë Sánchez"], "100%": ["100% Bo_b"], "%": ["100% Bo_b"], "zz": []}
    for words, found in both.items():
        answer = await teacher.get("/people/search", params={"q": words})
        assert [one["name"] for one in answer.json()] == found
    assert (await (await school.someone("learner")).get("/people/search?q=a")).status_code == 403


@pytest.mark.parametrize("role", sorted(TEACHING))
async def test_who_may_enrol_people_finds_them_and_their_groups(school: School, role: str) -> None:
    administrator = await school.someone("administrator")
    await administrator.post("/api/groups", json={"name": "Owls"})
    member = await school.register(name="Zoë")
    client = await school.someone(role)
    assert [one["id"] for one in (await client.get("/people/search?q=zoe")).json()] == [str(member.id)]
    assert [one["name"] for one in (await client.get("/api/groups")).json()] == ["Owls"]
    assert role in TEACHING_STAFF
    assert len(TEACHING_STAFF) == len(TEACHING)


async def test_people_are_found_by_any_of_several_roles(school: School) -> None:
    for name, role in (("Ana A", "editor"), ("Ana B", "instructor"), ("Ana C", "learner")):
        await school.register(role, name=name)
    teacher = await school.sign_in(await school.register("manager", "instructor", name="Bo"))
    found = await teacher.get("/people/search", params={"q": "ana", "role": "instructor,editor"})
    assert [one["name"] for one in found.json()] == ["Ana A", "Ana B"]


async def test_a_list_of_addresses_is_looked_up_at_once_with_an_answer_for_each(school: School) -> None:
    ana, gone = await school.register(name="Ana"), await school.register(name="Gone")
    bo, chief = await school.register(name="Bo"), await school.register("manager")
    elsewhere = await school.register(name="Else", tenant=school.world.new_tenant())
    administrator = await school.someone("administrator")
    await administrator.patch(f"/api/people/{gone.id}", json={"active": False})
    group = (await administrator.post("/api/groups", json={"name": "Owls"})).json()["id"]
    joining = {"add_members": [str(bo.id)], "add_managers": [str(chief.id)]}
    assert (await administrator.patch(f"/api/groups/{group}", json=joining)).status_code == 200
    some = [ana.email.upper(), "nobody@example.org", "no address", gone.email, elsewhere.email]
    given = {"addresses": [*some, bo.email, ana.email]}

    async def found_by(client: Someone) -> list[str | None]:
        answer = await client.post("/people/look-up", json=given)
        assert answer.status_code == 200, answer.text
        return [one and one["name"] for one in answer.json()]

    teacher = await school.someone("instructor")
    assert await found_by(teacher) == ["Ana", None, None, None, None, "Bo", "Ana"]
    # A manager finds the people of their groups alone, a learner nobody.
    assert await found_by(await school.sign_in(chief)) == [None] * 5 + ["Bo", None]
    learner = await school.someone("learner")
    assert (await learner.post("/people/look-up", json=given)).status_code == 403
    long = {"addresses": [f"p{number}@example.org" for number in range(501)]}
    assert (await teacher.post("/people/look-up", json=long)).status_code == 422


async def test_addresses_that_are_looked_up_are_counted_one_by_one(school: School) -> None:
    teacher = await school.someone("instructor")
    many = {"addresses": [f"p{number}@example.org" for number in range(500)]}
    full, rest = divmod(LOOK_UPS.burst, 500)
    assert rest == 0
    for _ in range(full):
        assert (await teacher.post("/people/look-up", json=many)).status_code == 200
    # What drips out meanwhile is far less than a list.
    often = await teacher.post("/people/look-up", json=many)
    assert (often.status_code, "retry-after" in often.headers) == (429, True)
    other = await school.someone("instructor")
    assert (await other.post("/people/look-up", json=many)).status_code == 200


async def test_registering_tells_roles_and_never_a_name(school: School) -> None:
    administrator = await school.someone("administrator")
    body = {"email": "Bo@Example.org", "name": "Bo", "roles": ["editor", "learner"], "locale": "es"}
    answer = await administrator.post("/api/people", json=body)
    assert answer.status_code == 201, answer.text
    assert (answer.json()["email"], answer.json()["waiting"]) == ("bo@example.org", True)
    await school.world.quiet()
    told = school.world.events(PersonRegistered)[-1]
    assert (told.roles, told.locale) == ([Role.LEARNER, Role.EDITOR], "es")
    assert {"person", "locale", "roles"} == set(told.__struct_fields__)


async def test_every_fault_of_a_new_person_is_told_at_once(school: School) -> None:
    administrator = await school.someone("administrator")
    answer = await administrator.post(
        "/api/people", json={"email": "nonsense", "name": " ", "roles": ["wizard"], "time_zone": "Mars/One"}
    )
    assert answer.status_code == 422
    assert [fault["field"] for fault in answer.json()["errors"]] == ["email", "name", "roles", "time_zone"]


async def test_an_address_is_registered_once(school: School) -> None:
    member = await school.register()
    administrator = await school.someone("administrator")
    answer = await administrator.post("/api/people", json={"email": member.email.upper(), "name": "Twin"})
    assert (answer.status_code, answer.json()["code"]) == (409, "email.taken")


async def test_the_same_request_again_gets_the_same_person(school: School) -> None:
    administrator = await school.someone("administrator")
    key = {"idempotency-key": str(new_id())}
    body = {"email": "once@example.org", "name": "Once"}
    first = await administrator.post("/api/people", json=body, headers=key)
    again = await administrator.post("/api/people", json=body, headers=key)
    assert first.json() == again.json()


async def test_roles_change_with_a_count_and_with_who_did_it(school: School) -> None:
    administrator = await school.someone("administrator")
    member = await school.register()
    for given in (["editor"], ["editor", "proctor"], ["editor", "proctor"]):
        answer = await administrator.patch(f"/api/people/{member.id}", json={"roles": given})
        assert answer.status_code == 200
    await school.world.quiet()
    told = school.world.events(RolesChanged)
    assert [(one.change, one.by) for one in told] == [(1, administrator.person), (2, administrator.person)]


@pytest.mark.parametrize("change", [{"active": False}, {"roles": ["learner"]}])
async def test_the_last_administrator_stays(school: School, change: dict[str, Any]) -> None:
    first = await school.register("administrator")
    second = await school.someone("administrator")
    assert (await second.patch(f"/api/people/{first.id}", json={"roles": ["learner"]})).status_code == 200
    answer = await second.patch(f"/api/people/{second.person}", json=change)
    assert answer.status_code == 409
    assert answer.json()["code"] in ("administrator.last", "person.self")


async def test_nobody_locks_themselves_out(school: School) -> None:
    await school.register("administrator")
    administrator = await school.someone("administrator")
    answer = await administrator.post(f"/admin/people/{administrator.person}/deactivate")
    assert (answer.status_code, answer.json()["code"]) == (409, "person.self")


async def test_deactivating_ends_every_session_and_can_be_undone(school: School) -> None:
    administrator = await school.someone("administrator")
    member = await school.register(name="Bo")
    browser = await school.sign_in(member)
    gone = await administrator.post(f"/admin/people/{member.id}/deactivate", headers=PAGE)
    page = await administrator.get(gone.headers["location"], headers=PAGE)
    assert "Bo may not sign in any more" in page.text
    await school.world.quiet()
    assert (await browser.get("/people/names?ids=")).status_code == 401
    assert (await browser.post("/session/refresh")).status_code == 401
    assert (await submit_sign_in(await school.browser(), member.email)).status_code == 401
    assert school.world.events(PersonDeactivated)[0].change == 1
    assert school.world.events(SessionEnded)
    await administrator.post(f"/admin/people/{member.id}/reactivate", headers=PAGE)
    await school.sign_in(member)
    await school.world.quiet()
    assert school.world.events(PersonReactivated)[0].change == 2


async def test_the_list_is_filtered_and_paged_without_gaps(school: School) -> None:
    administrator = await school.someone("administrator")
    for number in range(7):
        await school.register("editor", name=f"Editor {number}", password=None)
    names, after = [], None
    while True:
        params: dict[str, str | int] = {"role": "editor", "size": 3}
        params |= {"after": after} if after else {}
        found = (await administrator.get("/api/people", params=params)).json()
        names += [person["name"] for person in found["items"]]
        after = found["next"]
        if after is None:
            break
    assert names == [f"Editor {number}" for number in range(7)]
    for path in ("/admin/people?standing=waiting&role=editor", "/admin/people?q=editor+3"):
        assert "Editor 3" in (await administrator.get(path, headers=PAGE)).text
    assert "Editor 3" not in (await administrator.get("/admin/people?standing=inactive", headers=PAGE)).text
    assert (await administrator.get("/api/people?after=nonsense")).status_code == 422


async def test_the_form_keeps_what_was_typed_and_says_what_is_wrong(school: School) -> None:
    administrator = await school.someone("administrator")
    assert (await administrator.get("/admin/people/new", headers=PAGE)).status_code == 200
    page = await administrator.post(
        "/admin/people/new", data={"name": "Bo", "email": "nonsense", "roles": ["editor"]}, headers=PAGE
    )
    assert page.status_code == 422
    assert 'value="Bo"' in page.text
    assert "is not an e-mail address" in page.text
    made = await administrator.post(
        "/admin/people/new", data={"name": "Bo", "email": "bo@example.org", "roles": ["editor"]}, headers=PAGE
    )
    assert (await administrator.get(made.headers["location"], headers=PAGE)).status_code == 200
    link = await administrator.post(made.headers["location"].partition("?")[0] + "/invitation", headers=PAGE)
    assert "/invite/" in link.text


ADMINISTRATORS_ALONE = [
    ("GET", "/admin/people"),
    ("GET", "/admin/people/new"),
    ("POST", "/admin/people/new"),
    ("GET", "/admin/people/{person}"),
    ("POST", "/admin/people/{person}"),
    ("POST", "/admin/people/{person}/deactivate"),
    ("POST", "/admin/people/{person}/reactivate"),
    ("POST", "/admin/people/{person}/invitation"),
    ("GET", "/admin/people/export.csv"),
    ("GET", "/admin/people/import"),
    ("POST", "/admin/people/import"),
    ("GET", "/admin/people/import/{person}"),
    ("POST", "/admin/people/import/{person}"),
    ("POST", "/admin/people/import/{person}/invitations"),
    ("GET", "/api/people"),
    ("POST", "/api/people"),
    ("GET", "/api/people/{person}"),
    ("PATCH", "/api/people/{person}"),
    ("POST", "/api/people/{person}/invitation"),
    ("POST", "/admin/groups"),
    ("POST", "/api/groups"),
    ("PATCH", "/api/groups/{person}"),
    ("DELETE", "/api/groups/{person}"),
]


async def test_nobody_but_administrators_passes_their_doors(school: School) -> None:
    member = await school.register(name="Hidden Name")
    body = {"email": "a@example.org", "name": "A", "roles": ["administrator"]}
    callers = [await school.world.someone(role) for role in Role if role != Role.ADMINISTRATOR]
    callers.append(await school.world.anyone())
    for method, path in ADMINISTRATORS_ALONE:
        for client in callers:
            answer = await client.request(method, path.format(person=member.id), json=body)
            assert answer.status_code in (401, 403), (method, path, client.headers)
            assert "Hidden" not in answer.text


async def test_an_administrator_of_another_tenant_finds_nothing(school: School) -> None:
    member = await school.register(name="Hidden Name")
    stranger = await school.world.someone("administrator", tenant=school.world.new_tenant())
    for method, path in ADMINISTRATORS_ALONE:
        body = {"name": "A"} if method == "PATCH" else None
        answer = await stranger.request(method, path.format(person=member.id), json=body)
        assert "Hidden" not in answer.text
        if "{person}" in path:
            assert answer.status_code == 404, (method, path, answer.text)


async def test_a_person_is_there_since_the_time_of_the_clock(school: School) -> None:
    long_ago = datetime(2020, 2, 29, 12, tzinfo=UTC)
    engine = connect(school.world.process.platform.settings.database)
    db = Database(engine, SERVICE.metadata, clock=lambda: long_ago)
    given = NewPerson(email="ana@example.org", name="Ana", roles=["learner"])
    person = await register_person(db, school.operator(), given)
    await engine.dispose()
    client = await school.someone("administrator")
    shown = (await client.get(f"/api/people/{person}")).json()
    assert datetime.fromisoformat(shown["created_at"]) == long_ago
