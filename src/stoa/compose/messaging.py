"""NATS, started here or somebody else's: what the services need of it, and what open pages do."""

from pathlib import Path
from urllib.parse import urlsplit

from stoa.compose.choices import BusChoice, LiveChoice
from stoa.compose.engines import nats_jwt
from stoa.compose.engines.nats import NatsConfig
from stoa.compose.engines.program import Trouble
from stoa.compose.ports import Ports
from stoa.runtime.config import AuthoritySettings, BusSettings, LiveSettings, Secret
from stoa.runtime.live.tokens import public_key

Messaging = tuple[BusSettings, LiveSettings, NatsConfig | None]


def messaging_of(
    data: Path, bus: BusChoice, live: LiveChoice, keys: nats_jwt.NatsKeys, ports: Ports
) -> Messaging:
    """Raises Trouble."""
    if bus.url is not None:
        if bus.credentials_file is None:
            raise Trouble("bus.url needs bus.credentials_file beside it.")
        credentials = Secret(_read(bus.credentials_file))
        theirs = BusSettings(url=bus.url, credentials=credentials, replicas=bus.replicas)
        return theirs, _chosen(live), None
    if live != LiveChoice():
        raise Trouble("The settings of [live] are for a NATS of your own: they need bus.url.")
    return _embedded(data, keys, ports)


def _embedded(data: Path, keys: nats_jwt.NatsKeys, ports: Ports) -> Messaging:
    config = NatsConfig(
        folder=data / "nats",
        keys=keys,
        client_port=ports.any("nats"),
        websocket_port=ports.any("nats_websocket"),
        monitor_port=ports.any("nats_monitor"),
    )
    url = f"nats://127.0.0.1:{config.client_port}"
    live = LiveSettings(
        websocket=f"ws://127.0.0.1:{config.websocket_port}",
        account=public_key(keys.pages),
        signing=keys.pages_signing,
        revocable=True,
        authority=AuthoritySettings(
            credentials=nats_jwt.authority_credentials(keys),
            operator=keys.operator,
            account_token=nats_jwt.pages_account_token(keys),
        ),
    )
    return BusSettings(url=url, credentials=nats_jwt.service_credentials(keys)), live, config


def _chosen(live: LiveChoice) -> LiveSettings:
    """Of a foreign NATS. Without its websocket, pages are told by HTTP alone."""
    if live == LiveChoice():
        return LiveSettings()
    if live.websocket is None or live.account is None or live.signing_key_file is None:
        raise Trouble("live.websocket, live.account and live.signing_key_file are needed together, or none.")
    if urlsplit(live.websocket).scheme not in ("ws", "wss") or not urlsplit(live.websocket).port:
        raise Trouble(f"live.websocket should look like wss://bus.example.org:443, and is {live.websocket}.")
    authority = _authority(live)
    return LiveSettings(
        websocket=live.websocket,
        account=live.account,
        signing=_seed(live.signing_key_file, "SA"),
        revocable=authority is not None,
        authority=authority,
    )


def _authority(live: LiveChoice) -> AuthoritySettings | None:
    files = (live.system_credentials_file, live.operator_key_file, live.account_token_file)
    system, operator, account = files
    if system is None or operator is None or account is None:
        if any(files):
            raise Trouble(
                "live.system_credentials_file, live.operator_key_file and live.account_token_file "
                "are needed together, or none."
            )
        return None
    return AuthoritySettings(
        credentials=Secret(_read(system)),
        operator=_seed(operator, "SO"),
        account_token=_read(account).strip(),
    )


def _seed(path: Path, prefix: str) -> Secret:
    seed = _read(path).strip()
    if not seed.startswith(prefix):
        raise Trouble(f"{path} should hold an nkey seed, which begins with {prefix}.")
    return Secret(seed)


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError as error:
        raise Trouble(f"{path} cannot be read: {error.strerror}.") from error
