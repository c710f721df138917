"""What worker and fold themselves say of their work: differences of their metrics between two looks."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import httpx

from stoa.compose.settings import House

FOLDING, DECIDING = "stoa_adaptive_folding_seconds", "stoa_adaptive_deciding_seconds"
FOLDED, DECIDED = "stoa_adaptive_messages_total", "stoa_adaptive_decisions_total"
Samples = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Hop:
    """In milliseconds. Shares are read between the bounds of the buckets."""

    mean: float
    p50: float
    p99: float

    def words(self) -> str:
        return f"mean {self.mean:6.1f}  p50 {self.p50:6.1f}  p99 {self.p99:6.1f} ms"


class Processes:
    def __init__(self, house: House) -> None:
        self._urls = [f"http://{address}/metrics" for address in (house.worker, house.fold)]
        self._headers = {"authorization": f"Bearer {house.settings.web.metrics_token.reveal()}"}

    async def look(self) -> Samples:
        """Sums of both, by name and labels as they are written, and by name alone."""
        samples: defaultdict[str, float] = defaultdict(float)
        async with httpx.AsyncClient(trust_env=False) as client:
            for url in self._urls:
                answer = (await client.get(url, headers=self._headers)).raise_for_status()
                _add(samples, answer.text)
        return samples


def _add(samples: defaultdict[str, float], metrics: str) -> None:
    for line in metrics.splitlines():
        if not line.startswith("#"):
            name, _, value = line.rpartition(" ")
            samples[name] += float(value)
            if "{" in name and "_bucket" not in name:
                samples[name.partition("{")[0]] += float(value)


def counted(before: Samples, after: Samples, name: str) -> int:
    return int(after.get(name, 0) - before.get(name, 0))


def hop(before: Samples, after: Samples, name: str) -> Hop:
    """Of a histogram, between two looks."""
    count = counted(before, after, f"{name}_count") or 1
    mean = (after.get(f"{name}_sum", 0) - before.get(f"{name}_sum", 0)) / count
    bounds = [(0.0, 0.0)]
    for key, value in after.items():
        if key.startswith(f"{name}_bucket"):
            bound = float(key.partition('le="')[2].partition('"')[0])
            bounds.append((bound, value - before.get(key, 0)))
    return Hop(mean * 1000, _share(bounds, count * 0.5) * 1000, _share(bounds, count * 0.99) * 1000)


def _share(bounds: list[tuple[float, float]], wanted: float) -> float:
    for (low, below), (high, up_to) in pairwise(sorted(bounds)):
        if up_to >= wanted:
            part = (wanted - below) / max(1.0, up_to - below)
            return low if high == float("inf") else low + part * (high - low)
    return bounds[-1][0]
