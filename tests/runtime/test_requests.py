"""Requests that no door takes as they are, and what is said of them."""

import asyncio
from collections.abc import AsyncIterator
from typing import cast

import pytest
from litestar.types import HTTPDisconnectEvent, Message, Receive, Scope, Send

from stoa.kernel.errors import Invalid
from stoa.runtime.http.head import HeadAsGet
from stoa.runtime.http.malformed import why
from stoa.runtime.http.whole import ReadWhole
from stoa.runtime.words import explain
from tests.world import World

BOOK = "/api/books/0190b5f0-0000-7000-8000-000000000000"


@pytest.mark.parametrize("method", ["PUT", "PATCH", "TRACE", "PROPFIND", "MADE-UP"])
async def test_method_that_an_address_does_not_take_is_told_which_it_takes(world: World, method: str) -> None:
    answer = await (await world.someone("librarian")).request(method, "/api/books")
    assert (answer.status_code, answer.json()["code"]) == (405, "method.wrong")
    assert answer.headers["allow"] == "GET, HEAD, POST"
    read = await (await world.someone("librarian")).request(method, BOOK)
    assert (read.status_code, read.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
async def test_address_that_no_door_can_read_is_nowhere(world: World, method: str) -> None:
    answer = await (await world.someone("librarian")).request(method, "/api/books/no-such-id")
    assert (answer.status_code, answer.json()["code"]) == (404, "page.missing")


async def test_a_page_says_once_how_it_is_written(world: World) -> None:
    page = await (await world.someone("librarian")).get("/no-such-page", headers={"accept": "text/html"})
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")


async def test_head_is_answered_as_get_without_the_body(world: World) -> None:
    someone = await world.someone("librarian")
    made = await someone.post("/api/books", json={"title": "Optics"})
    path = f"/api/books/{made.json()['id']}"
    got, head = await someone.get(path), await someone.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == got.headers["content-type"]
    assert head.headers["content-length"] == str(len(got.content))
    assert (await (await world.anyone()).head(path)).status_code == 401


async def test_head_of_what_never_ends_is_over_at_once() -> None:
    told: list[str] = []

    async def endless(_scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"tick", "more_body": True})
        while (await receive())["type"] != "http.disconnect":
            await send({"type": "http.response.body", "body": b"tick", "more_body": True})

    async def receive() -> HTTPDisconnectEvent:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        told.append(f"{message['type']} {message.get('body')} {message.get('more_body')}")

    await HeadAsGet(endless)(cast(Scope, {"type": "http", "method": "HEAD"}), receive, send)
    assert told == ["http.response.start None None", "http.response.body b'' False"]


async def test_body_that_is_too_large_names_the_limit(world: World) -> None:
    someone = await world.someone("librarian")
    answer = await someone.post("/api/books", json={"title": "x" * 2_100_000})
    assert (answer.status_code, answer.json()["code"]) == (413, "body.too_large")
    assert "2 MB" in answer.json()["detail"]
    assert answer.headers["content-type"] == "application/problem+json"


async def test_large_body_without_a_length_is_refused_alike(world: World) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(30):
            yield b" " * 100_000

    answer = await (await world.someone("librarian")).post("/api/books", content=pieces())
    assert (answer.status_code, answer.json()["code"]) == (413, "body.too_large")


@pytest.mark.parametrize(
    ("locale", "words"), [("en", "a text is needed"), ("es", "hace falta un texto"), ("ar", "يلزم نص")]
)
async def test_reason_why_an_entry_does_not_fit_is_in_the_readers_language(
    world: World, locale: str, words: str
) -> None:
    someone = await world.someone("librarian")
    someone.headers["cookie"] = f"stoa_locale={locale}"
    answer = await someone.post("/api/books", json={"title": 7})
    assert words in answer.json()["detail"]


async def test_body_that_is_not_json_is_told_so(world: World) -> None:
    someone = await world.someone("librarian")
    answer = await someone.post(
        "/api/books", content=b'{"title"', headers={"content-type": "application/json"}
    )
    assert answer.status_code == 400
    assert answer.json()["detail"] == "The request could not be read: it is not JSON."


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Expected `str` of length <= 200", "the number of characters may be at most 200."),
        ("Expected `array` of length >= 1", "the number of entries must be at least 1."),
        ("Expected `int` >= 1", "the number must be at least 1."),
        ("Expected `float` < 5.0", "the number must be below 5.0."),
        ("Expected `int | null`, got `str`", "a whole number is needed."),
        ("Expected `str`, got `int`", "a text is needed."),
        ("Invalid UUID", "an id is needed, which is a UUID."),
        ("Invalid enum value 'x'", "“x” is not one of the choices."),
        ("Object missing required field `title`", "“title” is missing."),
        ("Missing required query parameter 'locale' for path /x", "“locale” is missing."),
        ("Expected `str` matching regex '^x'", "it is not written in the way that is needed here."),
        ("Something new", "a value of another kind is needed."),
    ],
)
def test_what_the_wire_types_say_has_words_of_its_own(said: str, told: str) -> None:
    assert explain(Invalid("input.malformed", **why(said)), "en") == f"This entry does not fit: {told}"


async def test_body_is_read_to_its_end_before_the_answer_goes_out() -> None:
    left = [b"a", b"b", b"c"]

    async def refuse(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 401, "headers": []})

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": left.pop(0), "more_body": bool(left)}

    async def send(message: object) -> None:
        assert left == []

    scope = {"type": "http", "headers": [(b"content-length", b"3")]}
    await ReadWhole(refuse)(scope, receive, send)  # type: ignore[arg-type]


async def test_sender_who_never_ends_gets_an_answer_after_a_while() -> None:
    sent: list[object] = []

    async def refuse(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 401, "headers": []})

    async def receive() -> dict[str, object]:
        await asyncio.sleep(0.01)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def send(message: object) -> None:
        sent.append(message)

    scope = {"type": "http", "headers": [(b"transfer-encoding", b"chunked")]}
    await ReadWhole(refuse, longest_s=0.1)(scope, receive, send)  # type: ignore[arg-type]
    assert len(sent) == 1
