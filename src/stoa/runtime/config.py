"""Settings of the platform. Read once by `compose`, passed down, never read again."""

from pathlib import Path
from typing import Any

import msgspec


class Secret:
    """A value that never shows itself in a repr, a log or a traceback."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)


class DatabaseSettings(msgspec.Struct, frozen=True, kw_only=True):
    """PostgreSQL. `url` logs in as the application, `admin_url` as the owner who migrates."""

    url: Secret
    admin_url: Secret
    pool_size: int = 10


class BusSettings(msgspec.Struct, frozen=True, kw_only=True):
    """NATS. `credentials` is the text of a creds file (user JWT and seed)."""

    url: str
    credentials: Secret
    replicas: int = 1


class AuthoritySettings(msgspec.Struct, frozen=True, kw_only=True):
    """What takes passes of pages back. Only the process that does so is given it.

    credentials: of a user of NATS's system account. operator: signs accounts. account_token: of the pages'.
    """

    credentials: Secret
    operator: Secret
    account_token: str


class LiveSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The live connection of pages. Without a signing key they are told by HTTP alone.

    websocket: where NATS listens for it, which the edge passes `/live` on to. account: of the pages.
    revocable: whether somewhere an authority takes passes back.
    """

    websocket: str | None = None
    account: str | None = None
    signing: Secret | None = None
    revocable: bool = False
    authority: AuthoritySettings | None = None


class ObjectSettings(msgspec.Struct, frozen=True, kw_only=True):
    """S3. `assets` is readable through the edge, `private` by services only."""

    endpoint: str
    access_key: str
    secret_key: Secret
    region: str = "us-east-1"
    assets_bucket: str = "assets"
    private_bucket: str = "private"


class WebSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Where people reach us. Uploaded content has an origin of its own."""

    app_origin: str
    content_origin: str
    metrics_token: Secret
    token_key: Secret
    """PEM of the Ed25519 key that signs access tokens."""

    def cookie(self, name: str) -> str:
        """The name on the wire. Over TLS the prefix keeps other hosts of the domain from setting it."""
        return f"__Host-{name}" if self.app_origin.startswith("https://") else name


class EdgeSettings(msgspec.Struct, frozen=True, kw_only=True):
    """folder: of the edge on this machine, for copies of assets; None without. most_bytes: of all copies."""

    folder: Path | None = None
    most_bytes: int = 0


class TraceSettings(msgspec.Struct, frozen=True, kw_only=True):
    """OpenTelemetry. Without an endpoint spans are made and propagated, not exported."""

    otlp_endpoint: str | None = None
    sample_ratio: float = 0.1


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a process needs to know of its surroundings."""

    data: Path
    database: DatabaseSettings
    bus: BusSettings
    objects: ObjectSettings
    web: WebSettings
    live: LiveSettings = LiveSettings()
    edge: EdgeSettings = EdgeSettings()
    trace: TraceSettings = TraceSettings()
    demonstration: bool = False
    log_level: str = "info"


def decode_setting(kind: type, value: Any) -> Any:
    """`dec_hook` for msgspec, which asks for NotImplementedError for any other kind."""
    if kind is Secret:
        return Secret(value)
    if kind is Path:
        return Path(value)
    raise NotImplementedError(kind)


def encode_setting(value: Any) -> Any:
    """`enc_hook` for msgspec, as `decode_setting`, for the file that only its owner can read."""
    if isinstance(value, Secret):
        return value.reveal()
    if isinstance(value, Path):
        return str(value)
    raise NotImplementedError(type(value))
