"""One's own account, and the links by which people come to a password."""

from datetime import timedelta

from sqlalchemy import update

from stoa.runtime.caller import Caller
from stoa.services.identity import tables
from stoa.services.identity.domain.invitation import LIFETIME
from tests.services.identity.school import PAGE, PASSWORD, School, submit_sign_in

NEW = "copper violin harbour"


async def test_name_language_and_zone_are_ones_own_to_change(school: School) -> None:
    browser = await school.someone()
    answer = await browser.post(
        "/account", data={"name": "Ana  Ruiz", "locale": "es", "time_zone": "Africa/Cairo"}, headers=PAGE
    )
    assert answer.headers["location"] == "/account?done=saved"
    renewal = await browser.get("/account", headers=PAGE)
    assert renewal.headers["location"].startswith("/session/refresh")
    await browser.get(renewal.headers["location"])
    page = await browser.get("/account", headers=PAGE)
    assert '<html lang="es"' in page.text
    assert 'value="Ana Ruiz"' in page.text
    assert '<option value="Africa/Cairo" selected>' in page.text
    assert 'data-zone="Africa/Cairo"' in page.text
    assert "Horas de Africa/Cairo" in page.text


async def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_is_kept(school: School) -> None:
    browser = await school.someone()
    fields = {"name": " ", "locale": "es", "time_zone": "Africa/Cairo"}
    page = await browser.post("/account", data=fields, headers=PAGE)
    assert page.status_code == 422
    assert "Write a name." in page.text
    assert '<option value="Africa/Cairo" selected>' in page.text
    scripted = await browser.post("/account", data=fields, headers={"hx-request": "true"})
    assert scripted.json()["errors"][0]["field"] == "name"


async def test_a_new_password_needs_the_old_one_and_ends_the_other_sessions(school: School) -> None:
    member = await school.register()
    here, there = await school.sign_in(member), await school.sign_in(member)
    wrong = await here.post("/account/password", data={"old": "not this one", "new": NEW}, headers=PAGE)
    assert (wrong.status_code, "not the present password" in wrong.text) == (422, True)
    assert NEW not in wrong.text
    right = await here.post("/account/password", data={"old": PASSWORD, "new": NEW}, headers=PAGE)
    assert right.headers["location"] == "/account?done=password"
    assert (await here.post("/session/refresh")).status_code == 204
    assert (await there.get("/people/names?ids=")).status_code == 401
    assert (await there.post("/session/refresh")).status_code == 401
    assert (await submit_sign_in(await school.browser(), member.email, PASSWORD)).status_code == 401
    await school.sign_in(member, password=NEW)


async def test_a_weak_new_password_says_what_would_be_right(school: School) -> None:
    browser = await school.someone()
    for weak, said in [
        ("short", "at least 8"),
        ("password123", "lists of known"),
        ("AnaLopez1", "too close"),
    ]:
        page = await browser.post("/account/password", data={"old": PASSWORD, "new": weak}, headers=PAGE)
        assert page.status_code == 422
        assert said in page.text


async def invitation(school: School, email: str) -> str:
    administrator = await school.someone("administrator")
    found = (await administrator.get("/api/people", params={"q": email})).json()["items"]
    answer = await administrator.post(f"/api/people/{found[0]['id']}/invitation")
    return "/invite/" + str(answer.json()["url"]).rpartition("/")[2]


async def test_an_invitation_sets_the_first_password_and_signs_in(school: School) -> None:
    member = await school.register(password=None)
    link = await invitation(school, member.email)
    browser = await school.browser()
    page = await browser.get(link, headers=PAGE)
    assert (page.status_code, member.email in page.text) == (200, True)
    weak = await browser.post(link, data={"password": "12345678"}, headers=PAGE)
    assert (weak.status_code, "12345678" in weak.text) == (422, False)
    done = await browser.post(link, data={"password": NEW}, headers=PAGE)
    assert (done.status_code, done.headers["location"]) == (303, "/")
    assert (await browser.get("/account", headers=PAGE)).status_code == 200
    await school.sign_in(member, password=NEW)


async def test_a_link_is_good_once_and_a_newer_one_voids_it(school: School) -> None:
    member = await school.register(password=None)
    older, newer = await invitation(school, member.email), await invitation(school, member.email)
    browser = await school.browser()
    assert (await browser.get(older, headers=PAGE)).status_code == 404
    assert (await browser.post(newer, data={"password": NEW}, headers=PAGE)).status_code == 303
    for way in (browser.get(newer, headers=PAGE), browser.post(newer, data={"password": NEW}, headers=PAGE)):
        assert (await way).status_code == 404


async def test_old_foreign_and_made_up_links_look_the_same(school: School) -> None:
    member = await school.register(password=None)
    link = await invitation(school, member.email)
    async with school.world.db("identity").work(Caller(tenant=school.world.tenant)) as work:
        await work.run(
            update(tables.invitations).values(created_at=work.now - LIFETIME - timedelta(seconds=1))
        )
    browser, stranger = await school.browser(), await school.browser(school.world.new_tenant())
    answers = [
        await browser.get(link, headers=PAGE),
        await browser.get(link[:-3] + "abc", headers=PAGE),
        await browser.get("/invite/nonsense", headers=PAGE),
        await stranger.get(link, headers=PAGE),
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert all("not good any more" in answer.text for answer in answers)


async def test_a_chosen_language_is_kept_for_who_is_not_signed_in(school: School) -> None:
    browser = await school.browser()
    answer = await browser.post("/preferences/locale", data={"locale": "ar", "next": "/sign-in?next=/a"})
    assert answer.headers["location"] == "/sign-in?next=/a"
    page = await browser.get("/sign-in", headers=PAGE)
    assert '<html lang="ar" dir="rtl"' in page.text
    assert (await browser.post("/preferences/locale", data={"locale": "xx"})).status_code == 422
