"""What the supervisor must know of a program: how to start, probe and stop it, and what its troubles mean."""

import shutil
import sysconfig
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGTERM, Signals
from typing import Protocol


class Trouble(Exception):
    """A program cannot run. The text is for the person at the terminal: what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Account:
    """An unprivileged account that a program runs as when we are root."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True, slots=True)
class Launch:
    """One start of a program. `environment` is complete: nothing is inherited.

    forked: it is one of our own; `command` are the arguments of `stoa`, and the nursery starts it.
    """

    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    account: Account | None = None
    forked: bool = False


@dataclass(frozen=True, slots=True)
class Stopping:
    """How a program is asked to end, and how long it may take before it is killed."""

    signal: Signals = SIGTERM
    timeout_s: float = 10.0


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long a start may take, and how often readiness is asked for."""

    timeout_s: float = 30.0
    interval_s: float = 0.05


class Program(Protocol):
    """An engine, or one of our own processes."""

    name: str
    ports: Mapping[str, int]
    stopping: Stopping
    waiting: Waiting

    async def prepare(self) -> Launch:
        """Make everything a start needs; harmless to repeat. Raises Trouble."""
        ...

    async def ready(self) -> bool:
        """One question, answered within a second or so."""
        ...

    async def settle(self) -> None:
        """Once after a start has become ready: make what must exist inside. Harmless to repeat."""
        ...

    def explain(self, log: str) -> str | None:
        """The last lines of the log in plain words, if they are understood."""
        ...


@dataclass(frozen=True, slots=True)
class Sign:
    """A text that a program writes when something known is wrong, and what to tell the person."""

    text: str
    words: str


@dataclass(frozen=True, slots=True)
class Signs:
    """Known troubles of a program, beside those that every program shares."""

    own: Sequence[Sign] = ()
    shared: Sequence[Sign] = field(
        default=(
            Sign(
                "no space left on device",
                "The disk is full. Free some space.",
            ),
            Sign(
                "disk quota exceeded",
                "The disk quota is used up. Free some space.",
            ),
            Sign(
                "address already in use",
                "Another program uses its port. Stop that program or choose another port.",
            ),
            Sign(
                "permission denied",
                "It may not read or write its folder. Give the data folder back to this account.",
            ),
            Sign(
                "too many open files",
                "Too few open files are allowed. Raise the limit with `ulimit -n 65536`.",
            ),
            Sign("cannot allocate memory", "The machine has no memory left for it."),
        )
    )

    def explain(self, log: str) -> str | None:
        lowered = log.lower()
        return next((sign.words for sign in (*self.own, *self.shared) if sign.text in lowered), None)


def installed(name: str) -> str:
    """The path of an engine that came as a wheel: it lies beside the interpreter of this environment."""
    beside = Path(sysconfig.get_path("scripts")) / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        raise Trouble(
            f"{name} is not installed in {beside.parent}. Install the package's dependencies again."
        )
    return found
