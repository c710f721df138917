"""Staying signed in: rotation with grace, reuse, ending, the list."""

import asyncio
from datetime import timedelta
from uuid import UUID

import httpx
from sqlalchemy import update

from stoa.contracts.identity import SessionEnded
from stoa.runtime.caller import Caller
from stoa.services.identity import tables
from stoa.services.identity.commands.sweep import sweep
from stoa.services.identity.commands.tenants import create_tenant
from stoa.services.identity.domain.session import GRACE
from tests.services.identity.school import PAGE, School
from tests.world import Someone

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def ticket(browser: Someone) -> str:
    return str(browser.cookies["stoa_session"])


def show(school: School, browser: Someone, name: str, value: str) -> None:
    if name in browser.cookies:
        browser.cookies.delete(name)
    browser.cookies.set(name, value, domain=school.world.host(school.world.tenant))


async def let_time_pass(school: School, session: UUID, by: timedelta) -> None:
    """Moves the session's past instead of the clock."""
    sessions = tables.sessions
    async with school.world.db("identity").work(Caller(tenant=school.world.tenant)) as work:
        await work.run(
            update(sessions)
            .where(sessions.c.id == session)
            .values(
                {
                    moment: sessions.c[moment] - by
                    for moment in ("rotated_at", "created_at", "seen_at", "expires_at")
                }
            )
        )


def session_of(browser: Someone) -> UUID:
    return UUID(hex=ticket(browser).split(".")[1])


async def test_a_page_with_a_worn_out_token_comes_back_by_itself(school: School) -> None:
    browser = await school.someone()
    browser.cookies.delete("stoa_access")
    first = await browser.get("/account?x=1", headers=PAGE)
    assert first.headers["location"] == "/session/refresh?next=/account%3Fx%3D1"
    second = await browser.get(first.headers["location"], headers=PAGE)
    assert (second.status_code, second.headers["location"]) == (303, "/account?x=1")
    assert (await browser.get("/account?x=1", headers=PAGE)).status_code == 200


async def test_without_a_session_the_way_leads_to_sign_in_and_back(school: School) -> None:
    browser = await school.browser()
    answer = await browser.get("/session/refresh?next=/account")
    assert answer.headers["location"] == "/sign-in?next=/account"
    looping = await (await school.someone()).get("/session/refresh?next=/session/refresh")
    assert looping.headers["location"] == "/"


async def test_the_secret_changes_with_every_refresh(school: School) -> None:
    browser = await school.someone()
    before = ticket(browser)
    assert (await browser.post("/session/refresh")).status_code == 204
    assert ticket(browser) != before
    assert ticket(browser).split(".")[:2] == before.split(".")[:2]


async def test_two_tabs_that_refresh_at_once_both_stay_signed_in(school: School) -> None:
    browser = await school.someone()
    shown = ticket(browser)
    tabs = [await school.browser() for _ in range(6)]
    for tab in tabs:
        show(school, tab, "stoa_session", shown)
    answers = await asyncio.gather(*(tab.post("/session/refresh") for tab in tabs))
    assert [answer.status_code for answer in answers] == [204] * 6
    assert len({ticket(tab) for tab in tabs}) == 1
    assert (await tabs[3].post("/session/refresh")).status_code == 204
    await school.world.quiet()
    assert not school.world.events(SessionEnded)


async def test_an_old_secret_after_the_grace_ends_the_session_for_both(school: School) -> None:
    browser = await school.someone()
    stolen = ticket(browser)
    await browser.post("/session/refresh")
    await let_time_pass(school, session_of(browser), GRACE + timedelta(seconds=1))
    thief = await school.browser()
    show(school, thief, "stoa_session", stolen)
    answer = await thief.post("/session/refresh")
    assert (answer.status_code, answer.json()["code"]) == (401, "session.reused")
    assert (await browser.post("/session/refresh")).status_code == 401
    await school.world.quiet()
    assert [one.session for one in school.world.events(SessionEnded)] == [session_of(browser)]
    assert (await browser.get("/people/names?ids=")).status_code == 401


async def test_a_made_up_secret_ends_nothing(school: School) -> None:
    browser = await school.someone()
    tenant, session, _ = ticket(browser).split(".")
    liar = await school.browser()
    show(school, liar, "stoa_session", f"{tenant}.{session}.{'a' * 64}")
    assert (await liar.post("/session/refresh")).status_code == 401
    assert (await browser.post("/session/refresh")).status_code == 204


async def test_an_idle_session_is_over(school: School) -> None:
    browser = await school.someone()
    await let_time_pass(school, session_of(browser), timedelta(days=15))
    assert (await browser.post("/session/refresh")).status_code == 401


async def test_the_list_names_devices_and_ends_them_at_once(school: School) -> None:
    member = await school.register()
    here = await school.sign_in(member)
    there = await school.browser()
    there.headers["user-agent"] = FIREFOX
    await school.sign_in(member, there)
    page = await here.get("/account", headers=PAGE)
    assert "Firefox on Linux" in page.text
    answer = await here.post(f"/account/sessions/{session_of(there)}/end", headers=PAGE)
    assert answer.status_code == 303
    assert (await there.get("/people/names?ids=")).status_code == 401
    assert (await there.post("/session/refresh")).status_code == 401
    assert "Firefox on Linux" not in (await here.get("/account", headers=PAGE)).text


async def test_nobody_ends_a_session_of_somebody_else(school: School) -> None:
    mine, other = await school.someone(), await school.someone()
    assert (await mine.post(f"/account/sessions/{session_of(other)}/end")).status_code == 404
    assert (await other.post("/session/refresh")).status_code == 204


async def test_ending_all_others_leaves_this_one(school: School) -> None:
    member = await school.register()
    browsers = [await school.sign_in(member) for _ in range(3)]
    await browsers[0].post("/account/sessions/end-others")
    statuses = [(await browser.post("/session/refresh")).status_code for browser in browsers]
    assert statuses == [204, 401, 401]


async def test_every_process_hears_of_the_end(school: School) -> None:
    """Not the door but the fact: it is what other processes refuse the access tokens by."""
    browser = await school.someone()
    await browser.post("/sign-out")
    await school.world.quiet()
    assert [one.session for one in school.world.events(SessionEnded)]
    assert school.world.events(SessionEnded)[0].person == browser.person


async def test_what_is_over_is_forgotten(school: School) -> None:
    db = school.world.db("identity")
    host = f"sweep-{school.world.tenant}.test"
    tenant = await create_tenant(db, name="Sweepers", host=host)
    member = await school.register(tenant=tenant)
    browser = await school.browser(tenant)
    browser.base_url, browser.headers["origin"] = httpx.URL(f"http://{host}"), f"http://{host}"
    await school.sign_in(member, browser)
    async with db.work(Caller(tenant=tenant)) as work:
        await work.run(update(tables.sessions).values(expires_at=work.now - timedelta(days=2)))
    await sweep(db)
    assert (await browser.post("/session/refresh")).status_code == 401
    async with db.read(Caller(tenant=tenant)) as read:
        for table in (tables.sessions, tables.spent_secrets):
            assert not await read.all(table.select())
