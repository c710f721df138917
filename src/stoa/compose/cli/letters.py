"""`stoa dead-letters`: messages that a consumer could not take."""

import asyncio
from typing import Annotated
from uuid import UUID

import typer
from rich.table import Table

from stoa.compose.cli.screen import console
from stoa.compose.operator import operating
from stoa.compose.settings import load

letters = typer.Typer(help="Messages that could not be taken: list them, try them again.")
commands = typer.Typer()
commands.add_typer(letters, name="dead-letters")


@letters.command("list")
def show() -> None:
    """List the dead letters of every service, newest first."""
    asyncio.run(_show())


@letters.command()
def redrive(
    letter: Annotated[UUID | None, typer.Argument(help="one letter's id; without it, all of them")] = None,
) -> None:
    """Have them tried again by the running platform."""
    asked = asyncio.run(_redrive(letter))
    console.print(f"{asked} will be tried again within seconds.")


async def _show() -> None:
    table = Table("id", "service", "consumer", "message", "tries", "when", "what happened", box=None)
    async with operating(load().settings) as operator:
        for one in operator.letters.values():
            for letter in await one.list():
                when = letter.at.astimezone().strftime("%Y-%m-%d %H:%M")
                table.add_row(
                    str(letter.id),
                    letter.service,
                    letter.consumer,
                    letter.type,
                    str(letter.deliveries),
                    when,
                    letter.error,
                )
    if table.row_count:
        console.print(table)
    else:
        console.print("No dead letters: everything that was sent has been taken.")


async def _redrive(letter: UUID | None) -> int:
    async with operating(load().settings) as operator:
        return sum([await one.ask_again(letter) for one in operator.letters.values()])
