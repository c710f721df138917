"""Our own processes are forks of a nursery, and as safe as if each had been started by itself."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from stoa.compose.embedded import edge_on_free_ports
from stoa.compose.engines.process import Identity
from stoa.compose.folder import ProgramStatus
from stoa.compose.supervisor import supervised
from tests.compose.conftest import House

_OURS = ("web-0", "web-1", "worker", "fold")
_HOLDER = """
import asyncio, os, sys
from pathlib import Path
from stoa.compose.engines.program import Launch, Stopping
from stoa.compose.nursery import Nursery

async def main(folder):
    launch = Launch(["serve"], dict(os.environ), folder, forked=True)
    child = await Nursery().spawn(launch, Stopping(), folder / "child.log")
    print(child.pid, flush=True)
    await child.wait()

asyncio.run(main(Path(sys.argv[1])))
"""


def _parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def _of(house: House) -> dict[str, ProgramStatus]:
    return {one.name: one for one in house.supervisor.status().programs if one.name in _OURS}


async def _others(house: House, before: dict[str, int]) -> dict[str, ProgramStatus]:
    """Once each of them is ready as another process."""
    async with asyncio.timeout(60):
        while True:
            now = _of(house)
            if all(now[name].state == "ready" and now[name].pid != pid for name, pid in before.items()):
                return now
            await asyncio.sleep(0.05)


def _pids(house: House) -> dict[str, int]:
    return {name: one.pid for name, one in _of(house).items() if one.pid is not None}


async def test_process_that_was_killed_is_forked_again(house: House) -> None:
    before = _pids(house)
    [nursery] = {_parent(pid) for pid in before.values()}
    os.kill(before["web-0"], signal.SIGKILL)
    after = await _others(house, {"web-0": before["web-0"]})
    assert _parent(after["web-0"].pid or 0) == nursery
    assert {name: after[name].pid for name in _OURS[1:]} == {name: before[name] for name in _OURS[1:]}
    assert Path(f"/proc/{after['web-0'].pid}/comm").read_text() == "stoa web-0\n"


async def test_nursery_that_was_killed_is_followed_by_another_with_all_its_processes(house: House) -> None:
    before = _pids(house)
    nursery = _parent(before["web-0"])
    os.kill(nursery, signal.SIGKILL)
    after = await _others(house, before)
    [another] = {_parent(one.pid or 0) for one in after.values()}
    assert another != nursery
    assert not any(Path(f"/proc/{pid}").exists() for pid in before.values())


async def test_neither_nursery_nor_fork_outlives_a_killed_supervisor(tmp_path: Path) -> None:
    environment = {"STOA_DATA": str(tmp_path), **edge_on_free_ports()}
    async with supervised(tmp_path, environment, only=()):
        """Settings are there now, and no engine: the process waits for them."""
    holder = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", _HOLDER, str(tmp_path)),
        env={**os.environ, **environment},
        stdout=asyncio.subprocess.PIPE,
    )
    assert holder.stdout is not None
    child = int(await holder.stdout.readline())
    family = [Identity.of(child), Identity.of(_parent(child))]
    assert all(family)
    holder.kill()
    await holder.wait()
    async with asyncio.timeout(60):
        while any(one is not None and one.alive() for one in family):
            await asyncio.sleep(0.05)
