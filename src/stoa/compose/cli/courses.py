"""`stoa import`: a course from a file or folder of this machine."""

import asyncio
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from rich.table import Table

from stoa.compose.cli.screen import console
from stoa.compose.cli.telling import telling
from stoa.compose.importing import Importer, importer
from stoa.compose.operator import operating
from stoa.compose.settings import load
from stoa.services.content.domain.imports import Import

commands = typer.Typer()


@commands.command("import")
def bring(
    path: Annotated[Path, typer.Argument(help="course folder, zip, Common Cartridge or OpenStax collection")],
    by: Annotated[str, typer.Option(help="e-mail address of the editor in whose name it is done")],
    tenant: Annotated[
        UUID | None, typer.Option(help="id of the tenant; without it, the one at the application's address")
    ] = None,
    course: Annotated[
        UUID | None, typer.Option(help="course to become a new revision of; without it, the source says")
    ] = None,
    publish: Annotated[bool, typer.Option("--publish", help="and wait until learners have it")] = False,
) -> None:
    """Import a course into the running platform, and print what became of every part of it."""
    if not path.exists():
        raise typer.BadParameter(f"There is no {path}.", param_hint="PATH")
    asyncio.run(_bring(path.absolute(), by, tenant, course, publish))


async def _bring(path: Path, by: str, tenant: UUID | None, course: UUID | None, publish: bool) -> None:
    settings = load().settings
    async with operating(settings) as operator:
        editor = await importer(operator, settings, by, tenant)
        with console.status("") as status:
            told = telling(status.update)
            row = await editor.bring(path, course, told)
        await _report(editor, row)
        if publish and row.course is not None:
            with console.status("") as status:
                version = await editor.publish(row.course, telling(status.update))
            console.print(f"Version {version} is what learners have now.")


async def _report(editor: Importer, row: Import) -> None:
    if row.state == "same":
        console.print(f"Nothing new: it is the same as revision {row.revision} of course {row.course}.")
        return
    table = Table("part", "kind", "outcome", "why", box=None)
    async for element, why in editor.report(row.id):
        outcome = element.outcome.replace("_", " ")
        table.add_row(element.title or element.where, element.kind, outcome, why)
    if table.row_count:
        console.print(table)
    counts = f"{row.imported} imported, {row.converted} converted, {row.left_out} left out"
    console.print(f"Revision {row.revision} of course {row.course}: {counts}.")
