"""How a process says that it lives, that it is ready, and how it fares."""

import hmac

import msgspec
from litestar import Response, get
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from stoa.kernel.errors import NotFound
from stoa.runtime.bus import Bus
from stoa.runtime.config import Settings
from stoa.runtime.http.access import public
from stoa.runtime.http.asked import AnyRequest
from stoa.runtime.objects import Objects
from stoa.runtime.readiness import Readiness


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """Each part is True when it answers."""

    ready: bool
    parts: dict[str, bool]


async def examine(engine: AsyncEngine, bus: Bus, objects: Objects) -> Health:
    parts = {
        "database": await _answers(engine),
        "bus": bus.client.is_connected,
        "objects": await objects.answer(),
    }
    return Health(ready=all(parts.values()), parts=parts)


async def _answers(engine: AsyncEngine) -> bool:
    try:
        async with engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError, TimeoutError):
        return False
    return True


@get("/health/live", opt=public(), include_in_schema=False)
async def live() -> Response[None]:
    return Response(None, status_code=204)


@get("/health/ready", opt=public(), include_in_schema=False)
async def ready(engine: AsyncEngine, bus: Bus, objects: Objects, readiness: Readiness) -> Response[Health]:
    """Engines answer, and streams take what comes."""
    health = await examine(engine, bus, objects)
    return Response(health, status_code=200 if health.ready and readiness.reached else 503)


@get("/metrics", opt=public(), include_in_schema=False)
async def metrics(request: AnyRequest, settings: Settings) -> Response[bytes]:
    """For a scraper that shows the metrics token; for others there is nothing."""
    shown = request.headers.get("authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(shown.encode(), settings.web.metrics_token.reveal().encode()):
        raise NotFound("page.missing")
    return Response(generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})
