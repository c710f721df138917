"""Children of this process: they end when it ends, however it ends, and are recognised at the next start."""

import asyncio
import ctypes
import functools
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import msgspec

from stoa.compose.engines.program import Launch, Stopping

_PR_SET_PDEATHSIG, _PR_SET_NAME = 1, 15


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """A process told from any other that later gets the same number.

    started: clock ticks between boot and its start; boot: the kernel's id of this boot.
    """

    pid: int
    started: int
    boot: str

    @classmethod
    def of(cls, pid: int) -> "Identity | None":
        """None when there is no such process, or only its remains."""
        try:
            # The command name stands in parentheses and may itself hold spaces and parentheses.
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        except (FileNotFoundError, ProcessLookupError):
            return None
        state, started = fields[0], int(fields[19])
        return None if state in "ZX" else cls(pid=pid, started=started, boot=boot)

    def alive(self) -> bool:
        return Identity.of(self.pid) == self


@functools.cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def ending_with(parent: int, death: signal.Signals) -> Callable[[], None]:
    """Called in a child: the kernel sends it the signal when its parent ends, however that ends."""
    prctl = _libc().prctl

    def bind() -> None:
        prctl(_PR_SET_PDEATHSIG, int(death), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return bind


def be_called(name: str) -> None:
    """As lists of processes show us. The kernel keeps 15 characters."""
    _libc().prctl(_PR_SET_NAME, name.encode(), 0, 0, 0)


def _in_child(launch: Launch, death: signal.Signals) -> Callable[[], None]:
    """What the child does between fork and exec; as little as can be is left to the child itself."""
    bind, account = ending_with(os.getpid(), death), launch.account

    def become() -> None:
        if account is not None:
            os.setgroups([])
            os.setgid(account.gid)
            os.setuid(account.uid)
        # After the change of account, which would clear it.
        bind()

    return become


class Child(Protocol):
    """A process that was started. returncode: None while it runs."""

    @property
    def pid(self) -> int: ...

    @property
    def returncode(self) -> int | None: ...

    async def wait(self) -> int:
        """Until it has ended."""
        ...

    def send_signal(self, signal: int, /) -> None:
        """To one that has ended, nothing."""
        ...

    def kill(self) -> None: ...


async def spawn(launch: Launch, stopping: Stopping, log: Path) -> Child:
    """Start a child, in a session of its own: Ctrl-C reaches only us and the order of shutdown is ours."""
    with log.open("ab") as output:
        return await asyncio.create_subprocess_exec(
            *launch.command,
            env=dict(launch.environment),
            cwd=launch.folder,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_in_child(launch, stopping.signal),
        )


async def stop(child: Child, stopping: Stopping) -> bool:
    """Ask, wait, then kill. True when asking was enough."""
    if child.returncode is not None:
        return True
    child.send_signal(stopping.signal)
    try:
        async with asyncio.timeout(stopping.timeout_s):
            await child.wait()
    except TimeoutError:
        child.kill()
        await child.wait()
        return False
    return True


async def end_left_over(left: Identity, stopping: Stopping) -> None:
    """End a process that an earlier supervisor left behind. Its identity is checked before every signal."""
    for sent in (stopping.signal, signal.SIGKILL):
        if left.alive():
            os.kill(left.pid, sent)
            await _until_gone(left, stopping.timeout_s)


async def _until_gone(left: Identity, patience_s: float) -> None:
    for _ in range(int(patience_s / 0.05)):
        if not left.alive():
            return
        await asyncio.sleep(0.05)


def tail(log: Path, size: int = 8_000) -> str:
    """The last bytes of a log, as text."""
    try:
        with log.open("rb") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - size))
            return file.read().decode(errors="replace")
    except FileNotFoundError:
        return ""
