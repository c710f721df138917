"""NATS with JetStream: events, work queues, actions of learners, and what open pages are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from stoa.compose.engines import nats_jwt
from stoa.compose.engines.probe import status_of
from stoa.compose.engines.program import Launch, Sign, Signs, Stopping, Waiting, installed
from stoa.runtime.live.tokens import public_key

_CONFIGURATION = """\
# Written at every start. What should differ goes into stoa.toml.
server_name: stoa
listen: "127.0.0.1:{client}"
http: "127.0.0.1:{monitor}"
max_payload: 1MB
# Browsers reach this listener through the edge only, which holds the certificate and checks the origin.
websocket {{
  listen: "127.0.0.1:{websocket}"
  no_tls: true
}}
# A power cut may lose acknowledged messages of this time. Events are published again by the outbox in
# PostgreSQL, which is their truth; for actions of learners it is the stated loss.
jetstream {{
  store_dir: {store}
  sync_interval: "1s"
  max_memory_store: 64MB
  max_file_store: 8GB
}}
operator: {operator}
system_account: {system}
resolver: MEMORY
resolver_preload: {{
  {system}: {system_token}
  {account}: {account_token}
  {pages}: {pages_token}
}}
"""

_SIGNS = Signs(
    own=(
        Sign("insufficient storage", "The disk has too little room for JetStream. Free some space."),
        Sign("error parsing", "Its configuration cannot be read. Please report this together with the log."),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NatsConfig:
    folder: Path
    keys: nats_jwt.NatsKeys
    client_port: int
    websocket_port: int
    monitor_port: int


class Nats:
    name = "nats"
    # `lame duck` would ask clients to go elsewhere; there is no elsewhere with a single server.
    stopping = Stopping(timeout_s=15)
    waiting = Waiting()

    def __init__(self, config: NatsConfig) -> None:
        self._config = config
        self.ports: Mapping[str, int] = {
            "client": config.client_port,
            "websocket": config.websocket_port,
            "monitor": config.monitor_port,
        }

    async def prepare(self) -> Launch:
        folder = self._config.folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        configuration = folder / "nats.conf"
        configuration.write_text(self._configuration())
        return Launch(
            command=[installed("nats-server"), "-c", str(configuration)],
            environment={"PATH": "/usr/bin:/bin", "HOME": str(folder)},
            folder=folder,
        )

    async def ready(self) -> bool:
        return await status_of(f"http://127.0.0.1:{self._config.monitor_port}/healthz") == 200

    async def settle(self) -> None:
        """Streams belong to the services that publish into them."""

    def explain(self, log: str) -> str | None:
        return _SIGNS.explain(log)

    def _configuration(self) -> str:
        config = self._config
        return _CONFIGURATION.format(
            client=config.client_port,
            monitor=config.monitor_port,
            websocket=config.websocket_port,
            store=msgspec.json.encode(str(config.folder)).decode(),
            operator=nats_jwt.operator_token(config.keys),
            system=public_key(config.keys.system),
            system_token=nats_jwt.system_account_token(config.keys),
            account=public_key(config.keys.account),
            account_token=nats_jwt.account_token(config.keys),
            pages=public_key(config.keys.pages),
            pages_token=nats_jwt.pages_account_token(config.keys),
        )
