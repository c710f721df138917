"""What goes wrong between a course and Weblate: calls, tokens, outages, deaths. Nothing is lost unsaid."""

import hmac
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from time import time
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from stoa.kernel.errors import Unavailable
from stoa.runtime.config import Secret
from stoa.services.localization.commands.passes import run_pass, wake_due
from stoa.services.localization.domain.sync.connection import PassRequested
from stoa.services.localization.store import connections
from tests.services.localization.courses import publish, text_course, want
from tests.services.localization.test_connections import (
    BENDS,
    entries,
    joined,
    passed,
    say_here,
    unit_of,
)
from tests.services.localization.test_course_files import log_is_sound
from tests.services.localization.weblate.peer import Weblate
from tests.world import World

_KEY = b"0123456789abcdef0123456789abcdef"
SECRET = "whsec_" + b64encode(_KEY).decode()
_PAGE = {"accept": "text/html"}


async def called(
    world: World, address: str, *, id_: str = "", sent: str = "", key: bytes = _KEY, tenant: Any = None
) -> int:
    """The status of a call as Weblate makes it: the time with a fraction, signed without."""
    id_, sent = id_ or str(uuid4()), sent or f"{time():.6f}"
    body = b'{"action":"Translation changed"}'
    signed = hmac.new(key, f"{id_}.{int(float(sent))}.".encode() + body, sha256).digest()
    headers = {
        "webhook-id": id_, "webhook-timestamp": sent, "content-type": "application/json",
        "webhook-signature": "v1," + b64encode(signed).decode(),
    }  # fmt: skip
    nobody = await world.anyone(tenant)
    del nobody.headers["origin"]
    path = f"/hooks/weblate/{address.rpartition('/')[2]}"
    return (await nobody.post(path, content=body, headers=headers)).status_code


async def test_call_wakes_a_pass_and_the_same_call_again_does_nothing(world: World, weblate: Weblate) -> None:
    editor, component, address = await joined(world, weblate, draft := text_course(BENDS), secret=SECRET)
    await component.say("es", "It bends.", "Se dobla.")
    assert await called(world, address, id_="one") == 204
    await world.quiet()
    assert (await unit_of(editor, draft, "It bends."))["target"] == "Se dobla."
    asked = len(world.events(PassRequested))
    assert await called(world, address, id_="one") == 204
    await world.quiet()
    assert len(world.events(PassRequested)) == asked


async def test_forged_old_and_strange_calls_are_refused_alike(world: World, weblate: Weblate) -> None:
    _, _, address = await joined(world, weblate, text_course(BENDS), secret=SECRET)
    asked = len(world.events(PassRequested))
    assert await called(world, address, key=b"another key") == 401
    assert await called(world, address, sent=f"{time() - 600:.6f}") == 401
    assert await called(world, address, sent=f"{time() + 600:.6f}") == 401
    assert await called(world, f"/{uuid4()}") == 401
    assert await called(world, address, tenant=world.new_tenant()) == 401
    await world.quiet()
    assert len(world.events(PassRequested)) == asked


async def test_webhook_is_set_for_whoever_has_none(world: World, weblate: Weblate) -> None:
    editor, _, address = await joined(world, weblate, text_course(BENDS))
    shown = (await editor.get(address)).json()["connection"]
    assert (shown["hook"], shown["hook_address"].rpartition("/hooks/weblate/")[2]) == (
        "set",
        address.rpartition("/")[2],
    )


async def test_lost_cursor_and_lost_calls_cost_a_whole_look_and_nothing_else(
    world: World, weblate: Weblate
) -> None:
    editor, component, address = await joined(world, weblate, draft := text_course(BENDS), secret=SECRET)
    await component.say("es", "It bends.", "Se dobla.")
    await changed(world, address, cursor=None)
    await pass_by_itself(world, address)
    assert (await unit_of(editor, draft, "It bends."))["target"] == "Se dobla."


async def test_look_that_finds_nothing_new_is_no_pass(world: World, weblate: Weblate) -> None:
    editor, component, address = await joined(world, weblate, draft := text_course(BENDS), secret=SECRET)
    await pass_by_itself(world, address)
    number = (await editor.get(address)).json()["passes"][0]["number"]
    await pass_by_itself(world, address)
    assert (await editor.get(address)).json()["passes"][0]["number"] == number
    await component.say("es", "It bends.", "Se dobla.")
    await pass_by_itself(world, address)
    assert (await unit_of(editor, draft, "It bends."))["target"] == "Se dobla."


