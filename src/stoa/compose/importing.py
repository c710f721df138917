"""A source of this machine becomes a course, on the running platform: started, watched, published."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from stoa.compose.engines.program import Trouble
from stoa.compose.operator import Operator
from stoa.contracts.identity import Role
from stoa.kernel.ids import PersonId, TenantId
from stoa.runtime.caller import Caller
from stoa.runtime.config import Settings
from stoa.runtime.objects import Objects
from stoa.services.content.commands.publishing import publish
from stoa.services.content.commands.reading import import_path
from stoa.services.content.domain.imports import Import
from stoa.services.content.domain.report import Element
from stoa.services.content.queries.history import load_past
from stoa.services.content.queries.imports import load_import, load_report
from stoa.services.content.queries.told import fault_said, said
from stoa.services.content.service import TOOLS
from stoa.services.identity.queries.people import load_person, people_of_addresses
from stoa.services.identity.queries.tenants import tenant_of_host

_LOOKED_EVERY_S = 0.2
_UNTAKEN_S = 30.0

Told = Callable[[str], None]
"""Hears where the work stands, in words."""


@dataclass(frozen=True, slots=True)
class Importer:
    """An editor at the machine."""

    operator: Operator
    objects: Objects
    caller: Caller

    async def bring(self, path: Path, course: UUID | None, told: Told) -> Import:
        """Returns when the import is over. Raises Trouble with every fault when it was refused."""
        told("packing and sending")
        db = self.operator.databases["content"]
        started = await import_path(db, self.objects, TOOLS, self.caller, path, course)
        async for row in self._watched(started.import_id):
            if not row.over:
                told(f"{row.state}, {row.done} of {row.total}" if row.total else row.state)
        if row.state in ("refused", "failed"):
            faults = "".join(f"\n  {fault_said(fault, 'en')}" for fault in row.faults)
            raise Trouble(said(row.code, row.data, "en") + faults)
        return row

    async def _watched(self, about: UUID) -> AsyncIterator[Import]:
        """Again and again, until it is over. Raises Trouble when nobody takes it."""
        db = self.operator.databases["content"]
        loop = asyncio.get_running_loop()
        patience = loop.time() + _UNTAKEN_S
        while True:
            row = await load_import(db, self.caller, about)
            yield row
            if row.over:
                return
            if row.state == "waiting" and loop.time() > patience:
                raise Trouble(
                    "The source lies ready, but nothing takes it. Does the platform run (`stoa up`)?"
                )
            await asyncio.sleep(_LOOKED_EVERY_S)

    async def report(self, about: UUID) -> AsyncIterator[tuple[Element, str]]:
        """Every part that is not in the course as it was in the source, with the reason."""
        db = self.operator.databases["content"]
        for outcome in ("converted", "left_out"):
            after: int | None = -1
            while after is not None:
                page = await load_report(db, self.caller, about, outcome, None, after)
                for element in page.elements:
                    yield element, said(element.reason, element.data, "en")
                after = page.next

    async def publish(self, course: UUID, told: Told) -> int:
        """Returns the version when learners have it. Raises Trouble when delivery could not make it."""
        db = self.operator.databases["content"]
        asked = await publish(db, self.objects, self.caller, course)
        while True:
            past = await load_past(db, self.caller, course)
            now = next(one for one in past.publications if one.id == asked.publication)
            told(f"publishing revision {now.revision}, {now.state}")
            if now.state == "active" and now.version is not None:
                return now.version
            if now.state == "failed":
                raise Trouble(f"Published in vain. {said(now.code, {}, 'en')}")
            await asyncio.sleep(_LOOKED_EVERY_S)


async def importer(operator: Operator, settings: Settings, by: str, tenant: UUID | None) -> Importer:
    """by: e-mail address. tenant: None is the one at the application's address. Raises Trouble, Invalid."""
    return Importer(operator, Objects(settings.objects), await editor_at(operator, settings, by, tenant))


async def editor_at(operator: Operator, settings: Settings, by: str, tenant: UUID | None) -> Caller:
    """Whoever works at the machine in their own name. As `importer`."""
    home = TenantId(tenant) if tenant is not None else await tenant_here(operator, settings)
    db = operator.databases["identity"]
    [person] = await people_of_addresses(db, operator.caller(home), [by])
    return await _editor(operator, home, person)


async def tenant_here(operator: Operator, settings: Settings) -> TenantId:
    """The one at the application's address. Raises Trouble."""
    host = urlsplit(settings.web.app_origin).hostname or ""
    card = await tenant_of_host(operator.databases["identity"])(host)
    if card is None:
        raise Trouble(f"No organisation lives at {host}. Name one with --tenant.")
    return card.id


async def _editor(operator: Operator, tenant: TenantId, person: PersonId) -> Caller:
    known = (await load_person(operator.databases["identity"], operator.caller(tenant), person)).person
    if not known.active or not {Role.EDITOR, Role.ADMINISTRATOR} & set(known.roles):
        raise Trouble(f"{known.email} may not do this: only active editors and administrators may.")
    return Caller(tenant=tenant, person=person, roles=frozenset(known.roles), locale=str(known.locale))
