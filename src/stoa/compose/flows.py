"""Live probes of what flows through the engines: a fact to the bus, a page and an asset to a reader."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import msgspec
from nats.errors import Error as NatsError

from stoa.compose.doctor import Finding, Illness
from stoa.compose.operator import operating
from stoa.contracts.delivery import Manifest, ManifestActivated
from stoa.contracts.identity import SessionEnded
from stoa.kernel.checksum import checksum
from stoa.kernel.errors import StoaError
from stoa.kernel.event import subject
from stoa.kernel.ids import EVERY_TENANT, new_id
from stoa.runtime.bus import Bus, stream_name
from stoa.runtime.caller import Caller
from stoa.runtime.config import Settings
from stoa.runtime.objects import Objects

_PATIENCE_S = 5.0


async def examine_flows(settings: Settings) -> list[Finding]:
    """Each flow once, on the running platform. Never raises: what goes wrong is a finding."""
    probes: dict[str, Callable[[Settings], Awaitable[str]]] = {
        "flow: fact to bus": fact_to_bus,
        "flow: page": page,
        "flow: asset": asset,
    }
    return [await _found(name, probe, settings) for name, probe in probes.items()]


async def _found(name: str, probe: Callable[[Settings], Awaitable[str]], settings: Settings) -> Finding:
    began = time.perf_counter()
    try:
        words, ok = await probe(settings), True
    except (Illness, StoaError, NatsError, httpx.HTTPError, OSError, TimeoutError) as error:
        words, ok = str(error) or type(error).__name__, False
    return Finding(name=name, ok=ok, words=words, ms=(time.perf_counter() - began) * 1000)


async def fact_to_bus(settings: Settings) -> str:
    """A fact recorded in an outbox is heard on the bus. It ends a session that never was."""
    session = new_id()
    bus = await Bus.connect(settings.bus, "doctor")
    heard = asyncio.Event()

    async def listen(message: Any) -> None:
        if str(session) in message.data.decode():
            heard.set()

    await bus.client.subscribe(subject(SessionEnded), cb=listen)
    async with operating(settings) as operator:
        async with operator.databases["identity"].work(Caller(tenant=EVERY_TENANT)) as work:
            work.record(SessionEnded(session=session, person=session))
        try:
            async with asyncio.timeout(_PATIENCE_S):
                await heard.wait()
        except TimeoutError:
            raise Illness("A fact lies in the outbox, and no relay takes it to the bus.") from None
        finally:
            await bus.close()
    return "A fact went from the outbox to the bus."


async def page(settings: Settings) -> str:
    """The sign-in page comes through the edge, rendered."""
    async with httpx.AsyncClient(trust_env=False, timeout=_PATIENCE_S) as client:
        answer = await client.get(
            f"{settings.web.app_origin}/sign-in", headers={"accept": "text/html"}, follow_redirects=True
        )
    if answer.status_code == 404:
        return "The edge answers; no organisation lives here yet (`stoa tenant create`)."
    if answer.status_code != 200:
        raise Illness(f"The sign-in page answers {answer.status_code}.")
    return "The sign-in page is rendered."


async def asset(settings: Settings) -> str:
    """An asset of the newest activation, through the edge, has the manifest's checksum."""
    activated = await _newest_activation(settings)
    if activated is None:
        return "No course is published yet."
    document = await Objects(settings.objects).private.get(activated.key, activated.checksum)
    manifest = msgspec.json.decode(document, type=Manifest)
    first = manifest.assets[0]
    async with httpx.AsyncClient(trust_env=False, timeout=_PATIENCE_S) as client:
        answer = await client.get(manifest.url + first.path)
    if answer.status_code != 200:
        raise Illness(f"{manifest.url}{first.path} answers {answer.status_code}.")
    if checksum(answer.content) != first.checksum:
        raise Illness(f"{manifest.url}{first.path} does not have the checksum of its manifest.")
    return f"{first.path} of the newest course has its manifest's checksum."


async def _newest_activation(settings: Settings) -> ManifestActivated | None:
    bus = await Bus.connect(settings.bus, "doctor")
    try:
        stream = stream_name(ManifestActivated.service)
        last = await bus.stream.get_last_msg(stream, subject(ManifestActivated))
    except NatsError:
        return None
    finally:
        await bus.close()
    return msgspec.json.decode(last.data or b"", type=ManifestActivated)
