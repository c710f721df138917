"""`stoa train`: machines that learn from what was translated here."""

import asyncio
from typing import Annotated
from uuid import UUID

import typer

from stoa.compose.cli.screen import console
from stoa.compose.cli.telling import telling
from stoa.compose.importing import tenant_here
from stoa.compose.operator import operating
from stoa.compose.settings import load
from stoa.compose.training import train_machine
from stoa.kernel.ids import TenantId
from stoa.kernel.locale import Locale, parse_locale

training = typer.Typer(help="Machines that learn from what was translated here.")
commands = typer.Typer()
commands.add_typer(training, name="train")


@training.callback()
def of_this_installation() -> None:
    """Each learns on this machine; nothing leaves it."""


@training.command("mt")
def machine_translation(
    source: Annotated[str, typer.Option("--from", help="language of the courses, as en")],
    target: Annotated[str, typer.Option("--to", help="language that it shall translate into, as es")],
    tenant: Annotated[
        UUID | None, typer.Option(help="id of the tenant; without it, the one at the application's address")
    ] = None,
) -> None:
    """Train Thot from the tenant's translation memory, in place of the model there was."""
    asyncio.run(_train(parse_locale(source, "--from"), parse_locale(target, "--to"), tenant))


async def _train(source: Locale, target: Locale, tenant: UUID | None) -> None:
    settings = load().settings
    async with operating(settings) as operator:
        home = TenantId(tenant) if tenant is not None else await tenant_here(operator, settings)
        with console.status("") as status:
            done = await train_machine(operator, settings, home, source, target, telling(status.update))
    console.print(f"Trained on {done.pairs} units: {done.folder}")
    if done.advice:
        console.print(done.advice, soft_wrap=True, markup=False)
