"""`stoa demo`: life for the demonstration."""

import asyncio
import re
from typing import Annotated
from uuid import UUID

import typer

from stoa.compose.cli.screen import console
from stoa.compose.learners.simulation import simulate
from stoa.compose.settings import load
from stoa.compose.supervisor import interruptible

demo = typer.Typer(help="Life for the running demonstration.")
commands = typer.Typer()
commands.add_typer(demo, name="demo")
_UNITS = {"s": 1, "m": 60, "h": 3600}


def _duration(text: str) -> float:
    """In seconds."""
    found = re.fullmatch(r"(\d+)([smh])", text.strip())
    if found is None:
        raise typer.BadParameter("Write how long as 30s, 5m or 1h.")
    return int(found[1]) * _UNITS[found[2]]


@demo.callback()
def of_the_demonstration() -> None:
    """Each runs beside `make run`."""


@demo.command()
def learners(
    count: Annotated[int, typer.Option(min=1, max=2000, help="how many come")] = 30,
    for_: Annotated[str, typer.Option("--for", help="how long they stay, as 30s, 5m or 1h")] = "5m",
    seed: Annotated[int, typer.Option(help="the same one makes the same learners")] = 1,
    pace: Annotated[float, typer.Option(min=0.5, max=20, help="how much faster than people they read")] = 3.0,
    run: Annotated[
        UUID | None, typer.Option(help="id of the course run; without it, the demonstration's own")
    ] = None,
) -> None:
    """Let simulated learners study in the demonstration: quick, struggling, distracted and leaving ones."""
    asyncio.run(_learners(count, _duration(for_), seed, pace, run))


async def _learners(count: int, for_s: float, seed: int, pace: float, run: UUID | None) -> None:
    origin = load().settings.web.app_origin
    async with interruptible():
        with console.status("The class room opens") as status:
            telling = status.update if console.is_terminal else _say
            await simulate(
                origin, count, for_s=for_s, seed=seed, pace=pace, say=_say, telling=telling, run=run
            )


def _say(words: str) -> None:
    console.print(words, soft_wrap=True)
