"""Courses that are joined to Weblate, and how that fares."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.domain.sync.connection import Connection, Pass
from stoa.services.localization.store import connected_units, connections

_PASSES = 10


@dataclass(frozen=True, slots=True)
class Joined:
    """passes: the newest first. waiting: conflicts that a person is to decide, by locale, with their file."""

    connection: Connection
    passes: Sequence[Pass]
    waiting: dict[str, tuple[UUID, int]]


async def see_connections(db: Database, caller: Caller, course: UUID) -> list[Connection]:
    async with db.read(caller) as read:
        return await connections.of_course(read, course)


async def see_joined(db: Database, caller: Caller, about: UUID) -> Joined:
    """Raises NotFound."""
    async with db.read(caller) as read:
        known = await connections.load(read, about)
        waiting = await connected_units.count_open(read, known.course)
        covered = {locale: one for locale, one in waiting.items() if known.covers(locale)}
        return Joined(known, await connections.last_passes(read, about, _PASSES), covered)


async def connection_of(db: Database, caller: Caller, course: UUID, locale: str) -> Joined | None:
    """What the locale is joined to, alone or with the others of the course."""
    found = [one for one in await see_connections(db, caller, course) if one.covers(locale)]
    return await see_joined(db, caller, found[0].id) if found else None
