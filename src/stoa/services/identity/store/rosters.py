"""Files with people between preview and import."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, insert, select, update

from stoa.kernel.ids import PersonId
from stoa.kernel.locale import Locale
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.identity.domain.address import Address
from stoa.services.identity.domain.role import Role
from stoa.services.identity.domain.roster import Entry
from stoa.services.identity.tables import rosters

_IGNORED = "ignored"


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedRoster:
    """registered: the people whom it brought, once taken. entries and ignored are forgotten then."""

    id: UUID
    file_name: str
    entries: tuple[Entry, ...]
    registered: tuple[PersonId, ...]
    by: PersonId
    taken_at: datetime | None
    ignored: tuple[str, ...] = ()


async def add_roster(work: UnitOfWork, roster: StagedRoster, now: datetime) -> None:
    row = {
        "tenant_id": work.tenant,
        "id": roster.id,
        "file_name": roster.file_name,
        "entries": _document(roster),
        "registered": [],
        "by": roster.by,
        "created_at": now,
    }
    await work.run(insert(rosters), row)


async def load_roster(read: ReadSession, roster: UUID) -> StagedRoster | None:
    row = await read.one(select(rosters).where(rosters.c.id == roster))
    return _roster(row) if row else None


async def lock_roster(work: UnitOfWork, roster: UUID) -> StagedRoster | None:
    row = await work.one(select(rosters).where(rosters.c.id == roster).with_for_update())
    return _roster(row) if row else None


async def finish_roster(
    work: UnitOfWork, roster: UUID, registered: Iterable[PersonId], now: datetime
) -> None:
    values = {"registered": list(registered), "entries": [], "taken_at": now}
    await work.run(update(rosters).where(rosters.c.id == roster).values(values))


async def sweep_rosters(work: UnitOfWork, before: datetime) -> int:
    return await work.run(delete(rosters).where(rosters.c.created_at < before))


def _roster(row: Row[Any]) -> StagedRoster:
    return StagedRoster(
        id=row.id,
        file_name=row.file_name,
        entries=tuple(_from_json(entry) for entry in row.entries),
        registered=tuple(row.registered),
        by=row.by,
        taken_at=row.taken_at,
        ignored=tuple(row.entries[0].get(_IGNORED, ())) if row.entries else (),
    )


def _document(roster: StagedRoster) -> list[dict[str, Any]]:
    """What is ignored stands with the first entry: there is always one, and both are forgotten together."""
    entries = [_to_json(entry) for entry in roster.entries]
    if entries and roster.ignored:
        entries[0][_IGNORED] = list(roster.ignored)
    return entries


def _to_json(entry: Entry) -> dict[str, Any]:
    return {
        "line": entry.line,
        "email": entry.email,
        "name": entry.name,
        "roles": entry.roles and [role.value for role in entry.roles],
        "locale": entry.locale,
        "groups": list(entry.groups),
        "manages": list(entry.manages),
        "guardian_of": list(entry.guardian_of),
    }


def _from_json(data: dict[str, Any]) -> Entry:
    return Entry(
        line=data["line"],
        email=Address(data["email"]),
        name=data["name"],
        roles=tuple(Role(role) for role in data["roles"]) if data["roles"] else None,
        locale=Locale(data["locale"]) if data["locale"] else None,
        groups=tuple(data["groups"]),
        manages=tuple(data.get("manages", ())),
        guardian_of=tuple(Address(one) for one in data.get("guardian_of", ())),
    )
