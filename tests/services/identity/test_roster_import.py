"""People from a file: looked at first, then all or nothing, and out again."""

import re

import pytest

from stoa.contracts.identity import GroupChanged, PersonRegistered, RolesChanged
from stoa.kernel.ids import new_id
from stoa.kernel.sheet_reading import read_sheet
from tests.services.identity.school import PAGE, School
from tests.world import Someone

FILE = "email;name;roles;groups\nana@example.org;Ana López;;7a\nbo@example.org;Bo;editor|learner;7a|Chess\n"


async def upload(client: Someone, text: str | bytes) -> str:
    answer = await client.post("/admin/people/import", files={"file": ("class.csv", text)}, headers=PAGE)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


async def count_people(client: Someone) -> int:
    return len((await client.get("/api/people?size=200")).json()["items"])


async def test_nothing_happens_before_it_was_looked_at(school: School) -> None:
    administrator = await school.someone("administrator")
    preview = await administrator.get(await upload(administrator, FILE), headers=PAGE)
    assert preview.status_code == 200
    assert "Ana López" in preview.text
    assert "7a, Chess" in preview.text
    assert await count_people(administrator) == 1


async def test_the_preview_shows_languages_and_names_what_is_not_taken(school: School) -> None:
    administrator = await school.someone("administrator")
    text = "email,name,language,phone,<b>shoe</b>\nana@example.org,Ana,es,600,38\n"
    address = await upload(administrator, text)
    preview = (await administrator.get(address, headers=PAGE)).text
    assert "These columns of the file are not taken: phone, &lt;b&gt;shoe&lt;/b&gt;" in preview
    assert re.search(r'data-label="Language">\s*Español\s*<', preview)
    assert "not offered in these languages" not in preview
    other = await upload(
        administrator, "email,name,language\nana@example.org,Ana,fr-CA\nbo@example.org,Bo,xx\n"
    )
    preview = (await administrator.get(other, headers=PAGE)).text
    assert "The pages are not offered in these languages: fr-CA, xx." in preview
    assert re.search(r'data-label="Language">\s*fr-CA\s*<', preview)


async def test_what_is_not_taken_of_a_wide_file_is_no_part_of_an_address(school: School) -> None:
    administrator = await school.someone("administrator")
    headers = [f"{number:02}" + "列" * 98 for number in range(23)]
    address = await upload(administrator, f"email,name,{','.join(headers)}\nana@example.org,Ana{',' * 23}\n")
    assert "?" not in address
    preview = (await administrator.get(address, headers=PAGE)).text
    assert all(header[:80] in preview for header in headers[:20])
    assert headers[0][:81] not in preview
    assert headers[20][:80] not in preview
    assert "And 3 more." in preview
    forged = (await administrator.get(f"{address}?ignored=Forged+words", headers=PAGE)).text
    assert "Forged words" not in forged
    assert (await administrator.post(address, headers=PAGE)).status_code == 303
    assert "not taken" not in (await administrator.get(address, headers=PAGE)).text


async def test_everyone_of_the_file_is_registered_and_grouped_at_once(school: School) -> None:
    administrator = await school.someone("administrator")
    address = await upload(administrator, FILE)
    taken = await administrator.post(address, headers=PAGE)
    assert (taken.status_code, taken.headers["location"]) == (303, address)
    report = await administrator.get(address, headers=PAGE)
    assert "2 people were registered" in report.text
    people = {one["email"]: one for one in (await administrator.get("/api/people")).json()["items"]}
    assert people["bo@example.org"]["roles"] == ["learner", "editor"]
    assert people["ana@example.org"]["groups"] == ["7a"]
    await school.world.quiet()
    assert len(school.world.events(PersonRegistered)) == 3
    assert sorted(len(one.members) for one in school.world.events(GroupChanged)) == [1, 2]


