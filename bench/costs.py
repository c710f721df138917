"""What work cost: seconds of processor time by program, and the memory of this process."""

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE_MB = os.sysconf("SC_PAGE_SIZE") / 1024 / 1024
ENGINES = {"postgres": "postgresql", "nats-server": "nats", "weed": "seaweedfs"}


@dataclass(frozen=True, slots=True)
class Cost:
    """Since this process began. wall_s: by the clock. cpu_s: by program; what it started else is `others`."""

    wall_s: float
    cpu_s: Mapping[str, float]

    @classmethod
    def now(cls) -> "Cost":
        known = {pid: _stat(pid) for pid in map(int, filter(str.isdigit, os.listdir("/proc")))}
        spent = {"python": time.process_time(), **dict.fromkeys(ENGINES.values(), 0.0), "others": 0.0}
        found = [(os.getpid(), "")]
        while found:
            above, named = found.pop()
            for pid, (name, parent, ticks) in known.items():
                if parent == above:
                    program = named or ENGINES.get(name, "others")
                    spent[program] += ticks / _TICKS
                    found.append((pid, program))
        return cls(time.perf_counter(), spent)

    def since(self, before: "Cost") -> "Cost":
        spent = {name: self.cpu_s[name] - before.cpu_s[name] for name in self.cpu_s}
        return Cost(self.wall_s - before.wall_s, spent)

    def words(self) -> str:
        spent = ", ".join(f"{name} {seconds:.2f}" for name, seconds in self.cpu_s.items() if seconds >= 0.01)
        return f"{self.wall_s:.2f} s; processor seconds: {spent}"

    def named(self, name: str) -> dict[str, float]:
        """For a row of results."""
        spent = {f"{name}_{program}_cpu_s": round(used, 2) for program, used in self.cpu_s.items() if used}
        return {f"{name}_s": round(self.wall_s, 2), **spent}


def memory_mb() -> float:
    """Resident, of this process alone."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE_MB


def _stat(pid: int) -> tuple[str, int, int]:
    """Name, parent, and ticks of it and of its children that have ended."""
    try:
        head, _, tail = Path(f"/proc/{pid}/stat").read_text().rpartition(")")
    except OSError:
        return "", 0, 0
    fields = tail.split()
    return head.partition("(")[2], int(fields[1]), sum(map(int, fields[11:15]))
