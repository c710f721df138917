"""Responses through the edge, beside the same rows put straight into PostgreSQL in the same run.

`python -m bench.answers`. The platform runs as `stoa up` starts it, with every commit synced to the disk.
Each response is authenticated, scored, committed with its outbox row, and told; no two are to the same item
of the same learner.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import asyncpg
from sqlalchemy import make_url, text

from bench.cpu import Meter, programs
from bench.open_loop import Act, Connection, Waits, at_rate, highest_held
from bench.results import keep
from bench.school import School, open_school
from stoa.compose.embedded import edge_on_free_ports
from stoa.compose.operator import operating
from stoa.compose.registry import SERVICES
from stoa.compose.supervisor import Supervisor, supervised
from stoa.compose.up import own_processes
from stoa.kernel.ids import new_id
from stoa.runtime.config import Settings
from stoa.runtime.db.migrate import migrate

RATE = 500
GOAL_MS = 50
WARM_S = 8.0
"""Until what is read once for a learner is at hand in every process, and PostgreSQL knows its tables."""
FIXED_S = 20.0
STEP_S = 5.0
CONNECTIONS = 64
POOL = 16
NOTHING_MS = 0.01
"""Of a processor: programs that took less are not named."""


def say(line: str) -> None:
    print(line, flush=True)


async def main() -> None:
    with TemporaryDirectory(prefix="stoa-bench-") as folder:
        async with platform(Path(folder)) as supervisor, open_school(supervisor.house.settings) as school:
            settings = supervisor.house.settings
            say(f"{len(school.papers)} learners, {len(school.items)} items each, {CONNECTIONS} connections")
            await asyncio.sleep(2)
            through, straight = await compare(supervisor, school)
            await check(settings, school)
            keep("answers", **through, **straight)


@asynccontextmanager
async def platform(folder: Path) -> AsyncIterator[Supervisor]:
    """As `stoa up` runs it, on ports of its own."""
    os.environ.update(edge_on_free_ports())
    async with supervised(folder / "stoa", durable=True) as supervisor:
        settings = supervisor.house.settings
        await migrate(settings.database, [service.migrations for service in SERVICES])
        await supervisor.serve(own_processes(supervisor.house))
        yield supervisor


async def compare(supervisor: Supervisor, school: School) -> tuple[dict[str, float], dict[str, float]]:
    settings = supervisor.house.settings
    async with responders(settings, school) as through, inserters(settings, school) as straight:
        results: list[dict[str, float]] = []
        for name, workers in (("edge", through), ("postgresql", straight)):
            first = await at_rate(RATE, WARM_S, workers)
            say(f"{name:10} first {WARM_S:.0f} seconds of all: {first.words()}")
            meter = Meter(programs(supervisor) | {"generator": os.getpid()})
            waits = await at_rate(RATE, FIXED_S, workers)
            spent = meter.read().ms_each(RATE)
            say(f"{name:10} at {RATE}/s: {waits.words()}")
            said = ", ".join(f"{program} {ms:.2f}" for program, ms in spent.items() if ms >= NOTHING_MS)
            say(f"{name:10} ms of processor for each: {sum(spent.values()):.2f}, of these {said}")
            held = await highest_held(
                lambda rate, workers=workers: at_rate(rate, STEP_S, workers),  # type: ignore[misc]
                RATE if waits.ms(0.99) < GOAL_MS else RATE / 2,
                within_ms=GOAL_MS,
                say=say,
            )
            say(f"{name:10} highest rate held with p99 under {GOAL_MS} ms: {held:.0f}/s")
            results.append({**named(name, waits, held), f"{name}_cpu_ms": round(sum(spent.values()), 2)})
        ratio = results[0]["edge_held"] / max(1.0, results[1]["postgresql_held"])
        say(f"ratio of the highest rates: {ratio:.2f}")
        return results[0], results[1]


def named(name: str, waits: Waits, held: float) -> dict[str, float]:
    shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}
    measured = {f"{name}_{key}_ms": round(waits.ms(share), 2) for key, share in shares.items()}
    return {**measured, f"{name}_failed": waits.failed, f"{name}_held": round(held)}


@asynccontextmanager
async def responders(settings: Settings, school: School) -> AsyncIterator[list[Act]]:
    """Keep-alive connections to the edge; each takes the next response that nobody gave yet."""
    where = urlsplit(settings.web.app_origin)
    connections = [await Connection.open("127.0.0.1", where.port or 80) for _ in range(CONNECTIONS)]
    requests = school.responses(where.netloc)

    def act(connection: Connection) -> Act:
        async def respond() -> bool:
            status, _ = await connection.ask(next(requests))
            school.acknowledged += status == 201
            return status == 201

        return respond

    yield [act(connection) for connection in connections]
    for connection in connections:
        connection.close()


@asynccontextmanager
async def inserters(settings: Settings, school: School) -> AsyncIterator[list[Act]]:
    """The same two rows in a transaction of the same role and tenant, and nothing else."""
    url = make_url(settings.database.url.reveal())
    host = url.host or url.query.get("host")
    pool = await asyncpg.create_pool(
        user=url.username, password=url.password, database=url.database, host=host, port=url.port,
        min_size=POOL, max_size=POOL,
    )  # fmt: skip
    numbers = count(1)

    async def insert() -> bool:
        async with pool.acquire() as connection, connection.transaction():
            await connection.execute(_ENTER, "stoa_assessment", str(school.tenant))
            await connection.execute(
                _RESPONSE,
                school.tenant,
                new_id(),
                new_id(),
                new_id(),
                next(numbers),
                '"25"',
                1.0,
                datetime.now(UTC),
            )
            await connection.execute(_OUTBOX, school.tenant, new_id(), datetime.now(UTC), school.fact)
        return True

    yield [insert] * CONNECTIONS
    await pool.close()


_ENTER = "SELECT set_config('role', $1, true), set_config('stoa.tenant', $2, true)"
_RESPONSE = (
    "INSERT INTO assessment.responses (tenant_id, id, attempt, item, number, response, share, hints, at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8)"
)
_OUTBOX = (
    "INSERT INTO assessment.outbox (tenant_id, id, type, route, about, at, correlation, data) "
    "VALUES ($1, $2, 'assessment.response.scored.v1', 'evt.assessment.response.scored.v1', 'x', $3, 'x', $4)"
)


_KEPT = text(
    """
    SELECT
        (SELECT count(*) FROM assessment.responses r JOIN assessment.attempts a ON a.id = r.attempt)
            AS responses,
        (SELECT count(*) FROM assessment.outbox
         WHERE type = 'assessment.response.scored.v1' AND about <> 'x') AS facts
    """
)


async def check(settings: Settings, school: School) -> None:
    """Nothing acknowledged is missing, nothing is there twice."""
    async with operating(settings) as operator:
        caller = operator.caller(school.tenant)
        async with operator.databases["assessment"].read(caller) as read:
            row: Any = await read.one(_KEPT)
    assert row is not None
    say(f"acknowledged {school.acknowledged}, responses kept {row.responses}, facts kept {row.facts}")
    if not school.acknowledged <= row.responses == row.facts:
        sys.exit("what was acknowledged is not what was kept")


if __name__ == "__main__":
    asyncio.run(main())
