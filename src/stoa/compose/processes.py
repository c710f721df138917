"""Our own processes, as programs that the supervisor runs."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from stoa.compose.engines.probe import status_of
from stoa.compose.engines.program import Launch, Stopping, Waiting


class OwnProcess:
    """ready_url: answers 200 when the process can take work. It drains on SIGTERM, within `drain_s`.

    forked: `command` are the arguments of `stoa`.
    """

    def __init__(
        self,
        *,
        name: str,
        command: Sequence[str],
        environment: Mapping[str, str],
        folder: Path,
        ready_url: str,
        ports: Mapping[str, int],
        forked: bool = False,
        drain_s: float = 30,
    ) -> None:
        self.name = name
        self.ports = ports
        self.stopping = Stopping(timeout_s=drain_s)
        self.waiting = Waiting(timeout_s=60, interval_s=0.1)
        self._launch = Launch(command=command, environment=environment, folder=folder, forked=forked)
        self._ready_url = ready_url

    async def prepare(self) -> Launch:
        return self._launch

    async def ready(self) -> bool:
        return await status_of(self._ready_url, timeout_s=2) == 200

    async def settle(self) -> None:
        """Nothing has to be made inside."""

    def explain(self, log: str) -> str | None:
        """Its last words."""
        lines = [line for line in log.splitlines() if line.strip()]
        return f"Its last words: {lines[-1][:300]}" if lines else None
