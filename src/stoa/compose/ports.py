"""Which port each door has: the configured one, else the one it had last time, else a free one."""

import json
import os
import socket
from collections import deque
from collections.abc import Callable
from pathlib import Path
from secrets import randbelow

from stoa.compose.engines.program import Trouble

FILE = "ports.json"
# Below the kernel's range for outgoing connections, whose ports may be gone at the next start.
_FREE_FROM, _OUTGOING_FROM = 20_000, 32_768
_FREE_COUNT = _OUTGOING_FROM - _FREE_FROM - 768

_claims: deque[int] = deque(maxlen=256)
"""Sockets of this process; by the time one is pushed out, its port has long been listened at."""


class Ports:
    """Ports kept in the data folder.

    choosing: True for the one supervisor of the folder, before anything runs; others take what it has chosen.
    say: is told when a door had to move.
    """

    def __init__(self, data: Path, *, choosing: bool, say: Callable[[str], None]) -> None:
        self._path = data / FILE
        self._choosing = choosing
        self._say = say
        self._next = _FREE_FROM + randbelow(_FREE_COUNT)
        self._kept: dict[str, int] = json.loads(self._path.read_text()) if self._path.exists() else {}

    def configured(self, door: str, port: int, setting: str, address: str = "127.0.0.1") -> int:
        """Exactly this port, since somebody asked for it."""
        if self._choosing and not is_free(port, address):
            raise Trouble(
                f"Port {port} for the {door} is used by another program, or needs rights you do not have. "
                f"Stop that program, or choose another port: {setting} in stoa.toml."
            )
        return port

    def preferred(self, door: str, port: int, address: str = "127.0.0.1") -> int:
        """This port or the next free one; the one found is kept."""
        if not self._choosing:
            return self._chosen(door)
        wanted = self._kept.get(door, port)
        candidates = (
            p for p in range(wanted, wanted + 100) if is_free(p, address) and not self._is_of_another(door, p)
        )
        found = next(candidates, None)
        if found is None:
            raise Trouble(f"No port between {wanted} and {wanted + 99} is free for the {door}.")
        if found != wanted:
            self._say(f"Port {wanted} is used by another program; the {door} has port {found} now.")
        return self._keep(door, found)

    def any(self, door: str) -> int:
        """Any free port; the same as last time if it is still free."""
        if not self._choosing:
            return self._chosen(door)
        port = self._kept.get(door)
        while port is None or not is_free(port) or self._is_of_another(door, port):
            self._next = port = free_port(self._next + 1)
        return self._keep(door, port)

    def any_with_twin(self, door: str, distance: int) -> int:
        """Any free port whose twin, `distance` above it, is free too."""
        if not self._choosing:
            return self._chosen(door)
        port = self._kept.get(door)
        while (
            port is None
            or not (is_free(port) and is_free(port + distance))
            or self._is_of_another(door, port)
        ):
            port = _free_twins(distance)
        return self._keep(door, port)

    def _chosen(self, door: str) -> int:
        try:
            return self._kept[door]
        except KeyError:
            raise Trouble(self._unknown(door)) from None

    def _unknown(self, door: str) -> str:
        folder = self._path.parent
        if not self._kept:
            return f"Stoa has not been started in {folder} yet. Start it with `stoa up`."
        return (
            f"Stoa was started in {folder} with other settings than this command has: it is not known here "
            f"which port the {door} has. Give the same STOA_ variables, or write them into stoa.toml there."
        )

    def _is_of_another(self, door: str, port: int) -> bool:
        return any(other != door and kept == port for other, kept in self._kept.items())

    def _keep(self, door: str, port: int) -> int:
        if self._kept.get(door) != port:
            self._kept[door] = port
            draft = self._path.with_suffix(".new")
            draft.write_text(json.dumps(self._kept, indent=1, sort_keys=True))
            draft.replace(self._path)
        return port


def free_port(start: int | None = None) -> int:
    """The first free port from `start` on, or from anywhere, which no other Stoa is about to use."""
    port = _FREE_FROM + randbelow(_FREE_COUNT) if start is None else start
    while not (is_free(port) and _claim(port)):
        port += 1
    return port


def _free_twins(distance: int) -> int:
    while True:
        port = free_port(_FREE_FROM + randbelow(_OUTGOING_FROM - _FREE_FROM - distance))
        if free_port(port + distance) == port + distance:
            return port


def _claim(port: int) -> bool:
    """Whether no other Stoa had: a claim holds the UDP namesake, which no engine wants and any end frees."""
    claim = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        claim.bind(("127.0.0.1", port))
    except OSError:
        claim.close()
        return False
    if len(_claims) == _claims.maxlen:
        os.close(_claims.popleft())
    _claims.append(claim.detach())
    return True


def is_free(port: int, address: str = "127.0.0.1") -> bool:
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        # As servers do: the remains of closed connections are no hindrance.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True