async def test_taking_a_file_twice_does_nothing_the_second_time(school: School) -> None:
    administrator = await school.someone("administrator")
    address = await upload(administrator, FILE)
    key = {"idempotency-key": str(new_id()), **PAGE}
    assert (await administrator.post(address, headers=key)).status_code == 303
    assert (await administrator.post(address, headers=key)).status_code == 303
    assert (await administrator.post(address)).json()["code"] == "roster.taken"
    assert await count_people(administrator) == 3
    assert (await administrator.post(await upload(administrator, FILE), headers=PAGE)).status_code == 303
    assert await count_people(administrator) == 3


async def test_people_who_are_here_gain_and_never_lose(school: School) -> None:
    administrator = await school.someone("administrator")
    member = await school.register("instructor", name="Chidi", email="chidi@example.org")
    text = "email,name,roles,groups\nchidi@example.org,Another Name,editor,Staff\n"
    await administrator.post(await upload(administrator, text), headers=PAGE)
    card = (await administrator.get(f"/api/people/{member.id}")).json()
    assert (card["name"], card["roles"]) == ("Chidi", ["instructor", "editor"])
    assert card["groups"] == ["Staff"]
    await school.world.quiet()
    assert school.world.events(RolesChanged)[0].change == 1


async def test_a_file_with_faults_is_told_row_by_row_and_does_nothing(school: School) -> None:
    administrator = await school.someone("administrator")
    text = "email,name,roles\nana@example.org,Ana,\nnonsense,,wizard\n"
    page = await administrator.post("/admin/people/import", files={"file": ("c.csv", text)}, headers=PAGE)
    assert page.status_code == 422
    for said in ("listed below (3)", "is not an e-mail address", "Write a name", "is not a role"):
        assert said in page.text
    assert await count_people(administrator) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty"),
        (b"PK\x03\x04\x00", "not a text file"),
        (b"name\nAna\n", "“email” is missing"),
    ],
)
async def test_a_file_that_cannot_be_read_says_what_to_do(school: School, data: bytes, said: str) -> None:
    administrator = await school.someone("administrator")
    page = await administrator.post("/admin/people/import", files={"file": ("c.csv", data)}, headers=PAGE)
    assert (page.status_code, said in page.text) == (422, True)
    none = await administrator.post("/admin/people/import", data={}, headers=PAGE)
    assert (none.status_code, "Choose a file" in none.text) == (422, True)


async def test_links_for_a_whole_class_let_each_in(school: School) -> None:
    administrator = await school.someone("administrator")
    address = await upload(administrator, FILE)
    await administrator.post(address, headers=PAGE)
    answer = await administrator.post(f"{address}/invitations", headers=PAGE)
    assert answer.headers["content-type"].startswith("text/csv")
    sheet = read_sheet(answer.content)
    assert sheet.header == ("email", "name", "link")
    link = "/invite/" + sheet.rows[0][1][2].rpartition("/")[2]
    browser = await school.browser()
    done = await browser.post(link, data={"password": "copper violin harbour"}, headers=PAGE)
    assert done.status_code == 303
    later = read_sheet((await administrator.post(f"{address}/invitations", headers=PAGE)).content)
    assert [cells[0] for _, cells in later.rows] == ["bo@example.org"]


async def test_what_is_exported_is_no_formula_and_can_be_imported(school: School) -> None:
    administrator = await school.someone("administrator")
    await school.register(name="=HYPERLINK(1)", email="+evil@example.org")
    french = {"email": "di@example.org", "name": "Di", "locale": "fr"}
    assert (await administrator.post("/api/people", json=french)).status_code == 201
    answer = await administrator.get("/admin/people/export.csv")
    assert b"'=HYPERLINK(1)" in answer.content
    assert b"'+evil@example.org" in answer.content
    address = await upload(administrator, answer.content)
    assert "stay as they are" in (await administrator.get(address, headers=PAGE)).text


async def test_a_large_file_is_taken_in_one_piece(school: School) -> None:
    administrator = await school.someone("administrator")
    rows = "".join(f"p{n}@example.org,Person {n},Group {n % 40}\n" for n in range(2000))
    address = await upload(administrator, "email,name,groups\n" + rows)
    assert (await administrator.post(address, headers=PAGE)).status_code == 303
    page = await administrator.get("/admin/people?q=person", headers=PAGE)
    assert "2000 people" in page.text
    await school.world.quiet(within_s=120)
