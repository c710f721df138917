"""`stoa up` and what belongs to it."""

import asyncio
from typing import Annotated

import typer
from rich.table import Table

from stoa.compose import up as running
from stoa.compose.cli.screen import console
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
    consumers: Annotated[bool, typer.Option(help="also take messages and do the services' jobs")] = True,
) -> None:
    """Run services in this process, on engines that run already."""
    settings = load().settings
    chosen = [part.strip() for part in only.split(",") if part.strip()]
    run_process(settings, address, name=name, only=chosen, consumers=consumers)


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


def _report(status: ProgramStatus) -> None:
    console.print(f"  {status.name:<12} {status.state}  {status.words}".rstrip())
