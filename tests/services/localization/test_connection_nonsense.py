"""A Weblate that answers what is none of its answers: it is told, tried again, and nothing is half done."""

import gzip
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from stoa.services.localization.commands.passes import wake_due
from tests.services.localization.courses import text_course
from tests.services.localization.test_connection_troubles import SECRET, changed, page_of
from tests.services.localization.test_connections import BENDS, joined, last, passed, unit_of
from tests.services.localization.test_course_files import log_is_sound
from tests.services.localization.weblate.peer import Component, Weblate
from tests.world import World

_PAGE = {"accept": "text/html"}
_DEEP = b"[" * 200_000 + b"]" * 200_000
_LOGIN = b"<!doctype html><title>Sign in</title>"
_BOMB = gzip.compress(gzip.compress(b" " * 50_000_000))
NONSENSE = "localization.sync.nonsense"
SILENT = "localization.sync.unreachable"


@pytest.fixture(autouse=True)
def _near(weblate: Weblate) -> None:
    if weblate.real:
        pytest.skip("no real one answers so")


@pytest.mark.parametrize(
    ("where", "body", "headers", "code"),
    [
        ("", _LOGIN, {}, NONSENSE),
        ("/units/", _LOGIN, {"content_type": "text/html"}, NONSENSE),
        ("/translations/", b'{"results": 7}', {}, NONSENSE),
        ("/translations/", b'{"next": null, "results": [{"language_code": null}]}', {}, NONSENSE),
        ("/units/", b'{"next": null, "results": ' + _DEEP + b"}", {}, NONSENSE),
        ("/units/", b'{"next": null, "results": [], "more": ' + _DEEP + b"}", {}, NONSENSE),
        ("/units/", b'{"next": null, "results": [{"id": 1, "con', {}, NONSENSE),
        ("/units/", b'{"next": null, "results": ["\xff"]}', {}, NONSENSE),
        ("/units/", b'{"next": null, "results": []', {"content_length": "5000"}, SILENT),
        ("/units/", b"[" + b" " * (65 * 1024 * 1024), {}, NONSENSE),
        ("/units/", b"not gzip", {"content_encoding": "gzip"}, NONSENSE),
        ("/units/", _BOMB, {"content_encoding": "gzip, gzip"}, NONSENSE),
        ("/units/", b"", {"date": "Mon, 01 Jan 0001 00:00:00 +2359"}, NONSENSE),
        ("/changes/", _LOGIN, {}, NONSENSE),
    ],
)
async def test_nonsense_ends_the_pass_in_plain_words_and_it_is_tried_again(
    world: World, weblate: Weblate, where: str, body: bytes, headers: dict[str, str], code: str
) -> None:
    editor, component, address = await joined(world, weblate, draft := text_course(BENDS), secret=SECRET)
    await component.say("es", "It bends.", "Se dobla.")
    await component.answer_oddly(where or f"/{component.project}/", body, **headers)
    if where == "/changes/":
        await look_by_itself(world, address)
        done = await last(editor, address)
    else:
        done = await passed(world, editor, address)
    assert (done["ended"], done["code"]) == ("failed", code)
    await told_and_mended(world, editor, component, address, draft)


def _unit(name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def bend(unit: dict[str, Any]) -> None:
        unit[name] = value

    return bend


@pytest.mark.parametrize(
    "bend",
    [
        _unit("state", 15),
        _unit("state", "20"),
        _unit("target", []),
        _unit("target", ["Se\0dobla."]),
        _unit("target", ["x" * 300_000]),
        _unit("context", None),
        _unit("id", 10**30),
        lambda unit: unit.pop("source"),
    ],
)
async def test_one_unit_that_is_none_of_theirs_lets_none_in(
    world: World, weblate: Weblate, bend: Callable[[dict[str, Any]], None]
) -> None:
    editor, component, address = await joined(world, weblate, draft := text_course(BENDS), secret=SECRET)
    await component.say("es", "It bends.", "Se dobla.")
    units = [
        {**one, "context": key, "source": [one["source"]], "target": [one["target"]]}
        for key, one in (await component.units("es")).items()
    ]
    bend(units[-1])
    await component.answer_oddly("/units/", json.dumps({"next": None, "results": units}).encode())
    done = await passed(world, editor, address)
    assert (done["ended"], done["code"]) == ("failed", NONSENSE)
    await told_and_mended(world, editor, component, address, draft)


async def test_upload_that_is_answered_by_something_else_is_brought_again(
    world: World, weblate: Weblate
) -> None:
    editor, component, address = await joined(world, weblate, draft := text_course(BENDS), secret=SECRET)
    await component.answer_oddly("/es/file/", _LOGIN)
    unit = await unit_of(editor, draft, "It bends.")
    await editor.post(f"/api/units/{unit['id']}/claim")
    task = (await editor.get(f"/api/units/{unit['id']}")).json()["task"]
    said = {"target": "Se dobla.", "source": task["source"]["checksum"], "version": task["unit"]["version"]}
    assert (await editor.post(f"/api/units/{unit['id']}/accept", json=said)).status_code == 200
    assert (await passed(world, editor, address))["code"] == NONSENSE
    await component.answer_oddly()
    await look_by_itself(world, address)
    assert (await component.targets("es"))["It bends."][0] == "Se dobla."


async def test_texts_that_somebody_adds_there_later_stop_it_and_stay(world: World, weblate: Weblate) -> None:
    editor, component, address = await joined(world, weblate, draft := text_course(BENDS), secret=SECRET)
    units = {key: one["source"] for key, one in (await component.units("en")).items()}
    await component.replace({**units, "menu": "File"})
    await component.say("es", "File", "Archivo")
    done = await passed(world, editor, address)
    assert (done["ended"], done["code"]) == ("stopped", "localization.sync.not_ours")
    assert (await component.targets("es"))["File"][0] == "Archivo"
    assert "holds other texts" in (await editor.get(page_of(draft), headers=_PAGE)).text


async def told_and_mended(world: World, editor: Any, component: Component, address: str, draft: Any) -> None:
    """The page says why, nothing has come in, and once they answer as usual everything has."""
    shown = (await editor.get(address)).json()["connection"]
    assert shown["phase"] == "active"
    assert datetime.fromisoformat(shown["next_at"]) > datetime.now(UTC)
    page = (await editor.get(page_of(draft), headers=_PAGE)).text
    assert "not Weblate" in page or "does not answer" in page, page
    assert (await unit_of(editor, draft, "It bends."))["target"] == ""
    await component.answer_oddly()
    await look_by_itself(world, address)
    assert (await unit_of(editor, draft, "It bends."))["target"] == "Se dobla."
    assert (await last(editor, address))["ended"] == "done"
    assert await log_is_sound(world, draft)


async def look_by_itself(world: World, address: str) -> None:
    """As its time comes."""
    await changed(world, address, next_at=datetime.now(UTC))
    assert await wake_due(world.db("localization"), world.caller()) == 1
    await world.quiet()
