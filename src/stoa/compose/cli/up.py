"""`stoa up`."""

import asyncio

import typer

from stoa.compose.cli.screen import console
from stoa.compose.folder import ProgramStatus
from stoa.compose.nursery import Nursery

commands = typer.Typer()


@commands.command()
def up() -> None:
    """Start the whole platform and keep it running until Ctrl-C."""
    with Nursery() as nursery:
        # Every service is imported by this line; the nursery does the same meanwhile.
        from stoa.compose.up import up as run

        asyncio.run(run(console.print, _report, nursery))


def _report(status: ProgramStatus) -> None:
    console.print(f"  {status.name:<12} {status.state}  {status.words}".rstrip())
