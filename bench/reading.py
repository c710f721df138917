"""The pages that learners read, through the edge, beside Kolibri's learn page and public information."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from bench import kolibri
from bench.load import Measure, measure
from bench.results import keep
from stoa.compose.demonstration import PASSWORD, demonstrate
from stoa.compose.embedded import edge_on_free_ports
from stoa.compose.registry import SERVICES
from stoa.compose.supervisor import supervised
from stoa.compose.up import own_processes
from stoa.runtime.auth import TokenSigner
from stoa.runtime.config import Settings
from stoa.runtime.db.migrate import migrate

ROUNDS = 3
ROUND_S = 4.0
READERS = 8
KOLIBRI = Path(".bench/kolibri")


async def reading() -> None:
    """By turns, so that what the machine does meanwhile falls on all; the middle round counts."""
    KOLIBRI.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="stoa-bench-") as folder, kolibri.running(KOLIBRI) as peer:
        async with platform(Path(folder) / "stoa") as settings:
            ours, headers = await addresses(settings)
            theirs = await peers(peer)
            rounds: dict[str, list[Measure]] = {name: [] for name in [*ours, *theirs]}
            for _ in range(ROUNDS):
                for name, url in ours.items():
                    rounds[name].append(await measure(url, readers=READERS, for_s=ROUND_S, headers=headers))
                for name, url in theirs.items():
                    rounds[name].append(await measure(url, readers=READERS, for_s=ROUND_S))
    told = {name: tell(measures) for name, measures in rounds.items()}
    ratios = {
        f"{name} to {other}": round(told[name]["rate"] / told[other]["rate"], 2)
        for name in ours
        for other in theirs
    }
    keep("pages", part="reading", readers=READERS, **told, ratios=ratios)
    for name, figures in told.items():
        print(f"{name:32} {figures}")
    print(ratios)


@asynccontextmanager
async def platform(folder: Path) -> AsyncIterator[Settings]:
    """As `stoa up` runs it, with the demonstration, on ports of its own."""
    # PostgreSQL runs as an account of its own and has to get in.
    folder.parent.chmod(0o755)
    os.environ.update(edge_on_free_ports())
    async with supervised(folder) as supervisor:
        settings = supervisor.house.settings
        await migrate(settings.database, [service.migrations for service in SERVICES])
        await supervisor.serve(own_processes(supervisor.house))
        await demonstrate(settings, print)
        yield settings


async def addresses(settings: Settings) -> tuple[dict[str, str], dict[str, str]]:
    """Pages of the demonstration's course, and what shows them to its learner."""
    origin = settings.web.app_origin
    async with httpx.AsyncClient(base_url=origin, trust_env=False, timeout=30) as client:
        asked = {"email": "learner@demo.example", "password": PASSWORD}
        token = (await client.post("/api/token", json=asked)).json()["access_token"]
        tokens = TokenSigner(settings.web.token_key)
        lasting = tokens.sign(tokens.check(token), timedelta(hours=1))
        headers = {"authorization": f"Bearer {lasting}", "accept": "text/html"}
        learning: Any = (await client.get("/api/learning", headers=headers)).json()
        there = await client.get(f"/learn/{learning[0]['registration']}", headers=headers)
    player = there.headers["location"].partition("#")[0]
    course = f"/courses/{learning[0]['course']}"
    return {"player": origin + player, "course": origin + course, "home": f"{origin}/"}, headers


async def peers(address: str) -> dict[str, str]:
    """Kolibri's pages that answer 200 without signing in."""
    async with httpx.AsyncClient(trust_env=False, timeout=60, follow_redirects=True) as client:
        learn = await client.get(f"{address}/en/learn/")
    return {"kolibri learn": str(learn.url), "kolibri info": f"{address}/api/public/info/"}


def tell(measures: list[Measure]) -> dict[str, float]:
    return {
        "rate": round(median(one.rate() for one in measures), 1),
        "p50_ms": round(median(one.percentile_ms(0.5) for one in measures), 2),
        "p99_ms": round(median(one.percentile_ms(0.99) for one in measures), 2),
    }
