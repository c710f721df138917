"""How long `make run` takes once everything is installed, beside the engines alone."""

import asyncio
import os
import signal
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.results import keep
from stoa.compose.embedded import edge_on_free_ports, embedded

STARTS = 5
_READY = b"Stoa is ready at "


async def starts() -> None:
    with TemporaryDirectory(prefix="stoa-bench-") as folder:
        # PostgreSQL runs as an account of its own and has to get in.
        Path(folder).chmod(0o755)
        own = {"STOA_DATA": f"{folder}/stoa", "STOA_DEMONSTRATION": "true", **edge_on_free_ports()}
        first = await _start({**os.environ, **own})
        later = sorted([await _start({**os.environ, **own}) for _ in range(STARTS)])
        engines = sorted([await _engines(Path(folder) / "engines") for _ in range(STARTS)])
    middle = STARTS // 2
    told = {
        "first_s": round(first, 1),
        "later_s": {"min": round(later[0], 1), "p50": round(later[middle], 1), "max": round(later[-1], 1)},
        "engines_p50_s": round(engines[middle], 1),
        "ratio_to_engines": round(later[middle] / engines[middle], 1),
    }
    keep("start", starts=STARTS, **told)
    print(told)


async def _start(environment: dict[str, str]) -> float:
    """Seconds from the command to its last word that Stoa is ready. It is stopped then."""
    began = time.monotonic()
    stoa = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "stoa.compose.cli", "up"),
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert stoa.stdout is not None
    while not (line := await stoa.stdout.readline()).startswith(_READY):
        assert line, "Stoa did not start"
    took = time.monotonic() - began
    stoa.send_signal(signal.SIGTERM)
    await stoa.communicate()
    return took


async def _engines(folder: Path) -> float:
    """The same folder each time; the first start makes it."""
    began = time.monotonic()
    async with embedded(folder, durable=True):
        return time.monotonic() - began


if __name__ == "__main__":
    asyncio.run(starts())
