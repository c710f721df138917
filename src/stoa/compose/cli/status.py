"""`stoa status`."""

import typer
from rich.table import Table

from stoa.compose.cli.screen import console
from stoa.compose.folder import read_status
from stoa.compose.settings import data_folder

commands = typer.Typer()


@commands.command()
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
