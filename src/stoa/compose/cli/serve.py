"""`stoa serve`."""

from typing import Annotated

import typer

from stoa.compose.serve import serve as run_process
from stoa.compose.settings import load

commands = typer.Typer()


@commands.command()
def serve(
    address: Annotated[
        str, typer.Option(help="host:port to listen on; only an edge may reach it")
    ] = "127.0.0.1:8090",
    name: Annotated[str, typer.Option(help="how the process is called in logs and traces")] = "web",
    only: Annotated[str, typer.Option(help="services, with commas between; empty is all")] = "",
    consumers: Annotated[bool, typer.Option(help="also take messages, relay facts and do jobs")] = True,
    live: Annotated[bool, typer.Option(help="also follow what learners do, as it happens")] = True,
) -> None:
    """Run services in this process, on engines that run already."""
    settings = load().settings
    chosen = [part.strip() for part in only.split(",") if part.strip()]
    run_process(settings, address, name=name, only=chosen, consumers=consumers, live=live)
