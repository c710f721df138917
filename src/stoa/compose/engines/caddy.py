"""Caddy: the edge in front of everything."""

import asyncio
import os
from collections.abc import Mapping

import msgspec

from stoa.compose.engines.caddy_config import configuration
from stoa.compose.engines.caddy_parts import CaddyConfig
from stoa.compose.engines.probe import status_of
from stoa.compose.engines.program import Launch, Sign, Signs, Stopping, Waiting, installed

_SIGNS = Signs(
    own=(
        Sign(
            "bind: permission denied",
            "Ports below 1024 need rights. Choose higher ports or grant them to caddy.",
        ),
        Sign("bind: cannot assign requested address", "The address in edge.bind is not one of this machine."),
        Sign(
            "obtain certificate",
            "No certificate could be had: the host name must point here, ports 80 and 443 be open.",
        ),
    )
)


class Caddy:
    name = "caddy"
    # It answers what has begun, see its grace period, then ends.
    stopping = Stopping(timeout_s=15)
    waiting = Waiting()

    def __init__(self, config: CaddyConfig) -> None:
        self._config = config
        self.ports: Mapping[str, int] = {"application": config.app_port, "content": config.content_port}

    async def prepare(self) -> Launch:
        folder = self._config.folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        written = folder / "caddy.json"
        written.write_bytes(msgspec.json.format(msgspec.json.encode(configuration(self._config))))
        return Launch(
            command=[installed("caddy"), "run", "--config", str(written)],
            environment={
                "PATH": os.defpath,
                "HOME": str(folder),
                "XDG_DATA_HOME": str(folder),
                "XDG_CONFIG_HOME": str(folder),
            },
            folder=folder,
        )

    async def ready(self) -> bool:
        """The content origin knows of no page at its root, also while none of our processes runs."""
        if self._config.tls:
            # Certificates take their time and need the outside; serving begins without them.
            return await _accepts(self._config.bind, self._config.app_port)
        host = _reached_at(self._config.bind)
        return await status_of(f"http://{host}:{self._config.content_port}/") == 404

    async def settle(self) -> None:
        """Everything is in the configuration."""

    def explain(self, log: str) -> str | None:
        return _SIGNS.explain(log)


def _reached_at(bind: str) -> str:
    everywhere = bind in ("", "0.0.0.0", "::")  # noqa: S104
    return "127.0.0.1" if everywhere else bind


async def _accepts(bind: str, port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection(_reached_at(bind), port)
    except OSError:
        return False
    writer.close()
    return True
