"""`python -m stoa.compose.cli.nurse`: the nursery's own side, as the supervisor starts it.

It connects to nothing, listens to nobody else and starts no thread, so nothing is forked that lives.
"""

import gc
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from stoa.compose.cli import main, program
from stoa.compose.engines import process
from stoa.compose.nursery import Birth

_LARGEST = 1 << 20


def _nurse(door: socket.socket) -> None:
    """Goes on until the supervisor closes the door; in a child, until that has done what it was made for."""
    program("serve")
    gc.collect()
    gc.freeze()
    nursery = os.getpid()
    signal.signal(signal.SIGCHLD, _bury)
    while asked := door.recv(_LARGEST):
        birth = msgspec.json.decode(asked, type=Birth)
        with _no_burial():
            pid = os.fork()
            if pid:
                handle = os.pidfd_open(pid)
        if not pid:
            door.close()
            _become(birth, nursery)
            main(list(birth.arguments))
        socket.send_fds(door, [str(pid).encode()], [handle])
        os.close(handle)


def _bury(*_: object) -> None:
    """Of the dead nothing is kept."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


@contextmanager
def _no_burial() -> Iterator[None]:
    """Until its handle is open, the number of a child that ended at once is not free for another."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})


def _become(birth: Birth, nursery: int) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    process.ending_with(nursery, signal.Signals(birth.death))()
    process.be_called(f"stoa {Path(birth.log).stem}")
    log = os.open(birth.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for output in (1, 2):
        os.dup2(log, output)
    os.close(log)
    os.chdir(birth.folder)
    os.environ.clear()
    os.environ.update(birth.environment)


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as _door:
        _nurse(_door)
