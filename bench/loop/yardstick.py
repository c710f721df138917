"""What NATS alone does with the same browsers, see `echo`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bench.loop.echo import echoing
from bench.loop.page import Place, Seat, passes_of
from stoa.compose.embedded import edge_on_free_ports
from stoa.compose.supervisor import Supervisor, supervised
from stoa.kernel.clock import utc_now
from stoa.kernel.ids import PersonId, SessionId, TenantId, new_id
from stoa.runtime.config import LiveSettings


def strangers(live: LiveSettings, number: int) -> list[Seat]:
    """Passes as the platform signs them, for learners that nobody knows: NATS asks for no more."""
    passes = passes_of(live)
    tenant = TenantId(new_id())
    return [
        Seat(
            granted=passes.issue(tenant, PersonId(new_id()), SessionId(new_id()), issued_at=utc_now()),
            registration=new_id(),
            object=new_id(),
        )
        for _ in range(number)
    ]


@asynccontextmanager
async def bare_nats(folder: Path) -> AsyncIterator[tuple[Supervisor, Place]]:
    """The server with the configuration of the platform, its passes, an echo, and nothing else."""
    async with supervised(folder, edge_on_free_ports(), only={"nats"}) as supervisor:
        settings = supervisor.house.settings
        async with echoing(settings.bus):
            yield supervisor, Place(to=settings.live.websocket or "", origin="http://localhost", path="/")
