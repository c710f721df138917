"""`python -m bench.loop`: from a learner's action to the decision on their page, through the whole platform.

Every browser has a pass of its own, every action is kept by JetStream, folded, scored, decided and pushed.
Beside it NATS alone with the same browsers, and what each process cost. What is sent late counts as waiting.
"""

import argparse
import asyncio
import os
import resource
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.cpu import Meter, programs
from bench.loop.crowds import Crowds, Outcome, crowds
from bench.loop.load import Loaded, Loop
from bench.loop.responders import responders
from bench.loop.school import open_school
from bench.loop.yardstick import bare_nats, strangers
from bench.open_loop import SHARES, Waits, at_rate
from bench.results import keep
from bench.school import LEARNERS as RESPONDERS
from bench.school import School
from bench.school import open_school as open_quiz
from stoa.compose.embedded import edge_on_free_ports
from stoa.compose.registry import SERVICES
from stoa.compose.supervisor import Supervisor, supervised
from stoa.compose.up import own_processes
from stoa.runtime.bus import Bus
from stoa.runtime.config import Settings
from stoa.runtime.db.migrate import migrate

SIZES = (1_000, 5_000, 10_000)
RATE = 5_000
RESPONSES = 200
WITHIN_MS = 250
FIXED_S, STEP_S = 20.0, 6.0
_SPARE_FILES = 300 + 4 * RESPONDERS
"""Of the edge, which holds two for every browser, and two more for who responds by HTTP as well."""


def say(line: str) -> None:
    print(line, flush=True)


def most_browsers() -> int:
    """As the limit of open files allows, which is raised as far as it goes."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return (most - _SPARE_FILES) // 2


async def main(sizes: Sequence[int], rate: float, for_s: float, *, whole: bool) -> bool:
    """whole: also the highest rate, and the results are kept."""
    limit = most_browsers()
    sizes = sorted({min(size, limit) for size in sizes})
    say(f"open files: {resource.getrlimit(resource.RLIMIT_NOFILE)[1]}, so at most {limit} browsers")
    with TemporaryDirectory(prefix="stoa-bench-") as folder:
        async with crowds() as browsers:
            alone = await measure_alone(Path(folder) / "alone", browsers, sizes[-1], rate)
            async with platform(Path(folder) / "stoa") as supervisor:
                settings = supervisor.house.settings
                # The quiz comes first: it makes the tenant, in which the demonstration finds itself then.
                async with open_quiz(settings) as quiz, open_school(settings, sizes[-1], say) as school:
                    bus = await Bus.connect(settings.bus, "bench")
                    loop = Loop(supervisor, school, browsers, bus)
                    loads = await measure_loop(loop, sizes, rate, for_s)
                    responses = await measure_responses(loop, settings, quiz, rate, for_s)
                    held = await highest_held(loop, rate) if whole else 0.0
                    await bus.close()
    compare(alone, loads[-1])
    if whole:
        keep("loop", **named(alone, loads, held), **responded(responses))
    return all(load.whole for load in loads)


@asynccontextmanager
async def platform(folder: Path) -> AsyncIterator[Supervisor]:
    """As `stoa up` runs it, on ports of its own."""
    os.environ.update(edge_on_free_ports())
    async with supervised(folder, durable=True) as supervisor:
        settings = supervisor.house.settings
        await migrate(settings.database, [service.migrations for service in SERVICES])
        await supervisor.serve(own_processes(supervisor.house))
        yield supervisor


async def measure_alone(folder: Path, browsers: Crowds, size: int, rate: float) -> Outcome:
    async with bare_nats(folder) as (supervisor, place):
        await browsers.sit_down(place, strangers(supervisor.house.settings.live, size))
        await browsers.drive(rate / 5, 2)
        meter = Meter(programs(supervisor) | browsers.pids)
        outcome = await browsers.drive(rate, 10)
        used = meter.read()
        say(f"NATS alone, {size} browsers, {rate:.0f}/s: {outcome.words()}")
        say(f"    CPU                 {used.words()}")
        await browsers.sit_down(place, [])
        return outcome


async def measure_loop(loop: Loop, sizes: Sequence[int], rate: float, for_s: float) -> list[Loaded]:
    loads = []
    for size in sizes:
        await loop.seat(size)
        await loop.drive(rate / 5, 3)
        loads.append(await loop.drive(rate, for_s))
        say("\n".join(loads[-1].words()))
    return loads


async def measure_responses(
    loop: Loop, settings: Settings, quiz: School, rate: float, for_s: float
) -> tuple[Waits, Waits]:
    """Alone and beside the load: from a response by HTTP to the decision on the learner's page."""
    async with responders(settings, quiz, loop.place) as acts:
        alone = await at_rate(RESPONSES, for_s / 2, acts)
        say(f"responses alone:       {alone.words()}")
        beside: list[Waits] = []

        async def respond() -> int:
            beside.append(await at_rate(RESPONSES, for_s, acts))
            return len(beside[0].seconds)

        load = await loop.drive(rate, for_s, beside=respond)
        say("\n".join(load.words()))
        say(f"responses beside that: {beside[0].words()}")
        return alone, beside[0]


def responded(waits: tuple[Waits, Waits]) -> dict[str, float]:
    return {
        f"responses_{name}_{key}_ms": round(one.ms(share), 2)
        for name, one in zip(("alone", "beside"), waits, strict=True)
        for key, share in SHARES.items()
    }


async def highest_held(loop: Loop, start: float) -> float:
    """Of rates from a quarter of `start` up, the last at which 99 of 100 waited less and nothing was lost."""
    held, refused, rate = 0.0, None, start
    for _ in range(8):
        load = await loop.drive(rate, STEP_S)
        good = load.outcome.whole and load.outcome.decided.share(0.99) < WITHIN_MS
        say(f"  {'held ' if good else 'not  '} {rate:6.0f}/s  {load.outcome.decided.words()}")
        held, refused = (rate, refused) if good else (held, rate)
        rate = (held + refused) / 2 if refused is not None else rate * 1.4
        if refused is not None and refused - held < 0.1 * refused:
            break
    say(f"highest rate held with p99 under {WITHIN_MS} ms: {held:.0f}/s")
    return held


def compare(alone: Outcome, load: Loaded) -> None:
    ratio = load.outcome.decided.share(0.99) / alone.decided.share(0.99)
    say(f"p99 of the whole loop is {ratio:.1f} times that of NATS alone with an echo")


def named(alone: Outcome, loads: Sequence[Loaded], held: float) -> dict[str, Any]:
    return {**alone.decided.named("alone"), "loads": [load.kept() for load in loads], "held": round(held)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--seconds", type=float, default=FIXED_S)
    parser.add_argument("--short", action="store_true", help="no highest rate, and nothing is kept")
    given = parser.parse_args()
    if not asyncio.run(main(given.sizes, given.rate, given.seconds, whole=not given.short)):
        sys.exit("something was lost or doubled")
