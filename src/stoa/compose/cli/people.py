"""`stoa tenant` and `stoa person`: the first ones, before anybody can sign in."""

import asyncio
from typing import Annotated
from uuid import UUID

import typer

from stoa.compose.cli.screen import console
from stoa.compose.operator import operating
from stoa.compose.settings import load
from stoa.kernel.ids import TenantId
from stoa.services.identity.commands.people import NewPerson, register_person
from stoa.services.identity.commands.tenants import create_tenant
from stoa.services.identity.service import passwords

tenants = typer.Typer(help="Organisations that live on this platform.")
people = typer.Typer(help="People of an organisation.")
commands = typer.Typer()
commands.add_typer(tenants, name="tenant")
commands.add_typer(people, name="person")


@tenants.command()
def create(
    name: Annotated[str, typer.Argument(help="as people see it")],
    host: Annotated[
        str | None, typer.Option(help="its host name; without one, every host no other has")
    ] = None,
    locale: Annotated[str, typer.Option(help="language of its people, as en or pt-BR")] = "en",
    time_zone: Annotated[str, typer.Option(help="as Europe/Madrid")] = "UTC",
) -> None:
    """Make a tenant and print its id."""
    console.print(str(asyncio.run(_create_tenant(name, host, locale, time_zone))))


@people.command()
def add(
    tenant: Annotated[UUID, typer.Argument(help="id of the tenant")],
    email: Annotated[str, typer.Argument()],
    name: Annotated[str, typer.Argument(help="as people see it")],
    role: Annotated[list[str], typer.Option(help="may be given several times")],
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)],
) -> None:
    """Register a person who can sign in, and print the id."""
    console.print(str(asyncio.run(_add_person(TenantId(tenant), email, name, role, password))))


async def _create_tenant(name: str, host: str | None, locale: str, time_zone: str) -> UUID:
    async with operating(load().settings) as operator:
        db = operator.databases["identity"]
        return await create_tenant(db, name=name, host=host, locale=locale, time_zone=time_zone)


async def _add_person(tenant: TenantId, email: str, name: str, roles: list[str], password: str) -> UUID:
    async with operating(load().settings) as operator:
        return await register_person(
            operator.databases["identity"],
            operator.caller(tenant),
            NewPerson(email=email, name=name, roles=roles),
            passwords=passwords(),
            password=password,
        )
