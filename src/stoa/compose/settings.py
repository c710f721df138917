"""The house: settings for the services, and the engines that must be started for them."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from stoa.compose.choices import Choices, read_choices
from stoa.compose.engines import nats_jwt
from stoa.compose.engines.caddy_config import CaddyConfig
from stoa.compose.engines.nats import NatsConfig
from stoa.compose.engines.postgresql import (
    APPLICATION,
    DATABASE,
    OWNER,
    SOCKET_PORT,
    PostgresConfig,
    client_folder,
)
from stoa.compose.engines.program import Trouble
from stoa.compose.engines.seaweedfs import INNER_DOORS, SeaweedConfig
from stoa.compose.ports import Ports
from stoa.compose.secrets import Secrets, secrets_of
from stoa.runtime.config import BusSettings, DatabaseSettings, ObjectSettings, Secret, Settings, WebSettings

HEALTH_PATH = "/health/ready"
"""Where a web process says whether it can take requests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineConfigs:
    """None: the engine is somebody else's, reached by its address."""

    postgresql: PostgresConfig | None
    nats: NatsConfig | None
    seaweedfs: SeaweedConfig | None
    caddy: CaddyConfig | None


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """upstreams: `host:port` of each web process, in the order in which they are started."""

    data: Path
    settings: Settings
    engines: EngineConfigs
    upstreams: tuple[str, ...]
    nats_keys: nats_jwt.NatsKeys


def data_folder(environment: Mapping[str, str] = os.environ) -> Path:
    return Path(environment.get("STOA_DATA", ".data")).absolute()


def load(
    data: Path | None = None,
    environment: Mapping[str, str] = os.environ,
    *,
    choosing: bool = False,
    durable: bool = True,
    say: Callable[[str], None] = lambda words: None,
) -> House:
    """Read everything once. Raises Trouble in plain words.

    choosing: True only for the supervisor, which holds the folder's lock and picks free ports; durable: see PostgresConfig.
    """
    folder = data or data_folder(environment)
    _make_private(folder)
    choices = read_choices(folder, environment)
    secrets = secrets_of(folder)
    ports = Ports(folder, choosing=choosing, say=say)

    database, postgresql = _database(folder, choices, secrets, ports, durable=durable)
    bus, nats = _bus(folder, choices, secrets, ports)
    objects, seaweedfs = _objects(folder, choices, secrets, ports)
    upstreams = tuple(f"127.0.0.1:{ports.any(f'web_{n}')}" for n in range(choices.processes.web))
    web, caddy = _edge(folder, choices, secrets, ports, upstreams=upstreams, objects=objects)
    settings = Settings(
        data=folder,
        database=database,
        bus=bus,
        objects=objects,
        web=web,
        trace=choices.trace,
        demonstration=choices.demonstration,
        log_level=choices.log_level,
    )
    engines = EngineConfigs(postgresql=postgresql, nats=nats, seaweedfs=seaweedfs, caddy=caddy)
    return House(data=folder, settings=settings, engines=engines, upstreams=upstreams, nats_keys=secrets.nats)


