"""The house: settings for the services, and the engines that must be started for them."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote, urlencode

from stoa.compose.choices import Choices, EdgeChoice, read_choices
from stoa.compose.engines import nats_jwt
from stoa.compose.engines.caddy_parts import CaddyConfig
from stoa.compose.engines.nats import NatsConfig
from stoa.compose.engines.postgresql import (
    APPLICATION,
    DATABASE,
    OWNER,
    PostgresConfig,
    client_folder,
)
from stoa.compose.engines.program import Trouble
from stoa.compose.engines.seaweedfs import ADMIN_DISTANCE, INNER_DOORS, SeaweedConfig
from stoa.compose.messaging import messaging_of
from stoa.compose.origins import Origins, origins_of
from stoa.compose.ports import Ports
from stoa.compose.secrets import Secrets, secrets_of
from stoa.runtime.config import (
    DatabaseSettings,
    EdgeSettings,
    LiveSettings,
    ObjectSettings,
    Secret,
    Settings,
    WebSettings,
)
from stoa.services.content.domain.limits import ARCHIVE, FILE
from stoa.services.delivery.domain.edge import SERVED

READY_PATH = "/health/ready"
"""Where a web process says that it can do all its work."""
ALIVE_PATH = "/health/live"
"""What the edge asks: while an engine is away a process still answers, and says so itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineConfigs:
    """None: the engine is somebody else's, reached by its address."""

    postgresql: PostgresConfig | None
    nats: NatsConfig | None
    seaweedfs: SeaweedConfig | None
    caddy: CaddyConfig | None


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """`host:port` of our processes. upstreams: of those that answer, in the order of their start."""

    data: Path
    settings: Settings
    engines: EngineConfigs
    upstreams: tuple[str, ...]
    worker: str
    fold: str
    nats_keys: nats_jwt.NatsKeys


_LARGEST_BODY = max(ARCHIVE.packed, FILE.video) + 100_000
"""Bytes of the largest file that is taken, in the form that carries it."""


def data_folder(environment: Mapping[str, str] = os.environ) -> Path:
    return Path(environment.get("STOA_DATA", ".data")).absolute()


def unsaid(_: str) -> None:
    """Nobody wants to know."""


def load(
    data: Path | None = None,
    environment: Mapping[str, str] = os.environ,
    *,
    choosing: bool = False,
    durable: bool = True,
    say: Callable[[str], None] = unsaid,
) -> House:
    """Read everything once. Raises Trouble in plain words.

    choosing: True only for the supervisor, which holds the folder's lock and picks free ports.
    durable: see PostgresConfig. say: told what a person should know.
    """
    folder = data or data_folder(environment)
    _make_private(folder)
    choices = read_choices(folder, environment)
    secrets = secrets_of(folder)
    ports = Ports(folder, choosing=choosing, say=say)

    database, postgresql = _database(folder, choices, secrets, ports, durable=durable)
    bus, live, nats = messaging_of(folder, choices.bus, choices.live, secrets.nats, ports)
    objects, seaweedfs = _objects(folder, choices, secrets, ports)
    upstreams = tuple(f"127.0.0.1:{ports.any(f'web_{n}')}" for n in range(choices.processes.web))
    worker, fold = (f"127.0.0.1:{ports.any(name)}" for name in ("worker", "fold"))
    origins = origins_of(choices.edge, ports)
    edge = _edge(folder, choices.edge)
    caddy = _caddy(folder, origins, upstreams, objects, edge, live) if choices.edge.start else None
    web = WebSettings(
        app_origin=origins.application.url,
        content_origin=origins.content.url,
        metrics_token=secrets.metrics_token,
        token_key=secrets.token_key,
    )
    settings = Settings(
        data=folder,
        database=database,
        bus=bus,
        objects=objects,
        web=web,
        live=live,
        edge=edge,
        trace=choices.trace,
        demonstration=choices.demonstration,
        log_level=choices.log_level,
    )
    engines = EngineConfigs(postgresql=postgresql, nats=nats, seaweedfs=seaweedfs, caddy=caddy)
    return House(
        data=folder,
        settings=settings,
        engines=engines,
        upstreams=upstreams,
        worker=worker,
        fold=fold,
        nats_keys=secrets.nats,
    )


