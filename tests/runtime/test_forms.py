"""Forms are read within bounds, whatever their sender claims of them."""

from collections.abc import AsyncIterator
from time import thread_time
from typing import Any

import pytest
from litestar import _parsers
from litestar.datastructures import UploadFile
from litestar.types import Message, ReceiveMessage

from stoa.kernel.errors import Invalid, TooLarge
from stoa.runtime.http.multipart import read_multipart
from tests.world import Someone, World

MULTIPART = {"content-type": "multipart/form-data; boundary=edge"}
URLENCODED = {"content-type": "application/x-www-form-urlencoded"}


def part(value: bytes, *, name: str = "scan", more: str = "") -> bytes:
    head = f'--edge\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'
    return head.encode() + value + b"\r\n"


async def librarian(world: World) -> Someone:
    return await world.someone("librarian")


async def in_pieces(data: bytes, size: int) -> AsyncIterator[bytes]:
    for begin in range(0, len(data), size):
        yield data[begin : begin + size]


async def test_encoding_that_a_sender_names_is_not_used() -> None:
    """Punycode takes minutes for a megabyte of this."""
    value = b"-" + b"9" * 500_000
    data = part(value, more="\r\nContent-Type: text/plain; charset=punycode") + b"--edge--\r\n"
    began = thread_time()
    assert await read_multipart(in_pieces(data, 60_000), b"edge", 1_000_000) == {"scan": [value.decode()]}
    assert thread_time() - began < 2


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (part(b"\xff\xfe") + b"--edge--\r\n", "is not UTF-8"),
        (part(b"cut off"), "not a form"),
        (b"nothing of the kind", "not a form"),
        (part(b"") * 6_000 + b"--edge--\r\n", "at most 5000"),
    ],
)
async def test_form_that_is_none_is_told_so(world: World, body: bytes, why: str) -> None:
    answer = await (await librarian(world)).post("/api/books/scans", content=body, headers=MULTIPART)
    assert (answer.status_code, answer.json()["code"]) == (422, "input.malformed")
    assert why in answer.json()["detail"]


async def test_more_fields_than_any_page_has_are_refused(world: World) -> None:
    body = b"&".join(b"%d=" % number for number in range(6_000))
    answer = await (await librarian(world)).post("/api/books/scans", content=body, headers=URLENCODED)
    assert answer.status_code == 422
    assert "at most 5000" in answer.json()["detail"]


async def test_form_is_the_same_in_whatever_pieces_it_comes() -> None:
    data = part("Ölçü".encode(), name="note") + part(b"a\r\n--b", more='; filename="a.txt"')
    data += part(b"", name="note") + part(b"", name="none", more='; filename=""') + b"--edge--\r\n"
    for size in (1, 7, 1000):
        fields = await read_multipart(in_pieces(data, size), b"edge", 100)
        assert (fields["note"], fields["none"]) == (["Ölçü", ""], [""])
        (file,) = fields["scan"]
        assert isinstance(file, UploadFile)
        assert (file.filename, await file.read()) == ("a.txt", b"a\r\n--b")
        await file.close()


async def test_what_is_no_file_stays_small() -> None:
    data = part(b"x" * 60) + part(b"y" * 60, name="other") + b"--edge--\r\n"
    with pytest.raises(TooLarge):
        await read_multipart(in_pieces(data, 10), b"edge", 100)


async def test_form_that_breaks_off_leaves_no_file_open(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[UploadFile] = []
    whole, begun = part(b"a", more='; filename="a"'), part(b"b" * 50, more='; filename="b"')
    data = (whole + begun)[:-10]

    class Seen(UploadFile):
        def __init__(self, *given: str, **named: str) -> None:
            super().__init__(*given, **named)  # type: ignore[arg-type]
            opened.append(self)

    monkeypatch.setattr("stoa.runtime.http.multipart.UploadFile", Seen)
    with pytest.raises(Invalid):
        await read_multipart(in_pieces(data, 10), b"edge", 100)
    assert [file.file.closed for file in opened] == [True, True]


@pytest.mark.parametrize(
    ("kind", "told"),
    [("text/plain", False), (URLENCODED["content-type"], True), (URLENCODED["content-type"], False)],
)
async def test_door_that_takes_files_takes_nothing_else_that_is_large(
    world: World, kind: str, told: bool
) -> None:
    data = b"x" * 3_000_000
    answer = await (await librarian(world)).post(
        "/api/books/scans", content=data if told else in_pieces(data, 60_000), headers={"content-type": kind}
    )
    assert (answer.status_code, answer.json()["code"]) == (413, "body.too_large")


async def test_sender_who_breaks_off_is_no_defect_of_ours(world: World) -> None:
    someone = await librarian(world)
    said: list[Message] = []
    coming: list[ReceiveMessage] = [
        {"type": "http.request", "body": part(b"begun"), "more_body": True},
        {"type": "http.disconnect"},
    ]

    async def receive() -> ReceiveMessage:
        return coming.pop(0)

    async def send(message: Message) -> None:
        said.append(message)

    headers = {**someone.headers, **MULTIPART, "host": world.host(world.tenant), "content-length": "999"}
    scope: Any = {
        "type": "http",
        "method": "POST",
        "path": "/api/books/scans",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    await world.process.door(scope, receive, send)
    assert said[0]["status"] == 400  # type: ignore[typeddict-item]


async def test_nothing_of_a_form_or_cookie_is_remembered(world: World) -> None:
    for parse in (_parsers.parse_url_encoded_form_data, _parsers.parse_cookie_string):
        parse.cache_clear()
    someone = await librarian(world)
    form = b"_once=optics-of-newton&password=secret"
    headers = URLENCODED | {"cookie": "a=b", "idempotency-key": ""}
    await someone.post("/api/books/scans", content=form, headers=headers)
    assert _parsers.parse_url_encoded_form_data.cache_info().currsize == 0
    assert _parsers.parse_cookie_string.cache_info().currsize == 0


@pytest.mark.parametrize("query", ["q=" + "x" * 13_000, "&".join("a" * 201)])
async def test_large_query_is_refused(world: World, query: str) -> None:
    answer = await (await librarian(world)).get(f"/api/books?{query}")
    assert (answer.status_code, answer.json()["code"]) == (422, "input.malformed")


@pytest.mark.parametrize("odd", ['seen={"a":1}', "path=/x", "a/b=1; a[0]=2", "=; ;;x", "q=\xff"])
async def test_odd_cookies_of_the_same_host_sign_nobody_out(world: World, odd: str) -> None:
    token = world.process.platform.tokens.sign(world.caller("librarian"))
    browser = await world.anyone()
    cookie = f"{odd}; stoa_access={token}".encode("latin-1")
    answer = await browser.post("/api/books", json={"title": "Optics"}, headers={b"cookie": cookie})
    assert answer.status_code == 201
