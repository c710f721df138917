"""What a person may configure: `stoa.toml` in the data folder, or STOA_<SECTION>_<KEY> in the environment."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from stoa.compose.engines.program import Trouble
from stoa.runtime.config import Secret, TraceSettings, decode_setting

FILE = "stoa.toml"


class DatabaseChoice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """With both addresses PostgreSQL is yours: it is not started here. It needs pgvector."""

    url: Secret | None = None
    admin_url: Secret | None = None
    pool_size: int = 10


class PostgresChoice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The PostgreSQL that is started here.

    tcp_port: listen on loopback too; account: who runs it when root starts it.
    """

    tcp_port: int | None = None
    account: str | None = None


class BusChoice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """With an address NATS is yours. credentials_file: may do everything within its account."""

    url: str | None = None
    credentials_file: Path | None = None
    replicas: int = 1


class LiveChoice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The live connection of pages to a NATS of yours. Without it they are told by HTTP.

    websocket: where that NATS listens for it. account: public key of the account that is for pages alone.
    signing_key_file: seed of its scoped signing key. The other three, together, let passes be taken back.
    """

    websocket: str | None = None
    account: str | None = None
    signing_key_file: Path | None = None
    system_credentials_file: Path | None = None
    operator_key_file: Path | None = None
    account_token_file: Path | None = None


class ObjectsChoice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """With an endpoint S3 is yours. The assets bucket must let anybody GET its objects, and not list them."""

    endpoint: str | None = None
    access_key: str | None = None
    secret_key: Secret | None = None
    region: str = "us-east-1"
    assets_bucket: str = "assets"
    private_bucket: str = "private"


class EdgeChoice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where people reach Stoa. An https origin gets its certificate by itself and listens on every address.

    start: False when another edge stands in front; then both origins must be given.
    hosts: further names of the application, each with cookies of its own: those of tenants.
    assets_mb: room for copies of assets beside the edge; 0 is none.
    """

    start: bool = True
    app_origin: str | None = None
    content_origin: str | None = None
    hosts: tuple[str, ...] = ()
    app_port: int | None = None
    content_port: int | None = None
    bind: str | None = None
    assets_mb: int = 4096


class ProcessesChoice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """web: how many processes answer requests."""

    web: int = 2


class Choices(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    database: DatabaseChoice = DatabaseChoice()
    postgres: PostgresChoice = PostgresChoice()
    bus: BusChoice = BusChoice()
    live: LiveChoice = LiveChoice()
    objects: ObjectsChoice = ObjectsChoice()
    edge: EdgeChoice = EdgeChoice()
    processes: ProcessesChoice = ProcessesChoice()
    trace: TraceSettings = TraceSettings()
    demonstration: bool = False
    log_level: str = "info"


def read_choices(data: Path, environment: Mapping[str, str]) -> Choices:
    """The environment wins over the file. Raises Trouble naming the setting that is wrong."""
    path = data / FILE
    try:
        written: dict[str, Any] = tomllib.loads(path.read_text()) if path.exists() else {}
        chosen = _overlaid(written, environment)
        return msgspec.convert(chosen, Choices, strict=False, dec_hook=decode_setting)
    except tomllib.TOMLDecodeError as error:
        raise Trouble(f"{path} is not valid TOML: {error}.") from error
    except msgspec.ValidationError as error:
        raise Trouble(f"A setting in {path} or the environment is wrong: {error}.") from error


def environment_names() -> dict[str, tuple[str, ...]]:
    """Every variable that is read, and the place of its setting in stoa.toml."""
    names: dict[str, tuple[str, ...]] = {}
    for field in msgspec.structs.fields(Choices):
        section = field.default
        if isinstance(section, msgspec.Struct):
            for inner in msgspec.structs.fields(section):
                names[f"STOA_{field.name}_{inner.name}".upper()] = (field.name, inner.name)
        else:
            names[f"STOA_{field.name}".upper()] = (field.name,)
    return names


def _overlaid(written: dict[str, Any], environment: Mapping[str, str]) -> dict[str, Any]:
    for name, place in environment_names().items():
        if name in environment:
            section = written if len(place) == 1 else written.setdefault(place[0], {})
            section[place[-1]] = _entries(environment[name]) if place in _LISTS else environment[name]
    return written


_LISTS = frozenset({("edge", "hosts")})
"""Places of settings that the environment writes with commas."""


def _entries(text: str) -> list[str]:
    return [entry.strip() for entry in text.split(",") if entry.strip()]
