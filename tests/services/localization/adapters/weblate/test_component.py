"""What Weblate answers, as it was recorded from Weblate 5.14, and what is sent to it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from stoa.kernel.errors import Defect, Forbidden, Invalid, NotFound, StoaError, TooMany, Unavailable
from stoa.services.localization.adapters.weblate.api import Api
from stoa.services.localization.adapters.weblate.component import Component
from stoa.services.localization.domain.sync.overwritten import Change
from stoa.services.localization.domain.sync.stand import Stand, source_checksum
from stoa.services.localization.domain.unit import State

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
SOURCE = "Lesson: <g1>quiz</g1>."


def unit(number: int, target: str = "", state: int = 0, source: str = SOURCE) -> dict[str, Any]:
    return {
        "source": [source], "previous_source": "", "target": [target], "id_hash": -42, "content_hash": 7,
        "context": f"u{number}", "state": state, "fuzzy": state == 10, "position": number, "id": number,
        "pending": False, "timestamp": "2026-05-01T11:59:00.276859Z",
    }  # fmt: skip


def change(number: int, key: str, old: str, target: str, user: str) -> dict[str, Any]:
    return {
        "unit": "http://weblate/api/units/41/", "user": f"http://weblate/api/users/{user}/", "action": 2,
        "timestamp": "2026-05-01T12:00:01.704466Z", "target": target, "old": old, "id": number,
        "details": {"state": 20, "source": SOURCE, "context": key, "old_state": 0},
    }  # fmt: skip


class Recorded:
    """Answers by path, and what was asked."""

    def __init__(self, units: list[dict[str, Any]], changes: list[dict[str, Any]]) -> None:
        self.units, self.changes = units, changes
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        if request.method != "GET":
            return httpx.Response(200, json={"accepted": 1, "total": 1, "result": True})
        rows = self.changes if request.url.path.endswith("/changes/") else self.units
        page = int(request.url.params["page"])
        following = "http://weblate/next" if page < len(rows) else None
        return httpx.Response(200, json={"next": following, "results": rows[page - 1 : page]})

    def sent(self) -> list[str]:
        return [request.content.decode() for request in self.asked if request.method == "POST"]


def component(answer: Callable[[httpx.Request], httpx.Response], *, reviews: bool = True) -> Component:
    client = httpx.AsyncClient(transport=httpx.MockTransport(answer), base_url="http://weblate/api/")
    return Component(Api(client), "p", "c", reviews=reviews)


async def test_units_of_all_pages_are_read() -> None:
    recorded = Recorded([unit(1), unit(2, "Hola", 20), unit(3, "Sí", 30), unit(4, "No", 10)], [])
    stands = await component(recorded).stands("pt-BR")
    assert {key: (stand.target, stand.state) for key, stand in stands.items()} == {
        "u1": ("", State.INITIAL),
        "u2": ("Hola", State.TRANSLATED),
        "u3": ("Sí", State.REVIEWED),
        "u4": ("No", State.INITIAL),
    }
    assert recorded.asked[0].url.path == "/api/translations/p/c/pt_BR/units/"


async def test_changes_say_what_stood_before_and_who_wrote() -> None:
    other = {**change(6, "", "", "", "ana"), "unit": None, "user": None, "details": {}}
    recorded = Recorded([], [change(5, "u1", "a", "b", "ana"), other])
    (one,) = await component(recorded).changes("es", NOW)
    assert one == Change(5, "u1", "a", "b", datetime(2026, 5, 1, 12, 0, 1, 704466, tzinfo=UTC), "ana")


async def test_targets_go_in_a_file_for_each_state() -> None:
    recorded = Recorded([], [])
    source = source_checksum(SOURCE)
    await component(recorded).push(
        "es", {"u1": Stand(source, "uno", State.TRANSLATED), "u2": Stand(source, "dos", State.FINAL)}
    )
    translated, approved = recorded.sent()
    assert '"u1": "uno"' in translated
    assert "\r\n\r\ntranslate\r\n" in translated
    assert '"u2": "dos"' in approved
    assert "\r\n\r\napprove\r\n" in approved


@pytest.mark.parametrize(
    ("status", "error"),
    [(401, Forbidden), (403, Forbidden), (404, NotFound), (429, TooMany), (423, Unavailable),
     (503, Unavailable), (400, Invalid), (500, Defect)],
)  # fmt: skip
async def test_refusals_of_weblate_are_errors_by_who_must_act(status: int, error: type[StoaError]) -> None:
    with pytest.raises(error):
        await component(lambda _: httpx.Response(status, text="no")).stands("es")


async def test_silence_of_weblate_is_worth_another_try() -> None:
    def silent(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("")

    with pytest.raises(Unavailable):
        await component(silent).stands("es")
