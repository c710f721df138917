"""Real engines in a folder of one's own, for tests and tools."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from pathlib import Path

from stoa.compose.ports import free_port
from stoa.compose.supervisor import ENGINES, supervised
from stoa.runtime.config import Settings


def edge_on_free_ports() -> dict[str, str]:
    """An environment in which several Stoas live side by side."""
    return {"STOA_EDGE_APP_PORT": str(free_port()), "STOA_EDGE_CONTENT_PORT": str(free_port())}


@asynccontextmanager
async def embedded(
    folder: Path, *, only: Collection[str] = ENGINES, durable: bool = False
) -> AsyncIterator[Settings]:
    """Engines as `stoa up` starts them, on ports of their own, whatever the environment says.

    durable: False spares PostgreSQL its syncs, which only a power cut could tell.
    """
    async with supervised(folder, edge_on_free_ports(), only=only, durable=durable) as supervisor:
        await supervisor.serve([])
        yield supervisor.house.settings
