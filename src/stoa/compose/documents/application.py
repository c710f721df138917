"""The application as it is served, connected to nothing: for documents that only look at its doors."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute
from nats.aio.client import Client

from stoa.compose import site
from stoa.kernel.clock import utc_now
from stoa.runtime.auth import TokenSigner
from stoa.runtime.bus import Bus
from stoa.runtime.config import BusSettings, DatabaseSettings, ObjectSettings, Secret, Settings, WebSettings
from stoa.runtime.db import Database, connect
from stoa.runtime.http import health
from stoa.runtime.http.access import Access, access_of
from stoa.runtime.http.app import build_app, given_to
from stoa.runtime.live.listening import Listening
from stoa.runtime.objects import Objects
from stoa.runtime.pages import Pages
from stoa.runtime.readiness import Readiness
from stoa.runtime.service import Platform, Service


@dataclass(frozen=True, slots=True)
class Route:
    """One method at one address. owner: a service, or `platform`. page: for people, not for programs."""

    path: str
    method: str
    owner: str
    page: bool
    access: Access
    about: str

    @property
    def roles(self) -> list[str]:
        """In one order, whatever collection the door named them by."""
        return sorted(str(role) for role in self.access.roles)


def unconnected(services: Sequence[Service]) -> Litestar:
    """Pools, stores and clients connect when they are used, and nothing here uses them."""
    settings = _nowhere()
    objects = Objects(settings.objects)
    bus = Bus(Client(), 1)
    engine = connect(settings.database)
    platform = Platform(
        settings=settings,
        objects=objects,
        tokens=TokenSigner(settings.web.token_key),
        clock=utc_now,
        bus=bus,
        listening=Listening(bus),
        database=partial(Database, engine),
    )
    return build_app(
        services,
        {one.name: given_to(platform, one, Database(engine, one.metadata)) for one in services},
        Pages([], settings.web),
        extra=[health.live, health.ready, health.metrics, *site.DOORS],
        offered={
            "engine": engine,
            "bus": bus,
            "letters": {},
            "objects": objects,
            "settings": settings,
            "readiness": Readiness(),
        },
    )


def routes(app: Litestar) -> list[Route]:
    """Every door of ours, by address."""
    found = [
        _route(route.path_format, method, handler)
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        if handler.fn.__module__.startswith("stoa.")
        for method in handler.http_methods
    ]
    return sorted(found, key=lambda route: (route.path, route.method))


def _route(path: str, method: str, handler: HTTPRouteHandler) -> Route:
    module = handler.fn.__module__
    of_a_service = module.startswith("stoa.services.")
    about = (handler.fn.__doc__ or "").strip().partition("\n")[0]
    return Route(
        path=path,
        method=str(method),
        owner=module.split(".")[2] if of_a_service else "platform",
        page=".pages" in module or module == site.__name__,
        access=access_of(handler),
        about=about,
    )


def _nowhere() -> Settings:
    key = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return Settings(
        data=Path("nowhere"),
        database=DatabaseSettings(
            url=Secret("postgresql+asyncpg://nobody@nowhere/stoa"), admin_url=Secret("postgresql+asyncpg://")
        ),
        bus=BusSettings(url="nats://nowhere", credentials=Secret("")),
        objects=ObjectSettings(endpoint="http://nowhere", access_key="nobody", secret_key=Secret("none")),
        web=WebSettings(
            app_origin="http://localhost:8080",
            content_origin="http://127.0.0.1:8081",
            metrics_token=Secret("none"),
            token_key=Secret(key.decode()),
        ),
    )