async def test_token_that_is_revoked_stops_it_with_plain_words_until_there_is_another(
    world: World, weblate: Weblate
) -> None:
    editor, component, address = await joined(
        world, weblate, draft := text_course(BENDS), token="wlu_revoked"
    )
    shown = (await editor.get(address)).json()["connection"]
    assert (shown["phase"], shown["code"]) == ("stopped", "localization.sync.forbidden")
    page = (await editor.get(page_of(draft), headers=_PAGE)).text
    assert "Weblate does not accept the token" in page
    assert "wlu_revoked" not in page
    assert await component.targets("en") == {}
    mended = {"version": shown["version"], "mode": "hybrid", "token": weblate.token}
    assert (await editor.put(address, json={**mended, "version": 99})).status_code == 409
    assert (await editor.put(address, json=mended)).status_code == 204
    await world.quiet()
    assert (await editor.get(address)).json()["connection"]["phase"] == "active"
    assert "It bends." in await component.targets("es")


async def test_component_with_other_texts_is_left_as_it_is(world: World, weblate: Weblate) -> None:
    await publish(world, draft := text_course(BENDS))
    editor = await want(world, draft, "es")
    component = await weblate.new_component({"menu": "File"})
    sent = {
        "address": weblate.address, "project": component.project, "component": component.slug,
        "token": weblate.token,
    }  # fmt: skip
    answer = await editor.post(f"/api/courses/{draft.document.course}/connections", json=sent)
    await world.quiet()
    shown = (await editor.get(f"/api/connections/{answer.json()['connection']}")).json()
    assert shown["connection"]["code"] == "localization.sync.not_ours"
    assert list(await component.targets("en")) == ["File"]


async def test_pass_that_died_after_it_wrote_is_gone_on_with_and_what_it_came_over_is_told(
    world: World, weblate: Weblate
) -> None:
    editor, component, address = await joined(world, weblate, draft := text_course(BENDS), secret=SECRET)
    await component.say("es", "It bends.", "Se dobla.")
    await passed(world, editor, address)
    await say_here(editor, draft, "It bends.", "Se curva.")
    somebody = Interfering(world, component)
    with pytest.raises(RuntimeError):
        await run_pass(world.db("localization"), somebody, world.caller(), about(address), "dying")
    assert (await component.targets("es"))["It bends."][0] == "Se curva."
    await changed(world, address, held_until=None)
    await pass_by_itself(world, address)
    [entry] = await entries(editor, draft)
    assert (entry["code"], entry["target"]) == ("sync.overwritten", "De alguien.")
    ended = [one["ended"] for one in (await editor.get(address)).json()["passes"]]
    assert "broken_off" in ended
    assert (await passed(world, editor, address))["conflicts"] == 0
    assert await log_is_sound(world, draft)


async def test_pass_that_was_overtaken_writes_nothing_more(world: World, weblate: Weblate) -> None:
    editor, component, address = await joined(world, weblate, draft := text_course(BENDS), secret=SECRET)
    await component.say("es", "It bends.", "Se dobla.")

    async def pause(_: Any) -> None:
        assert (await editor.post(f"{address}/pause")).status_code == 204

    slow = Interfering(world, component, meanwhile=pause)
    await run_pass(world.db("localization"), slow, world.caller(), about(address), "slow")
    assert (await unit_of(editor, draft, "It bends."))["target"] == ""
    assert (await editor.get(address)).json()["connection"]["phase"] == "paused"
    assert await called(world, address) == 204
    await world.quiet()
    assert (await unit_of(editor, draft, "It bends."))["target"] == ""
    await passed(world, editor, address)
    assert (await unit_of(editor, draft, "It bends."))["target"] == "Se dobla."


async def test_outage_is_told_and_tried_again_later_and_no_call_hurries_it(
    world: World, weblate: Weblate
) -> None:
    editor, component, address = await joined(world, weblate, draft := text_course(BENDS), secret=SECRET)
    await component.say("es", "It bends.", "Se dobla.")
    await changed(world, address, cursor=None)
    db = world.db("localization")
    for by in ("first", "second"):
        await changed(world, address, next_at=None)
        await run_pass(db, Silent(), world.caller(), about(address), by)  # type: ignore[arg-type]
    shown = (await editor.get(address)).json()
    assert (shown["passes"][0]["ended"], shown["connection"]["phase"]) == ("failed", "active")
    assert "does not answer" in (await editor.get(page_of(draft), headers=_PAGE)).text
    wait_s = (datetime.fromisoformat(shown["connection"]["next_at"]) - datetime.now(UTC)).total_seconds()
    assert 30 < wait_s <= 60
    assert await called(world, address) == 204
    await world.quiet()
    assert (await unit_of(editor, draft, "It bends."))["target"] == ""
    await changed(world, address, next_at=datetime.now(UTC))
    assert await wake_due(db, world.caller()) == 1
    await world.quiet()
    assert (await unit_of(editor, draft, "It bends."))["target"] == "Se dobla."