def _make_private(folder: Path) -> None:
    """A folder that we make is ours alone; the rights of one that is there already are its owner's business."""
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
        return DatabaseSettings(url=chosen.url, admin_url=chosen.admin_url, pool_size=chosen.pool_size), None
    if chosen.url is not None or chosen.admin_url is not None:
        raise Trouble("Both database.url and database.admin_url are needed, or neither.")
    tcp_port = choices.postgres.tcp_port
    config = PostgresConfig(
        folder=data / "postgresql",
        owner_password=secrets.database_owner,
        application_password=secrets.database_application,
        tcp_port=tcp_port and ports.configured("database", tcp_port, "postgres.tcp_port"),
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
    where = urlencode({"host": str(client_folder(config.folder)), "port": config.tcp_port or SOCKET_PORT})
    return Secret(f"postgresql://{login}:{quote(password.reveal())}@/{DATABASE}?{where}")


def _bus(
    data: Path, choices: Choices, secrets: Secrets, ports: Ports
) -> tuple[BusSettings, NatsConfig | None]:
    chosen = choices.bus
    if chosen.url is not None:
        if chosen.credentials_file is None:
            raise Trouble("bus.url needs bus.credentials_file beside it.")
        credentials = Secret(chosen.credentials_file.read_text())
        return BusSettings(url=chosen.url, credentials=credentials, replicas=chosen.replicas), None
    config = NatsConfig(
        folder=data / "nats",
        keys=secrets.nats,
        client_port=ports.any("nats"),
        websocket_port=ports.any("nats_websocket"),
        monitor_port=ports.any("nats_monitor"),
    )
    url = f"nats://127.0.0.1:{config.client_port}"
    return BusSettings(url=url, credentials=nats_jwt.service_credentials(secrets.nats)), config


def _objects(
    data: Path, choices: Choices, secrets: Secrets, ports: Ports
) -> tuple[ObjectSettings, SeaweedConfig | None]:
    chosen = choices.objects
    buckets = {"assets_bucket": chosen.assets_bucket, "private_bucket": chosen.private_bucket}
    if chosen.endpoint is not None:
        if chosen.access_key is None or chosen.secret_key is None:
            raise Trouble("objects.endpoint needs objects.access_key and objects.secret_key beside it.")
        keys = {"access_key": chosen.access_key, "secret_key": chosen.secret_key}
        return ObjectSettings(
            endpoint=chosen.endpoint.rstrip("/"), region=chosen.region, **keys, **buckets
        ), None
    doors = {door: ports.any(f"objects_{door}") for name in INNER_DOORS for door in (name, f"{name}_grpc")}
    settings = ObjectSettings(
        endpoint=f"http://127.0.0.1:{doors['s3']}",
        access_key=secrets.objects_access_key,
        secret_key=secrets.objects_secret_key,
        **buckets,
    )
    config = SeaweedConfig(
        folder=data / "objects", objects=settings, inner_key=secrets.objects_inner_key, doors=doors
    )
    return settings, config


def _edge(
    data: Path,
    choices: Choices,
    secrets: Secrets,
    ports: Ports,
    *,
    upstreams: tuple[str, ...],
    objects: ObjectSettings,
) -> tuple[WebSettings, CaddyConfig | None]:
    chosen = choices.edge
    if not chosen.start and (chosen.app_origin is None or chosen.content_origin is None):
        raise Trouble("With edge.start = false both edge.app_origin and edge.content_origin are needed.")
    bind = chosen.bind or ("" if (chosen.app_origin or "").startswith("https:") else "127.0.0.1")
    app_origin, app_port = _origin(
        ports, "application", chosen.app_origin, chosen.app_port, bind, started=chosen.start
    )
    content_origin, content_port = _origin(
        ports, "content", chosen.content_origin, chosen.content_port, bind, started=chosen.start
    )
    if urlsplit(app_origin).hostname == urlsplit(content_origin).hostname:
        raise Trouble(
            "edge.app_origin and edge.content_origin need different host names: cookies do not heed ports."
        )
    web = WebSettings(
        app_origin=app_origin,
        content_origin=content_origin,
        metrics_token=secrets.metrics_token,
        token_key=secrets.token_key,
    )
    if not chosen.start:
        return web, None
    return web, CaddyConfig(
        folder=data / "caddy",
        app_origin=app_origin,
        content_origin=content_origin,
        app_port=app_port,
        content_port=content_port,
        bind=bind,
        tls=app_origin.startswith("https:"),
        upstreams=upstreams,
        health_path=HEALTH_PATH,
        objects_endpoint=objects.endpoint,
        assets_bucket=objects.assets_bucket,
        static_folder=Path(str(files("stoa"))) / "web" / "built",
    )


_LOCAL = {"application": ("localhost", 8080), "content": ("127.0.0.1", 8081)}
_SETTING = {"application": "app", "content": "content"}


def _origin(
    ports: Ports, door: str, origin: str | None, port: int | None, bind: str, *, started: bool
) -> tuple[str, int]:
    """The origin as browsers name it, and the port behind it."""
    host, default_port = _LOCAL[door]
    if origin is not None:
        parts = urlsplit(origin)
        port = port or parts.port or (443 if parts.scheme == "https" else 80)
    if port is not None:
        setting = f"edge.{_SETTING[door]}_port"
        found = ports.configured(door, port, setting, bind) if started else port
    else:
        found = ports.preferred(door, default_port, bind)
    return (origin or f"http://{host}:{found}").rstrip("/"), found
