"""Live probes: each engine does once what the platform needs of it, and refuses what it must refuse."""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
import httpx
import msgspec
from nats.js.api import StorageType, StreamConfig

from stoa.compose.settings import ALIVE_PATH
from stoa.runtime.bus import Bus
from stoa.runtime.config import BusSettings, Secret, Settings
from stoa.runtime.objects import Bucket


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """words: what was proved, or what is wrong."""

    name: str
    ok: bool
    words: str
    ms: float


class Illness(Exception):
    """An engine answers, but not as it must."""


Probe = Callable[[Settings], Awaitable[str]]


async def examine(settings: Settings) -> list[Finding]:
    """Every probe, side by side. Never raises: what goes wrong is a finding."""
    return list(await asyncio.gather(*(_found(name, probe, settings) for name, probe in PROBES.items())))


async def _found(name: str, probe: Probe, settings: Settings) -> Finding:
    began = time.perf_counter()
    try:
        async with asyncio.timeout(15):
            words, ok = await probe(settings), True
    except TimeoutError:
        words, ok = "It does not answer within 15 seconds.", False
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what was found
        words, ok = str(error) or type(error).__name__, False
    return Finding(name=name, ok=ok, words=words, ms=(time.perf_counter() - began) * 1000)


async def database(settings: Settings) -> str:
    owner = await _connect(settings.database.admin_url)
    try:
        attempt = owner.transaction()
        await attempt.start()
        await owner.execute("CREATE TABLE public.doctor (place vector(3))")
        await owner.execute("INSERT INTO public.doctor VALUES ('[0,3,4]')")
        distance = await owner.fetchval("SELECT place <-> '[0,0,0]' FROM public.doctor")
        await attempt.rollback()
        if distance != 5.0:
            raise Illness(f"pgvector says that [0,3,4] is {distance} from the origin.")
        if await owner.fetchval("SELECT to_regclass('public.doctor')") is not None:
            raise Illness("What was rolled back is still there.")
    finally:
        await owner.close()
    application = await _connect(settings.database.url)
    try:
        if await application.fetchval(
            "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
        ):
            raise Illness("The application's login may pass row-level security. Take that right from it.")
    finally:
        await application.close()
    return "wrote, read and rolled back; measured a vector; the application's login has no rights of its own"


async def _connect(url: Secret) -> "asyncpg.Connection[asyncpg.Record]":
    return await asyncpg.connect(url.reveal().replace("+asyncpg", ""), timeout=5)


async def bus(settings: Settings) -> str:
    if await _lets_anybody_in(settings.bus):
        raise Illness("It accepts a connection without credentials.")
    connection = await Bus.connect(settings.bus, "doctor")
    name = f"doctor_{secrets.token_hex(4)}"
    try:
        config = StreamConfig(name=name, subjects=[f"doctor.{name}"], storage=StorageType.FILE, max_age=60)
        await connection.stream.add_stream(config)
        try:
            await connection.stream.publish(f"doctor.{name}", b"are you well")
            subscription = await connection.stream.pull_subscribe(f"doctor.{name}", stream=name)
            [message] = await subscription.fetch(1, timeout=5)
            await message.ack_sync()
        finally:
            await connection.stream.delete_stream(name)
    finally:
        await connection.close()
    if message.data != b"are you well":
        raise Illness("What was published is not what was delivered.")
    return "stored, delivered and acknowledged a message; refused a connection without credentials"


async def _lets_anybody_in(settings: BusSettings) -> bool:
    """Spoken by hand: the client library does not clean up after a refusal."""
    where = urlsplit(settings.url)
    try:
        reader, writer = await asyncio.open_connection(where.hostname, where.port or 4222)
    except OSError as error:
        raise Illness(f"No NATS answers at {settings.url}.") from error
    try:
        server = msgspec.json.decode((await reader.readline()).removeprefix(b"INFO "))
        if server.get("tls_required"):
            return not server.get("auth_required")
        writer.write(b'CONNECT {"verbose":false}\r\nPING\r\n')
        return (await reader.readline()).startswith(b"PONG")
    finally:
        writer.close()


async def objects(settings: Settings) -> str:
    data, key = secrets.token_bytes(1024), f"doctor/{uuid4()}"
    bucket = Bucket(settings.objects, settings.objects.private_bucket)
    digest = await bucket.put(key, data)
    try:
        await bucket.get(key, digest)
        await _refuses_anybody(settings, key)
    finally:
        await bucket.delete(key)
    if await bucket.exists(key):
        raise Illness("A deleted object is still there.")
    return "stored, verified and deleted an object; refused anonymous listing, writing and private reading"


async def _refuses_anybody(settings: Settings, private_key: str) -> None:
    where = settings.objects
    assets, private = f"{where.endpoint}/{where.assets_bucket}", f"{where.endpoint}/{where.private_bucket}"
    attempts = {
        "list the assets": ("GET", f"{assets}?list-type=2"),
        "write an asset": ("PUT", f"{assets}/doctor/{uuid4()}"),
        "read a private object": ("GET", f"{private}/{private_key}"),
    }
    async with httpx.AsyncClient(trust_env=False, timeout=5) as client:
        for words, (method, url) in attempts.items():
            answer = await client.request(method, url)
            if answer.status_code < 400:
                raise Illness(f"Anybody may {words}: it answered {answer.status_code}.")


async def edge(settings: Settings) -> str:
    data, key = secrets.token_hex(512).encode(), f"content/{uuid4()}/v1/und/doctor.txt"
    bucket = Bucket(settings.objects, settings.objects.assets_bucket)
    await bucket.put(key, data, "text/plain; charset=utf-8")
    try:
        async with httpx.AsyncClient(trust_env=False, timeout=10) as client:
            alive = await client.get(f"{settings.web.app_origin}{ALIVE_PATH}")
            asset = await client.get(f"{settings.web.content_origin}/{key}")
            listing = await client.get(f"{settings.web.content_origin}/content/?list-type=2")
    finally:
        await bucket.delete(key)
    if not alive.is_success:
        raise Illness(f"No process answers behind {settings.web.app_origin}: {alive.status_code}.")
    if asset.content != data:
        raise Illness(f"{settings.web.content_origin} did not give back a stored asset: {asset.status_code}.")
    if listing.status_code != 404:
        raise Illness(f"{settings.web.content_origin} answers {listing.status_code} to a listing.")
    return "a page through the application's origin, a stored asset through the content's; no listing"


PROBES: dict[str, Probe] = {"database": database, "bus": bus, "objects": objects, "edge": edge}
