"""`stoa up`: engines, migrations, our processes, the edge; until asked to stop."""

import os
from collections.abc import Callable

from stoa.compose.demonstration import demonstrate
from stoa.compose.folder import ProgramStatus
from stoa.compose.nursery import Nursery
from stoa.compose.processes import OwnProcess
from stoa.compose.registry import SERVICES
from stoa.compose.settings import READY_PATH, House
from stoa.compose.supervisor import interruptible, supervised
from stoa.runtime.db.migrate import migrate

Say = Callable[[str], None]


async def up(say: Say, report: Callable[[ProgramStatus], None], nursery: Nursery) -> None:
    """Runs the whole platform. Raises Trouble in plain words."""
    async with interruptible(), supervised(say=say, report=report, nursery=nursery) as supervisor:
        settings = supervisor.house.settings
        say("Bringing the databases to their newest form")
        await migrate(settings.database, [service.migrations for service in SERVICES])
        await supervisor.serve(own_processes(supervisor.house))
        if settings.demonstration:
            await demonstrate(settings, say)
        say(f"\nStoa is ready at {settings.web.app_origin}. Stop it with Ctrl-C.")
        await supervisor.keep_running()


def own_processes(house: House) -> list[OwnProcess]:
    """The web processes answer requests, the worker takes messages, the fold follows what learners do."""
    web = [
        _process(house, f"web-{number}", address, "--no-consumers", "--no-live")
        for number, address in enumerate(house.upstreams)
    ]
    worker = _process(house, "worker", house.worker, "--no-live")
    live = ",".join(service.name for service in SERVICES if any(one.live for one in service.streams))
    return [*web, worker, _process(house, "fold", house.fold, "--no-consumers", "--only", live)]


def _process(house: House, name: str, address: str, *flags: str) -> OwnProcess:
    return OwnProcess(
        name=name,
        command=["serve", "--name", name, "--address", address, *flags],
        forked=True,
        environment={**os.environ, "STOA_DATA": str(house.data)},
        folder=house.data,
        ready_url=f"http://{address}{READY_PATH}",
        ports={"http": int(address.rpartition(":")[2])},
    )
