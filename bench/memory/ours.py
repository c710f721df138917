"""Our index as localization calls it, alone in a process so that what it holds of memory can be read."""

import asyncio
import random
import sys
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time
from typing import Any
from uuid import UUID

import msgspec

from stoa.services.localization.adapters.index.memory import IndexedMemory
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.memory.remembered import Remembered

TENANT, PAIR, SCOPES = UUID(int=1), LocalePair("en", "es"), ["tenant"]
BATCH = 64
NEW = 300
MODES = {"fuzzy": (1, False), "exact": (1, True), "fuzzy_5": (5, False), "exact_5": (5, True)}
"""How many are wanted, and whether it must be proven."""
NUMBER = (1 << 64) - 1
"""The lower half of an id is the number of its text."""


async def build(folder: Path, texts: Sequence[str]) -> float:
    """Seconds to take over all units from rows."""
    ids = random.Random(3)

    async def rows() -> AsyncIterator[Remembered]:
        for number, text in enumerate(texts):
            id_ = UUID(int=ids.getrandbits(64) << 64 | number)
            yield Remembered(id_, "tenant", CodedText(text), CodedText(text))

    memory = IndexedMemory(folder)
    begun = perf_counter()
    await memory.rebuild(TENANT, PAIR, rows(), datetime.now(UTC))
    await memory.close()
    return perf_counter() - begun


async def measure(folder: Path, queries: Sequence[str]) -> dict[str, Any]:
    """offers: by mode, for each query the numbers of the texts that were offered."""
    before = resident_mb()
    begun = perf_counter()
    memory = IndexedMemory(folder, most=1)
    await memory.known_until(TENANT, PAIR)
    offers: dict[str, list[list[int]]] = {}
    said: dict[str, Any] = {"open_s": round(perf_counter() - begun, 3), "process_mb": before}
    await memory.close()
    for name, (most, guaranteed) in MODES.items():
        memory = IndexedMemory(folder, most=most, guaranteed=guaranteed)
        await memory.look_up(TENANT, PAIR, SCOPES, [CodedText("warm")])
        rates, offers[name] = await _look_up(memory, queries)
        said |= {f"{name}_{key}": value for key, value in rates.items()}
        await memory.close()
    said["offers"], said["resident_mb"] = offers, resident_mb()
    said |= await _live(folder)
    return said | {"resident_after_merging_mb": resident_mb(), "resident_peak_mb": resident_mb("VmHWM")}


async def _look_up(memory: IndexedMemory, queries: Sequence[str]) -> tuple[dict[str, int], list[list[int]]]:
    found: list[list[int]] = []
    begun, used = perf_counter(), process_time()
    for at in range(0, len(queries), BATCH):
        some = [CodedText(query) for query in queries[at : at + BATCH]]
        offers = await memory.look_up(TENANT, PAIR, SCOPES, some)
        found += [[UUID(one.by).int & NUMBER for one in each] for each in offers]
    took, cpu = perf_counter() - begun, process_time() - used
    return {"per_s": round(len(queries) / took), "per_cpu_s": round(len(queries) / cpu)}, found


async def _live(folder: Path) -> dict[str, float]:
    """Milliseconds from learning a unit to having found it, one by one, while merges go on behind."""
    memory = IndexedMemory(folder, most=1)
    chance, times = random.Random(5), []
    for number in range(NEW):
        text = " ".join("".join(chance.choices("abcdefgh", k=6)) for _ in range(8))
        crowd = [_new(f"{number} {n} {chance.random()}", chance) for n in range(20)]
        await memory.learn(TENANT, PAIR, crowd)
        unit = _new(text, chance)
        begun = perf_counter()
        await memory.learn(TENANT, PAIR, [unit])
        [[offer]] = await memory.look_up(TENANT, PAIR, SCOPES, [CodedText(text)])
        times.append((perf_counter() - begun) * 1000)
        assert offer.by == str(unit.id)
    await memory.close()
    cuts = quantiles(times, n=100)
    return {"new_found_p50_ms": round(cuts[49], 2), "new_found_p99_ms": round(cuts[98], 2)}


def _new(text: str, chance: random.Random) -> Remembered:
    return Remembered(UUID(int=chance.getrandbits(128)), "tenant", CodedText(text), CodedText(text))


def resident_mb(what: str = "VmRSS") -> int:
    status = Path("/proc/self/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith(what))) // 1000


if __name__ == "__main__":
    answer = asyncio.run(measure(Path(sys.argv[1]), msgspec.json.decode(sys.stdin.buffer.read())))
    sys.stdout.buffer.write(msgspec.json.encode(answer))
