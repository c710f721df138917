"""The parent of everything that runs: engines, then our processes, then the edge; and back in reverse."""

import asyncio
import os
import shutil
import signal
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from stoa.compose.engines.caddy import Caddy
from stoa.compose.engines.nats import Nats
from stoa.compose.engines.postgresql import PostgreSQL
from stoa.compose.engines.process import Child, end_left_over, spawn
from stoa.compose.engines.program import Launch, Program, Stopping
from stoa.compose.engines.seaweedfs import SeaweedFS
from stoa.compose.folder import LeftOver, ProgramStatus, RunFolder, Status, usable
from stoa.compose.nursery import Nursery
from stoa.compose.settings import EngineConfigs, House, data_folder, load, unsaid
from stoa.compose.watch import Watch

_LITTLE_ROOM = 1_000_000_000
ENGINES = frozenset({"postgresql", "nats", "seaweedfs", "caddy"})


class Supervisor:
    """Made by `supervised`. When it exists, the engines that hold data are ready."""

    def __init__(
        self,
        house: House,
        run: RunFolder,
        only: Collection[str],
        report: Callable[[ProgramStatus], None],
        nursery: Nursery | None,
    ) -> None:
        self.house = house
        self._run = run
        self._only = only
        self._report = report
        self._nursery = nursery
        self._since = datetime.now(UTC)
        self._groups: list[list[Watch]] = []
        self._keepers: list[asyncio.Task[None]] = []

    async def serve(self, processes: Sequence[Program]) -> None:
        """Run our own processes and, once they are ready, open the edge. Raises Trouble."""
        await self._start(processes)
        await self._start(_edge(self.house.engines, self._only))

    async def keep_running(self) -> None:
        """For ever. A keeper ends only by a defect of ours, which must not go unseen."""
        ended, _ = await asyncio.wait(self._keepers, return_when=asyncio.FIRST_COMPLETED)
        for keeper in ended:
            keeper.result()

    def status(self) -> Status:
        programs = [watch.status for group in self._groups for watch in group]
        return Status(pid=os.getpid(), since=self._since, programs=programs)

    async def _start(self, programs: Sequence[Program]) -> None:
        group = [Watch(program, self._run, self._changed, self._spawn) for program in programs]
        self._groups.append(group)
        outcomes = await asyncio.gather(*(watch.start() for watch in group), return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome
        self._keepers += [
            asyncio.create_task(watch.keep(), name=f"keep {watch.program.name}") for watch in group
        ]

    async def _spawn(self, launch: Launch, stopping: Stopping, log: Path) -> Child:
        if not launch.forked:
            return await spawn(launch, stopping, log)
        if self._nursery is None:
            self._nursery = Nursery()
        return await self._nursery.spawn(launch, stopping, log)

    async def _stop(self) -> None:
        try:
            for group in reversed(self._groups):
                await asyncio.gather(*(watch.stop() for watch in group))
            # They have nothing left to keep; a defect of theirs shows here.
            await asyncio.gather(*self._keepers)
        finally:
            if self._nursery is not None:
                self._nursery.close()

    def _changed(self, status: ProgramStatus) -> None:
        # On a full disk the engines go on; that nobody can read their state then is the smaller trouble.
        with suppress(OSError):
            self._run.write(self.status())
        self._report(status)


@asynccontextmanager
async def interruptible() -> AsyncIterator[None]:
    """Ctrl-C and SIGTERM end the block in order, also while it is still starting, and nothing is raised."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    asked = False

    def ask() -> None:
        nonlocal asked
        # Asking twice must not disturb the shutdown that the first time began.
        if not asked and task is not None:
            asked = True
            task.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ask)
    try:
        yield
    except asyncio.CancelledError:
        if not asked:
            raise
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)


def _unreported(_: ProgramStatus) -> None:
    """Nobody wants to know."""


@asynccontextmanager
async def supervised(
    data: Path | None = None,
    environment: Mapping[str, str] = os.environ,
    *,
    only: Collection[str] = ENGINES,
    durable: bool = True,
    report: Callable[[ProgramStatus], None] = _unreported,
    say: Callable[[str], None] = unsaid,
    nursery: Nursery | None = None,
) -> AsyncIterator[Supervisor]:
    """Hold the data folder, start its engines, and stop everything at the end. Raises Trouble in plain words.

    only: which engines to start at all; report: told every change of a program;
    say: told what a person should know; nursery: for our own processes, made when first needed if not given.
    """
    folder = data or data_folder(environment)
    with usable(folder):
        run = RunFolder(folder)
    with run.held():
        _warn_of_little_room(folder, say)
        await _end_left_overs(run)
        with usable(folder):
            house = load(folder, environment, choosing=True, durable=durable, say=say)
        supervisor = Supervisor(house, run, only, report, nursery)
        try:
            await supervisor._start(_data_engines(house.engines, only))
            yield supervisor
        finally:
            await supervisor._stop()


def _warn_of_little_room(data: Path, say: Callable[[str], None]) -> None:
    free = shutil.disk_usage(data).free
    if free < _LITTLE_ROOM:
        say(f"Only {free // 1_000_000} MB are free on the disk of {data}. Free some space soon.")


async def _end_left_overs(run: RunFolder) -> None:
    async def end(name: str, left: LeftOver) -> None:
        await end_left_over(left.identity, left.stopping)
        run.forget(name)

    await asyncio.gather(*(end(name, left) for name, left in run.left_over()))


def _data_engines(engines: EngineConfigs, only: Collection[str]) -> list[Program]:
    programs: list[Program] = []
    if engines.postgresql is not None:
        programs.append(PostgreSQL(engines.postgresql))
    if engines.nats is not None:
        programs.append(Nats(engines.nats))
    if engines.seaweedfs is not None:
        programs.append(SeaweedFS(engines.seaweedfs))
    return [program for program in programs if program.name in only]


def _edge(engines: EngineConfigs, only: Collection[str]) -> list[Program]:
    return [Caddy(engines.caddy)] if engines.caddy is not None and Caddy.name in only else []
