"""`stoa translations`: whether translations are as they should be."""

import asyncio
from typing import Annotated
from uuid import UUID

import typer
from rich.table import Table

from stoa.compose.cli.screen import console
from stoa.compose.importing import editor_at
from stoa.compose.operator import operating
from stoa.compose.settings import load
from stoa.runtime.objects import Objects
from stoa.services.localization.commands.looking import look, look_closely
from stoa.services.localization.commands.repairing import repair_all
from stoa.services.localization.domain.findings import Finding
from stoa.services.localization.queries.findings import see_findings

translations = typer.Typer(help="Translations: whether they are as they should be.", no_args_is_help=True)
commands = typer.Typer()
commands.add_typer(translations, name="translations")


@translations.callback()
def _group() -> None:
    """A group, though it has one command yet."""


@translations.command()
def check(
    by: Annotated[str, typer.Option(help="e-mail address of the editor in whose name it is done")],
    tenant: Annotated[
        UUID | None, typer.Option(help="id of the tenant; without it, the one at the application's address")
    ] = None,
    closely: Annotated[
        bool, typer.Option("--closely", help="also read every log and every document")
    ] = False,
    repair: Annotated[
        bool, typer.Option("--repair", help="and mend all that needs nobody to decide")
    ] = False,
) -> None:
    """Compare what is wanted, translated, stored and published. Ends with 1 where something is wrong."""
    if asyncio.run(_check(by, tenant, closely, repair)):
        raise typer.Exit(1)


async def _check(by: str, tenant: UUID | None, closely: bool, repair: bool) -> bool:
    settings = load().settings
    async with operating(settings) as operator:
        caller = await editor_at(operator, settings, by, tenant)
        db = operator.databases["localization"]
        await look(db, caller)
        if closely:
            await look_closely(db, Objects(settings.objects), caller)
        found = (await see_findings(db, caller)).found
        _show(found)
        if repair and found:
            asked = await repair_all(db, caller)
            console.print(f"{asked} repairs are asked for of the running platform. Check again in a minute.")
    return bool(found)


def _show(found: list[Finding]) -> None:
    if not found:
        console.print("All is as it should be.")
        return
    table = Table("group", "what", "count", "course", "locale", "since", box=None)
    for one in found:
        since = one.since.astimezone().strftime("%Y-%m-%d %H:%M")
        course = one.title or str(one.course)
        table.add_row(one.group.value, one.kind.value, str(one.count), course, one.locale, since)
    console.print(table)
