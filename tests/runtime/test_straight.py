"""A door that is asked often answers as if it went the usual way."""

import re
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from litestar import Litestar, post
from prometheus_client import REGISTRY

from stoa.kernel.errors import Defect
from stoa.runtime.http.access import guard
from stoa.runtime.http.straight import Straight, often
from tests.world import Someone, World

_ID = re.compile("[0-9a-f]{8}-[0-9a-f-]{27}")
STRAIGHT, AS_USUAL = "orders", "orders-as-usual"
JSON = {"content-type": "application/json"}

REQUESTS: dict[str, dict[str, Any]] = {
    "as wanted": {"json": {"copies": 2, "note": ["a", "b"]}},
    "without what may be left out": {"json": {"copies": 9}},
    "with more than is asked for": {"json": {"copies": 1, "other": {}}},
    "a number as a text": {"json": {"copies": "3"}},
    "true as a note": {"json": {"copies": 1, "note": True}},
    "true in words as a note": {"json": {"copies": 1, "note": "true"}},
    "said to be text": {"content": b'{"copies": 1}', "headers": {"content-type": "text/plain"}},
    "under a key that is too short": {"json": {"copies": 1}, "headers": {"idempotency-key": "0"}},
    "too many": {"json": {"copies": 10}},
    "no number": {"json": {"copies": "many"}},
    "nothing": {"json": {}},
    "no body": {},
    "a list": {"json": [1]},
    "null": {"json": None},
    "half of it": {"content": b'{"copies": ', "headers": JSON},
    "not of this alphabet": {"content": b'{"copies": 1, "note": "\xff"}', "headers": JSON},
    "too deep": {"content": b"[" * 100_000, "headers": JSON},
    "too large": {"json": {"copies": 1, "note": "x" * 2_100_000}},
    "from another page": {"json": {"copies": 1}, "headers": {"origin": "http://elsewhere.test"}},
    "a defect": {"json": {"copies": 1, "note": "broken"}},
    "an outage": {"json": {"copies": 1, "note": "away"}},
    "for a page": {"json": {"copies": 10}, "headers": {"accept": "text/html"}},
    "in Spanish": {"json": {"copies": 10}, "headers": {"accept-language": "es"}},
}


async def asked(someone: Someone, book: str, way: str, request: dict[str, Any]) -> tuple[int, Any, Any]:
    """Status, headers, and what is said, without what differs from one request to the next."""
    answer = await someone.post(f"/api/books/{book}/{way}", **request)
    said = _ID.sub("", answer.text.replace(way, ""))
    if answer.headers.get("content-type", "").endswith("json"):
        said = answer.json()
        said.pop("correlation", None)
    headers = {name: value for name, value in answer.headers.items() if name != "content-length"}
    return answer.status_code, headers, said


async def add(world: World) -> str:
    made = await (await world.someone("librarian")).post("/api/books", json={"title": "Optics"})
    return str(made.json()["id"])


@pytest.mark.parametrize("name", REQUESTS)
async def test_request_is_answered_alike_on_either_way(world: World, name: str) -> None:
    book, someone = await add(world), await world.someone("librarian")
    straight = await asked(someone, book, STRAIGHT, REQUESTS[name])
    assert straight == await asked(someone, book, AS_USUAL, REQUESTS[name])
    if name == "as wanted":
        assert straight[0] == 201
        assert straight[2]["note"] == ["a", "b"]


@pytest.mark.parametrize("book", ["0190b5f0-0000-7000-8000-000000000000", "none", "a%2Fb", "%00"])
async def test_address_of_nothing_is_answered_alike_on_either_way(world: World, book: str) -> None:
    someone = await world.someone("librarian")
    straight = await asked(someone, book, STRAIGHT, {"json": {"copies": 1}})
    assert straight[0] in (400, 404)
    assert straight == await asked(someone, book, AS_USUAL, {"json": {"copies": 1}})