async def test_server_that_is_not_allowed_is_never_called(world: World, weblate: Weblate) -> None:
    await publish(world, draft := text_course(BENDS))
    editor = await want(world, draft, "es")
    path = f"/api/courses/{draft.document.course}/connections"
    for address in ("http://127.0.0.1:1/api", "http://169.254.169.254/latest", "file:///etc/passwd"):
        sent = {"address": address, "project": "p", "component": "c", "token": "t"}
        answer = await editor.post(path, json=sent)
        assert (answer.status_code, answer.json()["code"]) == (422, "localization.sync.server"), answer.text
    odd = {"address": weblate.address, "project": "../users", "component": "c", "token": "t"}
    assert (await editor.post(path, json=odd)).json()["code"] == "sync.slug"


async def test_token_and_secret_are_shown_to_nobody_and_lie_sealed(world: World, weblate: Weblate) -> None:
    editor, _, address = await joined(world, weblate, draft := text_course(BENDS), secret=SECRET)
    shown = (await editor.get(address)).text + (await editor.get(page_of(draft), headers=_PAGE)).text
    assert weblate.token not in shown
    assert SECRET not in shown
    async with world.db("localization").read(world.caller()) as read:
        known = await connections.load(read, about(address))
    assert weblate.token.encode() not in known.token
    translators = world.process.given["localization"]["translators"]
    assert translators.reveal(known.token, world.tenant, known.id) == Secret(weblate.token)
    with pytest.raises(Exception, match=r"sync\.sealed"):
        translators.reveal(known.token, uuid4(), known.id)


async def test_connection_is_closed_to_others_and_to_other_tenants(world: World, weblate: Weblate) -> None:
    editor, component, address = await joined(world, weblate, draft := text_course(BENDS))
    stranger = await world.someone("editor", "administrator", tenant=world.new_tenant())
    translator = await world.someone("translator")
    for someone, status in ((stranger, 404), (translator, 403)):
        assert (await someone.get(address)).status_code == status
        assert (await someone.post(f"{address}/passes")).status_code == status
        assert (await someone.post(f"{address}/pause")).status_code == status
        assert (await someone.delete(address)).status_code == status
        assert (await someone.get(page_of(draft), headers=_PAGE)).status_code == status
    second = {
        "address": weblate.address, "project": component.project, "component": component.slug, "token": "t"
    }  # fmt: skip
    again = await editor.post(f"/api/courses/{draft.document.course}/connections", json=second)
    assert (again.status_code, again.json()["code"]) == (409, "sync.connected")


async def test_ended_connection_leaves_everything_where_it_is(world: World, weblate: Weblate) -> None:
    editor, component, address = await joined(world, weblate, draft := text_course(BENDS), secret=SECRET)
    await component.say("es", "It bends.", "Se dobla.")
    await passed(world, editor, address)
    assert (await editor.delete(address)).status_code == 204
    assert await called(world, address) == 401
    await world.quiet()
    assert (await editor.get(address)).status_code == 404
    assert (await unit_of(editor, draft, "It bends."))["target"] == "Se dobla."
    async with world.db("localization").read(world.caller()) as read:
        assert await read.value(text("SELECT count(*) FROM localization.connected_units")) == 0


class Interfering:
    """Weblate, where something happens between our look and our writing. Without meanwhile it is a death."""

    def __init__(self, world: World, component: Any, meanwhile: Any = None) -> None:
        self._real = world.process.given["localization"]["translators"]
        self._component, self._meanwhile = component, meanwhile

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    @asynccontextmanager
    async def open(self, connection: Any, tenant: UUID) -> AsyncIterator[Any]:
        async with self._real.open(connection, tenant) as remote:
            push = remote.push

            async def pushing(locale: str, stands: Any) -> None:
                if self._meanwhile is not None:
                    await self._meanwhile(remote)
                    return
                await self._component.say("es", "It bends.", "De alguien.")
                await push(locale, stands)
                raise RuntimeError("killed")

            remote.push = pushing
            yield remote


class Silent:
    """Weblate, where nobody answers."""

    def open(self, *_: Any) -> Any:
        raise Unavailable("localization.sync.unreachable", why="ConnectError")


def about(address: str) -> UUID:
    return UUID(address.rpartition("/")[2])


def page_of(draft: Any) -> str:
    return f"/translation/courses/{draft.document.course}/es/weblate"


async def changed(world: World, address: str, **values: Any) -> None:
    """As if it had come about by itself."""
    async with world.db("localization").work(world.caller()) as work:
        known = await connections.load(work, about(address), lock=True)
        await connections.save(work, replace(known, **values))


async def pass_by_itself(world: World, address: str) -> None:
    """As its time comes."""
    db, translators = world.db("localization"), world.process.given["localization"]["translators"]
    await run_pass(db, translators, world.caller(), about(address), str(uuid4()))
