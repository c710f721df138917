"""One program under watch: started, seen to be ready, started again whenever it ends."""

import asyncio
import contextlib
import os
import shutil
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from stoa.compose.engines import process
from stoa.compose.engines.process import Child
from stoa.compose.engines.program import Launch, Program, Stopping, Trouble
from stoa.compose.folder import ProgramStatus, RunFolder

_BACKOFF_FIRST_S, _BACKOFF_LONGEST_S = 0.1, 10.0
_STEADY_AFTER_S = 5.0
"""Having run this long, a program is trusted again and its next restart is quick."""
_LOOK_EVERY_S = 5.0
_FIRST_ATTEMPTS = 3
_LARGEST_LOG = 20 * 1024 * 1024

Spawn = Callable[[Launch, Stopping, Path], Awaitable[Child]]


class Watch:
    """changed: called after every change of state."""

    def __init__(
        self,
        program: Program,
        run: RunFolder,
        changed: Callable[[ProgramStatus], None],
        spawn: Spawn = process.spawn,
    ) -> None:
        self.program = program
        self._run = run
        self._changed = changed
        self._spawn = spawn
        self._log = run.log(program.name)
        self._child: Child | None = None
        self._ending = asyncio.Event()
        self._restarts = 0
        self.status = self._status("starting", "")

    async def start(self) -> None:
        """The first start. Raises Trouble when it will not come up."""
        for attempt in range(1, _FIRST_ATTEMPTS + 1):
            try:
                await self._start()
            except Trouble:
                if attempt == _FIRST_ATTEMPTS or self._ending.is_set():
                    raise
                await self._rest(attempt * 0.5)
            else:
                return

    async def keep(self) -> None:
        """Start it again whenever it ends, until `stop` is called."""
        backoff_s = _BACKOFF_FIRST_S
        while not self._ending.is_set():
            began = time.monotonic()
            await self._until_it_ends()
            if self._ending.is_set():
                return
            if time.monotonic() - began > _STEADY_AFTER_S:
                backoff_s = _BACKOFF_FIRST_S
            self._restarts += 1
            self._set("restarting", self._explained("It ended by itself."))
            await self._rest(backoff_s)
            backoff_s = min(backoff_s * 2, _BACKOFF_LONGEST_S)
            if self._ending.is_set():
                return
            try:
                await self._start()
            except Trouble as trouble:
                self._set("restarting", str(trouble))

    async def stop(self) -> None:
        self._ending.set()
        if self._child is not None:
            await process.stop(self._child, self.program.stopping)
            self._run.forget(self.program.name)
        self._set("stopped", "")

    async def _start(self) -> None:
        self._set("starting", "")
        self._child = child = await self._spawned()
        try:
            await self._until_ready(child)
            await self.program.settle()
        except BaseException:
            await process.stop(child, self.program.stopping)
            raise
        self._set("ready", "")

    async def _spawned(self) -> Child:
        """Raises Trouble, also when the disk has no room for what a start writes."""
        name, stopping = self.program.name, self.program.stopping
        try:
            launch = await self.program.prepare()
            _shorten(self._log)
            child = await self._spawn(launch, stopping, self._log)
            self._run.note(name, child.pid, stopping)
        except OSError as error:
            words = self.program.explain(str(error)) or "Its folder or program cannot be used."
            raise Trouble(f"{name} cannot be started. {words} ({error})") from error
        return child

    async def _until_ready(self, child: Child) -> None:
        waiting = self.program.waiting
        latest = time.monotonic() + waiting.timeout_s
        while not await self.program.ready():
            if child.returncode is not None or self._ending.is_set():
                raise Trouble(f"{self.program.name} does not start. {self._explained('It ended at once.')}")
            if time.monotonic() > latest:
                raise Trouble(
                    f"{self.program.name} is not ready after {waiting.timeout_s:g} s. {self._explained('')}"
                )
            await asyncio.sleep(waiting.interval_s)

    async def _until_it_ends(self) -> None:
        assert self._child is not None
        while True:
            try:
                async with asyncio.timeout(_LOOK_EVERY_S):
                    await self._child.wait()
            except TimeoutError:
                await self._look()
            else:
                return

    async def _look(self) -> None:
        """It runs; does it answer? One that hangs is shown, not killed: it may be at work on its recovery."""
        _shorten(self._log)
        if await self.program.ready():
            if self.status.state != "ready":
                self._set("ready", "")
        elif self.status.state == "ready" and not self._ending.is_set():
            self._set("unwell", self._explained("It runs but does not answer."))

    async def _rest(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._ending.wait()

    def _explained(self, otherwise: str) -> str:
        words = self.program.explain(process.tail(self._log)) or otherwise
        return f"{words} Its log: {self._log}".strip()

    def _set(self, state: str, words: str) -> None:
        self.status = self._status(state, words)
        self._changed(self.status)

    def _status(self, state: str, words: str) -> ProgramStatus:
        alive = self._child is not None and self._child.returncode is None
        return ProgramStatus(
            name=self.program.name,
            state=state,
            pid=self._child.pid if self._child is not None and alive else None,
            restarts=self._restarts,
            since=datetime.now(UTC),
            ports=dict(self.program.ports),
            words=words,
        )


def _shorten(log: Path) -> None:
    """The program goes on writing at the end of the file, wherever that is."""
    if log.exists() and log.stat().st_size > _LARGEST_LOG:
        # On a full disk the old lines are given up: room for the program comes first.
        with contextlib.suppress(OSError):
            shutil.copyfile(log, log.with_suffix(".log.1"))
        os.truncate(log, 0)
