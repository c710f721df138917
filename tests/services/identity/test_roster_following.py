"""Managers of groups and guardians from a file."""

import pytest

from stoa.contracts.identity import GroupChanged, WardsChanged
from stoa.kernel.sheet_reading import read_sheet
from tests.services.identity.school import PAGE, School
from tests.services.identity.test_roster_import import count_people, upload
from tests.world import Someone

FILE = (
    "email,name,roles,groups,manages,guardian_of\n"
    "ana@example.org,Ana,,7a,,\n"
    "bo@example.org,Bo,,7a|7b,,\n"
    "mia@example.org,Mia,manager,,7a|7b,\n"
    "gil@example.org,Gil,guardian,,,ana@example.org|BO@example.org\n"
)


async def ids(client: Someone) -> dict[str, str]:
    return {one["email"]: one["id"] for one in (await client.get("/api/people")).json()["items"]}


async def test_a_file_makes_managers_and_guardians_and_the_export_brings_them_back(school: School) -> None:
    administrator = await school.someone("administrator")
    address = await upload(administrator, FILE)
    preview = (await administrator.get(address, headers=PAGE)).text
    assert "ana@example.org</bdi>, <bdi>bo@example.org</bdi>" in preview
    assert (await administrator.post(address, headers=PAGE)).status_code == 303
    people = await ids(administrator)
    held = (await administrator.get(f"/api/people/{people['gil@example.org']}/wards")).json()["wards"]
    assert held == sorted([people["ana@example.org"], people["bo@example.org"]])
    await school.world.quiet()
    told = [(len(one.members), len(one.managers)) for one in school.world.events(GroupChanged)]
    assert sorted(told) == [(1, 1), (2, 1)]
    assert [len(one.wards) for one in school.world.events(WardsChanged)] == [2]

    exported = await administrator.get("/admin/people/export.csv", headers=PAGE)
    rows = {row[0]: row for _, row in read_sheet(exported.content).rows}
    assert rows["mia@example.org"][5:7] == ("7a|7b", "")
    assert rows["gil@example.org"][5:7] == ("", "ana@example.org|bo@example.org")
    again = await upload(administrator, exported.content)
    assert "gains</span>" not in (await administrator.get(again, headers=PAGE)).text


async def test_a_file_gives_wards_to_who_is_here_and_takes_none_away(school: School) -> None:
    administrator = await school.someone("administrator")
    gil = await school.register("guardian", email="gil@example.org")
    first, second = await school.register(), await school.register()
    await administrator.patch(f"/api/people/{gil.id}/wards", json={"add": [str(first.id)]})
    text = f"correo;nombre;rol;tutor de\ngil@example.org;Gil;manager;{second.email}\n"
    address = await upload(administrator, text)
    assert "gains" in (await administrator.get(address, headers=PAGE)).text
    assert (await administrator.post(address, headers=PAGE)).status_code == 303
    held = (await administrator.get(f"/api/people/{gil.id}/wards")).json()["wards"]
    assert held == sorted([str(first.id), str(second.id)])
    await school.world.quiet()
    # The role that the file gave was told as the second change.
    assert [one.change for one in school.world.events(WardsChanged)] == [1, 3]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("x@example.org,X,,7a,", "Only somebody with the role manager can manage a group."),
        ("x@example.org,X,manager,,ana@example.org", "Only somebody with the role guardian"),
        ("x@example.org,X,guardian,,x@example.org", "Nobody is their own guardian."),
        ("x@example.org,X,guardian,,who@example.org", "Nobody here has the address who@example.org"),
        ("x@example.org,X,guardian,,nonsense", "is not an e-mail address"),
    ],
)
async def test_who_may_not_follow_is_told_by_line_and_nothing_happens(
    school: School, row: str, said: str
) -> None:
    administrator = await school.someone("administrator")
    text = f"email,name,roles,manages,guardian_of\nana@example.org,Ana,,,\n{row}\n"
    page = await administrator.post("/admin/people/import", files={"file": ("c.csv", text)}, headers=PAGE)
    assert (page.status_code, said in page.text) == (422, True)
    assert await count_people(administrator) == 1


async def test_who_lost_the_role_since_the_file_was_looked_at_stops_all_of_it(school: School) -> None:
    administrator = await school.someone("administrator")
    gil = await school.register("guardian", email="gil@example.org")
    text = "email,name,guardian_of\ngil@example.org,Gil,ana@example.org\nana@example.org,Ana,\n"
    address = await upload(administrator, text)
    await administrator.patch(f"/api/people/{gil.id}", json={"roles": ["learner"]})
    assert (await administrator.post(address)).json()["code"] == "roster.outdated"
    assert await count_people(administrator) == 2
