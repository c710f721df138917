"""`stoa up`: engines, migrations, our processes, the edge; until asked to stop."""

import os
import sys
from collections.abc import Callable

from stoa.compose.folder import ProgramStatus
from stoa.compose.processes import OwnProcess
from stoa.compose.registry import SERVICES
from stoa.compose.settings import READY_PATH, House
from stoa.compose.supervisor import Supervisor, interruptible, supervised
from stoa.runtime.db.migrate import migrate


async def up(
    say: Callable[[str], None],
    report: Callable[[ProgramStatus], None],
    ready: Callable[[House], object],
) -> None:
    """Runs the whole platform. Raises Trouble in plain words. ready: told once everything answers."""
    async with interruptible(), supervised(say=say, report=report) as supervisor:
        say("Bringing the databases to their newest form")
        await migrate(supervisor.house.settings.database, [service.migrations for service in SERVICES])
        await start_processes(supervisor)
        ready(supervisor.house)
        await supervisor.keep_running()


async def start_processes(supervisor: Supervisor) -> None:
    """The web processes and the worker, then the edge."""
    await supervisor.serve(own_processes(supervisor.house))


def own_processes(house: House) -> list[OwnProcess]:
    web = [
        _process(house, f"web-{number}", address, consumers=False)
        for number, address in enumerate(house.upstreams)
    ]
    return [*web, _process(house, "worker", house.worker, consumers=True)]


def _process(house: House, name: str, address: str, *, consumers: bool) -> OwnProcess:
    flag = "--consumers" if consumers else "--no-consumers"
    serve = [sys.executable, "-m", "stoa.compose.cli", "serve"]
    return OwnProcess(
        name=name,
        command=[*serve, "--name", name, "--address", address, flag],
        environment={**os.environ, "STOA_DATA": str(house.data)},
        folder=house.data,
        ready_url=f"http://{address}{READY_PATH}",
        ports={"http": int(address.rpartition(":")[2])},
    )
