"""Who used the processors meanwhile: each of ours with its children, and everything else on the machine."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from stoa.compose.supervisor import Supervisor

_TICKS = os.sysconf("SC_CLK_TCK")
_CORE = 100.0


@dataclass(frozen=True, slots=True)
class Used:
    """In percent of one core. else_: by processes that are none of ours."""

    ours: Mapping[str, float]
    else_: float

    def ms_each(self, rate: float) -> dict[str, float]:
        """Milliseconds by name, for each of `rate` things a second."""
        return {name: share / _CORE * 1000 / rate for name, share in self.ours.items()}

    def words(self) -> str:
        said = "  ".join(f"{name} {share:.0f}" for name, share in self.ours.items())
        return f"{said}  others {self.else_:.0f}  (% of a core)"


def programs(supervisor: Supervisor) -> dict[str, int]:
    """Pids of engines and of processes of the platform, by name."""
    return {one.name: one.pid for one in supervisor.status().programs if one.pid is not None}


class Meter:
    """Begins to count when it is made. pids: by name."""

    def __init__(self, pids: Mapping[str, int]) -> None:
        self._pids = pids
        self._began = perf_counter()
        self._before, self._all_before = self._ours(), _busy_ticks()

    def read(self) -> Used:
        wall_ticks = (perf_counter() - self._began) * _TICKS
        now = self._ours()
        ours = {name: _CORE * (now[name] - self._before[name]) / wall_ticks for name in self._pids}
        busy = _CORE * (_busy_ticks() - self._all_before) / wall_ticks
        return Used(ours, max(0.0, busy - sum(ours.values())))

    def _ours(self) -> dict[str, int]:
        parents = {pid: _stat(pid) for pid in map(int, filter(str.isdigit, os.listdir("/proc")))}
        return {
            name: _ticks(pid, parents, set(self._pids.values()) - {pid}) for name, pid in self._pids.items()
        }


def _ticks(root: int, known: Mapping[int, tuple[int, int]], others: set[int]) -> int:
    """Of a process and its descendants, without those that are counted by themselves."""
    total, found = 0, [root]
    while found:
        pid = found.pop()
        total += known.get(pid, (0, 0))[1]
        found += [child for child, (parent, _) in known.items() if parent == pid and child not in others]
    return total


def _stat(pid: int) -> tuple[int, int]:
    """Its parent, and its ticks in user and system mode. Zeros when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0, 0
    return int(fields[1]), int(fields[11]) + int(fields[12])


def _busy_ticks() -> int:
    """user, nice, system, irq, softirq and stolen ones, of all processors."""
    user, nice, system, _, _, irq, soft, stolen = map(int, Path("/proc/stat").read_text().split()[1:9])
    return user + nice + system + irq + soft + stolen