def _make_private(folder: Path) -> None:
    """A folder that we make is ours alone; the rights of one that is there are its owner's business."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(
            f"The data folder {folder} cannot be made: {error.strerror}. Name another with STOA_DATA."
        ) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Trouble(
            f"The data folder {folder} cannot be written by this account. Name another with STOA_DATA."
        )


def _database(
    data: Path, choices: Choices, secrets: Secrets, ports: Ports, *, durable: bool
) -> tuple[DatabaseSettings, PostgresConfig | None]:
    chosen = choices.database
    if chosen.url is not None and chosen.admin_url is not None:
        given = DatabaseSettings(
            url=_with_driver(chosen.url), admin_url=_with_driver(chosen.admin_url), pool_size=chosen.pool_size
        )
        return given, None
    if chosen.url is not None or chosen.admin_url is not None:
        raise Trouble("Both database.url and database.admin_url are needed, or neither.")
    tcp_port = choices.postgres.tcp_port
    if tcp_port is not None:
        ports.configured("database", tcp_port, "postgres.tcp_port")
    config = PostgresConfig(
        folder=data / "postgresql",
        owner_password=secrets.database_owner,
        application_password=secrets.database_application,
        tcp_port=tcp_port,
        account=choices.postgres.account,
        durable=durable,
    )
    settings = DatabaseSettings(
        url=_database_url(config, APPLICATION, config.application_password),
        admin_url=_database_url(config, OWNER, config.owner_password),
        pool_size=chosen.pool_size,
    )
    return settings, config


def _database_url(config: PostgresConfig, login: str, password: Secret) -> Secret:
    """By the socket, which nobody else on the machine can reach."""
    socket = urlencode({"host": str(client_folder(config.folder)), "port": config.port})
    return Secret(f"postgresql+asyncpg://{login}:{quote(password.reveal())}@/{DATABASE}?{socket}")


def _with_driver(url: Secret) -> Secret:
    return Secret(re.sub(r"^postgres(ql)?://", "postgresql+asyncpg://", url.reveal()))


def _objects(
    data: Path, choices: Choices, secrets: Secrets, ports: Ports
) -> tuple[ObjectSettings, SeaweedConfig | None]:
    chosen = choices.objects
    if chosen.endpoint is not None:
        if chosen.access_key is None or chosen.secret_key is None:
            raise Trouble("objects.endpoint needs objects.access_key and objects.secret_key beside it.")
        given = ObjectSettings(
            endpoint=chosen.endpoint.rstrip("/"),
            access_key=chosen.access_key,
            secret_key=chosen.secret_key,
            region=chosen.region,
            assets_bucket=chosen.assets_bucket,
            private_bucket=chosen.private_bucket,
        )
        return given, None
    doors = {door: ports.any(f"objects_{door}") for name in INNER_DOORS for door in (name, f"{name}_grpc")}
    doors["admin"] = ports.any_with_twin("objects_admin", ADMIN_DISTANCE)
    settings = ObjectSettings(
        endpoint=f"http://127.0.0.1:{doors['s3']}",
        access_key=secrets.objects_access_key,
        secret_key=secrets.objects_secret_key,
        assets_bucket=chosen.assets_bucket,
        private_bucket=chosen.private_bucket,
    )
    inner_key = secrets.objects_inner_key
    return settings, SeaweedConfig(
        folder=data / "objects", objects=settings, inner_key=inner_key, doors=doors
    )


def _edge(data: Path, chosen: EdgeChoice) -> EdgeSettings:
    folder = data / "edge" if chosen.start and chosen.assets_mb > 0 else None
    return EdgeSettings(folder=folder, most_bytes=chosen.assets_mb * 1_000_000)


def _caddy(
    data: Path,
    origins: Origins,
    upstreams: tuple[str, ...],
    objects: ObjectSettings,
    edge: EdgeSettings,
    live: LiveSettings,
) -> CaddyConfig:
    return CaddyConfig(
        folder=data / "caddy",
        app_origin=origins.application.url,
        content_origin=origins.content.url,
        hosts=origins.hosts,
        app_port=origins.application.port,
        content_port=origins.content.port,
        bind=origins.bind,
        tls=origins.application.secure,
        upstreams=upstreams,
        health_path=ALIVE_PATH,
        websocket=live.websocket,
        objects_endpoint=objects.endpoint,
        assets_bucket=objects.assets_bucket,
        assets_folder=edge.folder / SERVED if edge.folder else None,
        largest_body=_LARGEST_BODY,
        static_folder=Path(str(files("stoa"))) / "web" / "built",
    )
