"""Doors: closed unless opened, honest errors, no forged writes."""

import msgspec
import pytest
from litestar import get, post

from stoa.kernel.errors import Defect
from stoa.runtime.http import public
from stoa.runtime.http.app import build_app
from tests.world import World


async def test_unknown_caller_is_asked_to_sign_in(world: World) -> None:
    answer = await (await world.anyone()).get("/api/books/0190b5f0-0000-7000-8000-000000000000")
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"


async def test_navigation_of_an_unknown_caller_goes_to_sign_in_and_comes_back(world: World) -> None:
    browser = await world.anyone()
    answer = await browser.get(
        "/api/books/0190b5f0-0000-7000-8000-000000000000?a=1", headers={"accept": "text/html"}
    )
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in?next=/api/books/0190b5f0")


async def test_role_that_is_missing_is_named(world: World) -> None:
    answer = await (await world.someone("learner")).post("/api/books", json={"title": "Optics"})
    assert answer.status_code == 403
    assert "librarian" in answer.json()["detail"]


async def test_malformed_input_names_the_field(world: World) -> None:
    answer = await (await world.someone("librarian")).post("/api/books", json={"title": 7})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "title"


async def test_field_that_is_missing_is_named(world: World) -> None:
    answer = await (await world.someone("librarian")).post("/api/books", json={})
    assert (answer.status_code, answer.json()["field"]) == (422, "title")


async def test_entry_that_is_not_known_is_named(world: World) -> None:
    told = {"title": "Optics", "titel": "Optik"}
    answer = await (await world.someone("librarian")).post("/api/books", json=told)
    assert (answer.status_code, answer.json()["field"]) == (422, "titel")
    assert "not known" in answer.json()["detail"]


async def test_null_sign_that_no_text_can_hold_names_its_field(world: World) -> None:
    librarian = await world.someone("librarian")
    answer = await librarian.post("/api/books", json={"title": "Opt\0ics"})
    assert (answer.status_code, answer.json()["field"]) == (422, "title")
    answer = await librarian.get("/api/books?a=1&b=x%00y")
    assert (answer.status_code, answer.json()["field"]) == (422, "b")


async def test_escape_that_reads_like_a_null_sign_is_a_text(world: World) -> None:
    librarian = await world.someone("librarian")
    answer = await librarian.post("/api/books", content=rb'{"title": "C:\\u0000"}')
    assert answer.status_code == 201, answer.text


async def test_token_of_another_tenant_opens_nothing_here(world: World) -> None:
    librarian = await world.someone("librarian")
    other = world.new_tenant()
    answer = await librarian.get(
        "/api/books/0190b5f0-0000-7000-8000-000000000000", headers={"host": world.host(other)}
    )
    assert answer.status_code == 401
    assert answer.json()["code"] == "token.elsewhere"


async def test_unknown_host_is_nobodys(world: World) -> None:
    answer = await (await world.anyone()).get("/api/books", headers={"host": "elsewhere.test"})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://elsewhere.test"},
        {"origin": "null"},
        {"origin": "https://SAME"},
        {"sec-fetch-site": "cross-site", "origin": ""},
        {"sec-fetch-site": "same-site", "origin": ""},
        {"origin": ""},
    ],
)
async def test_write_with_our_cookies_from_elsewhere_is_refused(
    world: World, headers: dict[str, str]
) -> None:
    token = world.process.platform.tokens.sign(world.caller("librarian"))
    browser = await world.anyone()
    host = world.host(world.tenant)
    sent = {name: value.replace("SAME", host) for name, value in headers.items() if value}
    if "origin" not in sent:
        del browser.headers["origin"]
    answer = await browser.post(
        "/api/books", json={"title": "Optics"}, headers={**sent, "cookie": f"stoa_access={token}"}
    )
    assert answer.status_code == 403
    assert answer.json()["code"] == "request.cross_site"


async def test_another_kind_of_authorization_does_not_open_a_write_with_our_cookies(world: World) -> None:
    token = world.process.platform.tokens.sign(world.caller("librarian"))
    answer = await (await world.anyone()).post(
        "/api/books",
        json={"title": "Optics"},
        headers={
            "authorization": "Basic YTpi",
            "origin": "https://elsewhere.test",
            "cookie": f"stoa_access={token}",
        },
    )
    assert answer.status_code == 403
    assert answer.json()["code"] == "request.cross_site"


async def test_body_nested_without_end_is_malformed(world: World) -> None:
    answer = await (await world.someone("librarian")).post(
        "/api/books", content=b"[" * 50_000, headers={"content-type": "application/json"}
    )
    assert answer.status_code == 422
    assert answer.json()["code"] == "input.malformed"


async def test_body_that_is_no_text_is_malformed(world: World) -> None:
    answer = await (await world.someone("librarian")).post(
        "/api/books", content=b'{"title":"\xed\xa0\x80"}', headers={"content-type": "application/json"}
    )
    assert answer.status_code == 422
    assert answer.json()["code"] == "input.malformed"


@pytest.mark.parametrize(("method", "path"), [("OPTIONS", "/api/books"), ("GET", "/schema/openapi.json")])
async def test_what_litestar_would_answer_by_itself_is_not_there(
    world: World, method: str, path: str
) -> None:
    assert (await (await world.anyone()).request(method, path)).status_code == 404


async def test_null_sign_is_malformed(world: World) -> None:
    answer = await (await world.someone("librarian")).post("/api/books", json={"title": "Opt\0ics"})
    assert answer.status_code == 422
    assert answer.json()["code"] == "input.malformed"


async def test_once_key_is_of_visible_signs(world: World) -> None:
    answer = await (await world.someone("librarian")).post(
        "/api/books", json={"title": "Optics"}, headers={"idempotency-key": "optics\t-of-newton"}
    )
    assert answer.status_code == 422
    assert answer.json()["code"] == "idempotency.malformed"


async def test_write_from_our_own_page_is_taken(world: World) -> None:
    token = world.process.platform.tokens.sign(world.caller("librarian"))
    browser = await world.anyone()
    answer = await browser.post(
        "/api/books", json={"title": "Optics"}, headers={"cookie": f"stoa_access={token}"}
    )
    assert answer.status_code == 201


async def test_door_that_declares_nobody_is_found_at_start(world: World) -> None:
    @get("/undeclared")
    async def undeclared() -> None:
        return None

    process = world.process
    with pytest.raises(Defect, match="undeclared"):
        build_app(
            [],
            {},
            process.app.state.pages,
            extra=[undeclared],
            offered={},
        )


async def test_door_whose_body_takes_anything_is_found_at_start(world: World) -> None:
    class Loose(msgspec.Struct):
        title: str = ""

    @post("/loose", opt=public())
    async def loose(data: Loose) -> None:
        """Would never know of an entry that was misspelt."""

    with pytest.raises(Defect, match="Loose"):
        build_app([], {}, world.process.app.state.pages, extra=[loose], offered={})


async def test_error_is_told_in_the_persons_language(world: World) -> None:
    answer = await (await world.anyone()).get(
        "/api/books/0190b5f0-0000-7000-8000-000000000000", headers={"accept-language": "es-MX,es;q=0.9"}
    )
    assert answer.status_code == 401
