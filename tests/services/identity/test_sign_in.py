"""Signing in: nobody learns who has an account, nobody guesses for long, nobody is led away."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import select

from stoa.kernel.errors import Refusal, Unauthenticated
from stoa.kernel.ids import new_id
from stoa.runtime.caller import Caller
from stoa.runtime.http.door import Door
from stoa.services.identity import tables
from stoa.services.identity.commands.passwords import Passwords
from stoa.services.identity.commands.people import Changes, change_person
from stoa.services.identity.commands.sessions import Arrival, sign_in
from stoa.services.identity.domain.bucket import ACCOUNT_FROM_NETWORK, NETWORK
from stoa.services.identity.domain.device import Device
from stoa.services.identity.domain.network import Network
from stoa.services.identity.domain.session import Kind
from tests.services.identity.school import PAGE, PASSWORD, School, submit_sign_in


async def test_the_sign_in_page_is_there_for_everyone(school: School) -> None:
    answer = await (await school.browser()).get("/sign-in?next=/courses/1", headers=PAGE)
    assert answer.status_code == 200
    assert 'name="next" value="/courses/1"' in answer.text


async def test_signing_in_goes_where_one_was_going(school: School) -> None:
    member = await school.register()
    browser = await school.browser()
    answer = await submit_sign_in(browser, member.email.upper(), next="/account?x=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/account?x=1")
    assert (await browser.get("/account", headers=PAGE)).status_code == 200


@pytest.mark.parametrize(
    "away", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"]
)
async def test_nobody_is_led_to_another_site(school: School, away: str) -> None:
    member = await school.register()
    answer = await submit_sign_in(await school.browser(), member.email, next=away)
    assert answer.headers["location"] == "/"
    browser = await school.sign_in(member)
    assert (await browser.get("/sign-in", params={"next": away})).headers["location"] == "/"
    assert (await browser.get("/session/refresh", params={"next": away})).headers["location"] == "/"


async def test_cookies_are_for_the_server_alone(school: School) -> None:
    member = await school.register()
    answer = await submit_sign_in(await school.browser(), member.email)
    for cookie in answer.headers.get_list("set-cookie"):
        assert "httponly" in cookie.lower()
        assert "samesite=lax" in cookie.lower()
        assert "path=/" in cookie.lower()
        assert "domain=" not in cookie.lower()


async def test_a_session_that_is_not_kept_ends_with_the_browser(school: School) -> None:
    member = await school.register()
    answer = await submit_sign_in(await school.browser(), member.email, kept="")
    session = next(one for one in answer.headers.get_list("set-cookie") if one.startswith("stoa_session"))
    assert "max-age" not in session.lower()


async def test_unknown_wrong_and_deactivated_get_the_same_answer(school: School) -> None:
    member = await school.register()
    gone = await school.register()
    waiting = await school.register(password=None)
    await change_person(school.world.db("identity"), school.operator(), gone.id, Changes(active=False))
    answers = []
    for email, password in [
        (f"nobody{new_id().hex}@example.org", PASSWORD),
        (member.email, "another lamp river"),
        (gone.email, PASSWORD),
        (waiting.email, PASSWORD),
        ("no address at all", PASSWORD),
    ]:
        answer = await submit_sign_in(await school.browser(), email, password)
        answers.append((answer.status_code, answer.text.replace(email, "…")))
        assert password not in answer.text
        assert email in answer.text
    assert answers[0][0] == 401
    assert len(set(answers)) == 1


async def test_the_same_work_is_done_for_an_unknown_address(school: School) -> None:
    """Not a stopwatch: whatever is typed, one password hash is verified and nothing else takes time."""
    verified: list[str | None] = []

    class Watched(Passwords):
        def __init__(self) -> None:
            super().__init__(school.passwords.breached)

        async def matches(self, password_hash: str | None, password: str) -> bool:
            verified.append(password_hash)
            return await super().matches(password_hash, password)

        def _verify(self, password_hash: str, password: str) -> bool:
            verified.append("work")
            return super()._verify(password_hash, password)

    watched = Watched()
    member = await school.register()
    caller = Caller(tenant=school.world.tenant)
    for email in (member.email, "nobody@example.org", "nonsense"):
        with pytest.raises(Unauthenticated):
            await sign_in(school.world.db("identity"), caller, watched, email, "wrong words", _arrival())
    assert verified[0] is not None
    assert [verified[2], verified[4]] == [None, None]
    assert verified[1::2] == ["work"] * 3


async def test_a_guesser_is_stopped_over_all_processes(school: School) -> None:
    """The buckets are rows: tries made at once through two applications' pools are counted together."""
    member = await school.register()
    caller = Caller(tenant=school.world.tenant)
    db = school.world.db("identity")

    async def guess() -> str:
        try:
            await sign_in(db, caller, school.passwords, member.email, "wrong words", _arrival())
        except Refusal as error:
            return error.code
        return "in"

    codes = await asyncio.gather(*(guess() for _ in range(ACCOUNT_FROM_NETWORK.burst + 7)))
    assert codes.count("sign_in.refused") == ACCOUNT_FROM_NETWORK.burst
    assert codes.count("tries.too_many") == 7


