"""`stoa migrate`, `doctor`, `backup` and `restore`: the platform as a whole."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from stoa.compose import backup as backups
from stoa.compose.cli.screen import console
from stoa.compose.doctor import examine
from stoa.compose.flows import examine_flows
from stoa.compose.registry import SERVICES
from stoa.compose.settings import data_folder, load
from stoa.runtime.db import migrate as migrations

commands = typer.Typer()


@commands.command()
def migrate() -> None:
    """Bring the databases to their newest form."""
    packages = [service.migrations for service in SERVICES]
    for revision in asyncio.run(migrations.migrate(load().settings.database, packages)):
        console.print(revision)


@commands.command()
def doctor() -> None:
    """Prove each engine and each flow of the running platform with a live probe."""
    settings = load().settings
    findings = [*asyncio.run(examine(settings)), *asyncio.run(examine_flows(settings))]
    for one in findings:
        console.print(f"{'well' if one.ok else '[bold]ILL[/] '} {one.name:<20} {one.ms:6.0f} ms  {one.words}")
    if not all(one.ok for one in findings):
        raise typer.Exit(1)


@commands.command()
def backup(target: Annotated[Path, typer.Argument(help="file to write, as stoa.tar")]) -> None:
    """Write database, objects and secrets into one file. The platform may go on running."""
    asyncio.run(_backup(target))


async def _backup(target: Path) -> None:
    async with backups.data_engines() as settings:
        manifest = await backups.backup(settings, target, console.print)
    console.print(
        f"{target}: {len(manifest.entries)} entries. It holds secrets: keep it where only you can read it."
    )


@commands.command()
def restore(source: Annotated[Path, typer.Argument(help="file that `stoa backup` wrote")]) -> None:
    """Make the (empty) data folder from a backup."""
    asyncio.run(backups.restore(source, say=console.print))
    console.print(f"Restored into {data_folder()}. Start it with `stoa up`.")
