"""The running part of a data folder: who holds it, what was started in it, how it all is."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from signal import Signals

import msgspec

from stoa.compose.engines.process import Identity
from stoa.compose.engines.program import Stopping, Trouble


class ProgramStatus(msgspec.Struct, frozen=True, kw_only=True):
    """state: starting, ready, unwell (runs, does not answer), restarting, stopped. since: of this state."""

    name: str
    state: str
    pid: int | None
    restarts: int
    since: datetime
    ports: dict[str, int]
    words: str = ""


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """pid: of the supervisor."""

    pid: int
    since: datetime
    programs: list[ProgramStatus]


class LeftOver(msgspec.Struct, frozen=True, kw_only=True):
    """A started process, noted so that the next supervisor can end it if this one could not."""

    identity: Identity
    signal: int
    timeout_s: float

    @property
    def stopping(self) -> Stopping:
        return Stopping(signal=Signals(self.signal), timeout_s=self.timeout_s)


@contextmanager
def usable(data: Path) -> Iterator[None]:
    """Says in plain words why the block could not use the data folder."""
    try:
        yield
    except OSError as error:
        raise Trouble(
            f"The data folder {data} cannot be used: {error.strerror}. "
            "Mend that, or name another folder with STOA_DATA."
        ) from error


class RunFolder:
    def __init__(self, data: Path) -> None:
        self._path = data / "run"
        self._logs = data / "log"
        for folder in (self._path, self._logs):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the folder for one supervisor; the kernel lets go of it however the supervisor ends."""
        with usable(self._path.parent):
            lock = (self._path / "lock").open("ab+", buffering=0)
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Trouble(
                    f"Stoa already runs on {self._path.parent} (process {_holder(lock.name)}). "
                    "Look at it with `stoa status`, stop it with Ctrl-C where it runs, "
                    "or use another folder with STOA_DATA."
                ) from None
            # Our number is only for the words above, so a full disk does not matter.
            with suppress(OSError):
                lock.truncate(0)
                lock.write(str(os.getpid()).encode())
            yield

    def log(self, name: str) -> Path:
        return self._logs / f"{name}.log"

    def note(self, name: str, pid: int, stopping: Stopping) -> None:
        identity = Identity.of(pid)
        if identity is not None:
            started = LeftOver(identity=identity, signal=int(stopping.signal), timeout_s=stopping.timeout_s)
            (self._path / f"{name}.pid.json").write_bytes(msgspec.json.encode(started))

    def forget(self, name: str) -> None:
        (self._path / f"{name}.pid.json").unlink(missing_ok=True)

    def left_over(self) -> Iterator[tuple[str, LeftOver]]:
        for path in sorted(self._path.glob("*.pid.json")):
            name = path.name.removesuffix(".pid.json")
            try:
                yield name, msgspec.json.decode(path.read_bytes(), type=LeftOver)
            except msgspec.DecodeError:
                # Written half, by a crash of the machine; then its process is gone as well.
                self.forget(name)

    def write(self, status: Status) -> None:
        draft = self._path / "status.new"
        draft.write_bytes(msgspec.json.format(msgspec.json.encode(status)))
        draft.replace(self._path / "status.json")


def read_status(data: Path) -> Status | None:
    """How the Stoa of this folder is; None when none runs."""
    run = data / "run"
    try:
        with (run / "lock").open("r") as lock:
            if _is_free(lock.fileno()):
                return None
        return msgspec.json.decode((run / "status.json").read_bytes(), type=Status)
    except FileNotFoundError:
        return None


def _is_free(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(lock: str) -> str:
    return Path(lock).read_text() or "unknown"