async def test_who_guesses_too_often_is_told_how_long_to_wait_known_or_not(school: School) -> None:
    member = await school.register()
    for email in (member.email, "nobody@example.org"):
        browser = await school.browser()
        for _ in range(ACCOUNT_FROM_NETWORK.burst):
            assert (await submit_sign_in(browser, email, "wrong words")).status_code == 401
        answer = await submit_sign_in(browser, email, PASSWORD)
        assert answer.status_code == 429
        assert "seconds" in answer.text


async def test_a_class_behind_one_address_is_not_stopped(school: School) -> None:
    db, caller = school.world.db("identity"), Caller(tenant=school.world.tenant)
    member = await school.register()
    for _ in range(8):
        await sign_in(db, caller, school.passwords, member.email, PASSWORD, _arrival())
    async with db.read(caller) as read:
        levels = await read.all(select(tables.buckets.c.level_at))
    now = school.world.process.platform.clock()
    assert all((row.level_at - now).total_seconds() < NETWORK.drip_s for row in levels)


async def test_a_new_session_every_time_whatever_the_browser_brings(school: School) -> None:
    """Session fixation: a ticket that somebody planted is not the one that is signed in."""
    planter = await school.someone()
    planted = planter.cookies["stoa_session"]
    victim = await school.register()
    browser = await school.browser()
    browser.cookies.set("stoa_session", planted, domain=school.world.host(school.world.tenant))
    answer = await submit_sign_in(browser, victim.email)
    fresh = next(one for one in answer.headers.get_list("set-cookie") if one.startswith("stoa_session"))
    assert planted.split(".")[1] not in fresh
    planter.cookies.set("stoa_session", planted, domain=school.world.host(school.world.tenant))
    assert (await planter.post("/session/refresh")).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://other.test"},
    ],
)
@pytest.mark.parametrize(
    "path", ["/sign-in", "/sign-out", "/session/refresh", "/account", "/preferences/locale"]
)
async def test_another_site_cannot_submit_our_forms(
    school: School, path: str, headers: dict[str, str]
) -> None:
    browser = await school.someone()
    answer = await browser.post(path, data={"email": "a@example.org", "password": "x"}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "request.cross_site")


async def test_also_not_with_an_access_token_that_ran_out(school: School) -> None:
    browser = await school.someone()
    _cookie(school, browser, "stoa_access", "worn.out.token")
    answer = await browser.post("/sign-out", headers={"origin": "https://evil.example"})
    assert answer.status_code == 403


async def test_the_way_in_is_shut_for_another_tenant(school: School) -> None:
    member = await school.register()
    other = school.world.new_tenant()
    answer = await submit_sign_in(await school.browser(other), member.email)
    assert answer.status_code == 401


async def test_signing_out_ends_the_session_and_forgets_the_cookies(school: School) -> None:
    browser = await school.someone()
    ticket, access = browser.cookies["stoa_session"], browser.cookies["stoa_access"]
    answer = await browser.post("/sign-out", headers=PAGE)
    assert answer.headers["location"].startswith("/sign-in")
    assert "stoa_session" not in browser.cookies
    _cookie(school, browser, "stoa_session", ticket)
    assert (await browser.post("/session/refresh")).status_code == 401
    _cookie(school, browser, "stoa_access", access)
    assert (await browser.get("/people/names?ids=")).status_code == 401


def _cookie(school: School, browser: Any, name: str, value: str) -> None:
    browser.cookies.delete(name) if name in browser.cookies else None
    browser.cookies.set(name, value, domain=school.world.host(school.world.tenant))


def _arrival() -> Arrival:
    return Arrival(
        kind=Kind.BROWSER, kept=True, device=Device("Firefox", "Linux"), network=Network("192.0.2.7")
    )


async def test_a_hole_in_the_forgery_guard_would_be_noticed(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control of the tests above: without the guard the same request passes."""
    browser = await school.someone()
    monkeypatch.setattr(Door, "_refuse_forgery", lambda *_: None)
    answer = await browser.post("/sign-out", headers={"origin": "https://evil.example"})
    assert answer.status_code == 303