@pytest.mark.parametrize("request_", ["as wanted", "too many", "half of it", "too large"])
async def test_who_may_not_pass_is_refused_alike_on_either_way(world: World, request_: str) -> None:
    book, stranger = await add(world), world.new_tenant()
    liar = await world.someone("librarian")
    liar.headers["authorization"] = "Bearer nothing"
    for someone in (
        await world.anyone(),
        liar,
        await world.someone("reader"),
        await world.someone("librarian", tenant=stranger),
    ):
        straight = await asked(someone, book, STRAIGHT, REQUESTS[request_])
        assert 400 <= straight[0] < 500
        assert straight == await asked(someone, book, AS_USUAL, REQUESTS[request_])


async def test_body_that_comes_in_pieces_is_answered_alike_on_either_way(world: World) -> None:
    async def pieces(*sent: bytes) -> AsyncIterator[bytes]:
        for piece in sent:
            yield piece

    book, someone = await add(world), await world.someone("librarian")
    bodies: list[Callable[[], AsyncIterator[bytes]]] = [
        lambda: pieces(b'{"cop', b'ies": 4}'),
        lambda: pieces(b'{"copies": 4', *[b" " * 500_000] * 5, b"}"),
        lambda: pieces(*[b" " * 500_000] * 5, b'{"copies": 4}'),
    ]
    statuses = []
    for body in bodies:
        straight = await asked(someone, book, STRAIGHT, {"content": body()})
        assert straight == await asked(someone, book, AS_USUAL, {"content": body()})
        statuses.append(straight[0])
    assert statuses == [201, 413, 413]


async def test_straight_way_leads_past_litestar_but_for_what_is_refused(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed, usual = [], Litestar.__call__

    async def counted(self: Litestar, *called: Any) -> None:
        passed.append(self)
        await usual(self, *called)

    book, someone = await add(world), await world.someone("librarian")
    monkeypatch.setattr(Litestar, "__call__", counted)
    await asked(someone, book, STRAIGHT, REQUESTS["as wanted"])
    assert not passed
    await asked(someone, book, STRAIGHT, REQUESTS["too many"])
    await asked(someone, book, STRAIGHT, REQUESTS["an outage"])
    await asked(someone, book, AS_USUAL, REQUESTS["as wanted"])
    assert len(passed) == 3


async def test_what_was_answered_is_answered_again_on_either_way(world: World) -> None:
    book, someone = await add(world), await world.someone("librarian")
    said = []
    for way, key in ((STRAIGHT, "0123456789"), (AS_USUAL, "9876543210")):
        first = {"json": {"copies": 1}, "headers": {"idempotency-key": key}}
        other = {"json": {"copies": 2}, "headers": {"idempotency-key": key}}
        said.append([await asked(someone, book, way, request) for request in (first, first, other)])
    assert said[0] == said[1]
    once, again, misused = said[0]
    assert (once[0], again[0], misused[0]) == (201, 200, 422)
    assert again[1]["idempotency-replayed"] == "true"


async def test_what_is_answered_straight_is_measured_under_its_address(world: World) -> None:
    def measured(way: str) -> float:
        labels = {"method": "POST", "route": f"/api/books/{{book}}/{way}", "status": "201"}
        return REGISTRY.get_sample_value("stoa_http_request_seconds_count", labels) or 0

    book, someone = await add(world), await world.someone("librarian")
    before = measured(STRAIGHT), measured(AS_USUAL)
    await asked(someone, book, STRAIGHT, REQUESTS["as wanted"])
    await asked(someone, book, AS_USUAL, REQUESTS["as wanted"])
    assert (measured(STRAIGHT), measured(AS_USUAL)) == (before[0] + 1, before[1] + 1)


def test_door_that_names_something_that_is_worked_out_is_a_defect() -> None:
    @post("/notes", opt=often())
    async def note(data: dict[str, str], mood: str) -> dict[str, str]:
        return data

    with pytest.raises(Defect, match="not_straight"):
        Straight(Litestar([note], guards=[guard]))


def test_door_with_a_guard_of_its_own_is_a_defect() -> None:
    async def closed(*_: Any) -> None:
        raise AssertionError

    @post("/notes", opt=often(), guards=[closed])
    async def note(data: dict[str, str]) -> dict[str, str]:
        return data

    with pytest.raises(Defect, match="not_straight"):
        Straight(Litestar([note], guards=[guard]))
