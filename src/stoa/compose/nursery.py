"""Our own processes are forked from one that has imported everything, so that it is loaded and held once.

Importing takes four seconds of a processor and 150 MB; a fork takes neither.
"""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

import msgspec

from stoa.compose.engines import process
from stoa.compose.engines.process import Child
from stoa.compose.engines.program import Launch, Stopping


class Birth(msgspec.Struct, frozen=True):
    """A child that is asked for. arguments: of `stoa`; death: the signal it gets when the nursery ends."""

    arguments: Sequence[str]
    environment: Mapping[str, str]
    folder: str
    log: str
    death: int


class Nursery:
    """The supervisor's side. Imports begin as it is made."""

    def __init__(self) -> None:
        self._asking = asyncio.Lock()
        self._open()

    async def spawn(self, launch: Launch, stopping: Stopping, log: Path) -> Child:
        """Waits for the imports. One that was killed, and its children with it, is followed by another."""
        folder, death = str(launch.folder), int(stopping.signal)
        birth = msgspec.json.encode(Birth(launch.command, launch.environment, folder, str(log), death))
        async with self._asking:
            try:
                pid, handle = await asyncio.to_thread(self._ask, birth)
            except OSError:
                self.close()
                self._open()
                pid, handle = await asyncio.to_thread(self._ask, birth)
        return Fork(pid, handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Children that are left are asked to end."""
        self._program.kill()
        self._program.wait()
        self._door.close()

    def _open(self) -> None:
        self._door, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._program = subprocess.Popen(
                [sys.executable, "-m", "stoa.compose.cli.nurse", str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
                preexec_fn=process.ending_with(os.getpid(), signal.SIGKILL),
            )

    def _ask(self, birth: bytes) -> tuple[int, int]:
        """Number and handle of the child. Raises OSError."""
        self._door.send(birth)
        pid, handles, _, _ = socket.recv_fds(self._door, 64, 1)
        if not handles:
            raise BrokenPipeError
        return int(pid), handles[0]


class Fork:
    """A child of the nursery, held by a handle that no later process with its number answers to.

    returncode: 0 once it has ended, whatever it ended with, which only the nursery could know.
    """

    def __init__(self, pid: int, handle: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._handle = handle
        self._ended = asyncio.Event()
        asyncio.get_running_loop().add_reader(handle, self._end)

    async def wait(self) -> int:
        await self._ended.wait()
        return 0

    def send_signal(self, signal_: int) -> None:
        if self.returncode is None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, signal_)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def _end(self) -> None:
        asyncio.get_running_loop().remove_reader(self._handle)
        os.close(self._handle)
        self.returncode = 0
        self._ended.set()
