"""`stoa up` and what belongs to it."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from stoa.compose import backup as backups
from stoa.compose import up as running
from stoa.compose.cli.screen import console
from stoa.compose.doctor import examine
from stoa.compose.flows import examine_flows
from stoa.compose.folder import ProgramStatus, read_status
from stoa.compose.registry import SERVICES
from stoa.compose.serve import serve as run_process
from stoa.compose.settings import data_folder, load
from stoa.runtime.db import migrate as migrations

platform = typer.Typer()


@platform.command()
def up() -> None:
    """Start the whole platform and keep it running until Ctrl-C."""
    asyncio.run(running.up(console.print, _report))


@platform.command()
def serve(
    address: Annotated[str, typer.Option(help="host:port to listen on")] = "127.0.0.1:8090",
    name: Annotated[str, typer.Option(help="how the process is called in logs and traces")] = "web",
    only: Annotated[str, typer.Option(help="services, with commas between; empty is all")] = "",
    consumers: Annotated[bool, typer.Option(help="also take messages, relay facts and do jobs")] = True,
    live: Annotated[bool, typer.Option(help="also follow what learners do, as it happens")] = True,
) -> None:
    """Run services in this process, on engines that run already."""
    settings = load().settings
    chosen = [part.strip() for part in only.split(",") if part.strip()]
    run_process(settings, address, name=name, only=chosen, consumers=consumers, live=live)


@platform.command()
def migrate() -> None:
    """Bring the databases to their newest form."""
    packages = [service.migrations for service in SERVICES]
    for revision in asyncio.run(migrations.migrate(load().settings.database, packages)):
        console.print(revision)


@platform.command()
def status() -> None:
    """Show what runs."""
    found = read_status(data_folder())
    if found is None:
        console.print("Stoa does not run here. Start it with `stoa up`.")
        raise typer.Exit(1)
    table = Table("program", "state", "since", "restarts", "ports", "pid", box=None)
    for one in found.programs:
        ports = " ".join(f"{name}:{port}" for name, port in one.ports.items())
        since = one.since.astimezone().strftime("%H:%M:%S")
        table.add_row(one.name, one.state, since, str(one.restarts), ports, str(one.pid or ""))
    console.print(table)


@platform.command()
def doctor() -> None:
    """Prove each engine and each flow of the running platform with a live probe."""
    settings = load().settings
    findings = [*asyncio.run(examine(settings)), *asyncio.run(examine_flows(settings))]
    for one in findings:
        console.print(f"{'well' if one.ok else '[bold]ILL[/] '} {one.name:<20} {one.ms:6.0f} ms  {one.words}")
    if not all(one.ok for one in findings):
        raise typer.Exit(1)


@platform.command()
def backup(target: Annotated[Path, typer.Argument(help="file to write, as stoa.tar")]) -> None:
    """Write database, objects and secrets into one file. The platform may go on running."""
    asyncio.run(_backup(target))


async def _backup(target: Path) -> None:
    async with backups.data_engines() as settings:
        manifest = await backups.backup(settings, target, console.print)
    console.print(
        f"{target}: {len(manifest.entries)} entries. It holds secrets: keep it where only you can read it."
    )


@platform.command()
def restore(source: Annotated[Path, typer.Argument(help="file that `stoa backup` wrote")]) -> None:
    """Make the (empty) data folder from a backup."""
    asyncio.run(backups.restore(source, say=console.print))
    console.print(f"Restored into {data_folder()}. Start it with `stoa up`.")


def _report(status: ProgramStatus) -> None:
    console.print(f"  {status.name:<12} {status.state}  {status.words}".rstrip())
