"""The `stoa` command."""

import asyncio
import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from stoa.compose.engines.program import Trouble
from stoa.compose.folder import ProgramStatus, read_status
from stoa.compose.serve import serve as run_process
from stoa.compose.settings import House, data_folder, load
from stoa.compose.up import up as run_platform

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Stoa, a learning platform.")
console = Console(highlight=False)
complaints = Console(stderr=True, highlight=False)


@app.command()
def up() -> None:
    """Start the whole platform and keep it running until Ctrl-C."""

    def report(status: ProgramStatus) -> None:
        words = f"  {status.words}" if status.words else ""
        console.print(f"  {status.name:<12} {status.state}{words}")

    def ready(house: House) -> None:
        console.print(f"\n[bold]Stoa is ready:[/] {house.settings.web.app_origin}\n")

    asyncio.run(run_platform(console.print, report, ready))


@app.command()
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


@app.command()
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


def main(arguments: list[str] | None = None) -> None:
    """A trouble that a person can mend is said in one sentence, without a traceback."""
    try:
        app(arguments)
    except Trouble as trouble:
        complaints.print(f"[bold]Stoa stopped:[/] {trouble}")
        sys.exit(1)


if __name__ == "__main__":
    main()
