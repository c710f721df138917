"""Courses joined to components of another system, and the passes over them."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from stoa.kernel.errors import NotFound
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.localization.domain.sync.connection import (
    Connection,
    Counts,
    Ended,
    Hook,
    Pass,
    Phase,
    Place,
)
from stoa.services.localization.domain.sync.modes import Mode
from stoa.services.localization.tables import connected_units, connections, passes

_PASSES_KEPT = 200


async def add(work: UnitOfWork, connection: Connection) -> None:
    """Raises Conflict where the component was joined to something just now."""
    await work.run(insert(connections), {"tenant_id": work.tenant, **_columns(connection)})


async def is_taken(read: ReadSession, place: Place) -> bool:
    """Whether something of the tenant is joined to the component."""
    of = [connections.c[name] == value for name, value in asdict(place).items()]
    return await read.value(select(connections.c.id).where(*of)) is not None


async def load(read: ReadSession, about: UUID, *, lock: bool = False) -> Connection:
    """Raises NotFound."""
    statement = select(connections).where(connections.c.id == about)
    row = await read.one(statement.with_for_update() if lock else statement)
    if row is None:
        raise NotFound("sync.unknown")
    return _connection(row)


async def of_course(read: ReadSession, course: UUID) -> list[Connection]:
    """The oldest first."""
    rows = await read.all(
        select(connections).where(connections.c.course == course).order_by(connections.c.since)
    )
    return [_connection(row) for row in rows]


async def save(work: UnitOfWork, connection: Connection) -> None:
    values = _columns(connection)
    await work.run(update(connections).where(connections.c.id == connection.id).values(**values))


async def remove(work: UnitOfWork, about: UUID) -> None:
    """With what was remembered of its units. Files with what people were asked stay."""
    await work.run(delete(connected_units).where(connected_units.c.connection == about))
    await work.run(delete(passes).where(passes.c.connection == about))
    await work.run(delete(connections).where(connections.c.id == about))


async def due(work: UnitOfWork, now: datetime) -> list[Connection]:
    """Those whose time has come and that nobody is at work at; held until the end of the transaction."""
    rows = await work.all(
        select(connections)
        .where(
            connections.c.phase == Phase.ACTIVE.value,
            connections.c.next_at <= now,
            or_(connections.c.held_until.is_(None), connections.c.held_until <= now),
        )
        .with_for_update(skip_locked=True)
    )
    return [_connection(row) for row in rows]


async def begin_pass(work: UnitOfWork, about: UUID, number: int) -> None:
    await break_off(work, about)
    row = {
        "tenant_id": work.tenant,
        "connection": about,
        "number": number,
        "began_at": work.now,
        "ended": Ended.RUNNING.value,
        "data": {},
        "counts": asdict(Counts()),
    }
    await work.run(insert(passes), row)
    old = passes.c.connection == about, passes.c.number <= number - _PASSES_KEPT
    await work.run(delete(passes).where(*old))


async def break_off(work: UnitOfWork, about: UUID) -> None:
    """What is still running is so no more: whoever did it is dead, or is to stop."""
    await work.run(
        update(passes)
        .where(passes.c.connection == about, passes.c.ended_at.is_(None))
        .values(ended=Ended.BROKEN_OFF.value, ended_at=work.now)
    )


async def end_pass(
    work: UnitOfWork,
    about: UUID,
    number: int,
    ended: Ended,
    counts: Counts,
    code: str | None = None,
    data: dict[str, Any] | None = None,
) -> None:
    """code, data: of the trouble, where it did not end well."""
    await work.run(
        update(passes)
        .where(passes.c.connection == about, passes.c.number == number)
        .values(ended=ended.value, ended_at=work.now, code=code, data=data or {}, counts=asdict(counts))
    )


async def forget_pass(work: UnitOfWork, about: UUID, number: int) -> None:
    """There was nothing to do."""
    await work.run(delete(passes).where(passes.c.connection == about, passes.c.number == number))


async def last_passes(read: ReadSession, about: UUID, most: int) -> Sequence[Pass]:
    rows = await read.all(
        select(passes).where(passes.c.connection == about).order_by(passes.c.number.desc()).limit(most)
    )
    return [
        Pass(
            row.number, row.began_at, row.ended_at, Ended(row.ended), row.code, row.data, Counts(**row.counts)
        )
        for row in rows
    ]


def _columns(connection: Connection) -> dict[str, Any]:
    values = {name: getattr(connection, name) for name in Connection.__dataclass_fields__ if name != "place"}
    for name in ("mode", "phase", "hook"):
        values[name] = values[name].value
    return {**values, **asdict(connection.place)}


def _connection(row: Row[Any]) -> Connection:
    names = [name for name in Connection.__dataclass_fields__ if name != "place"]
    values = {name: getattr(row, name) for name in names}
    place = Place(row.address, row.project, row.component)
    found = Connection(**values, place=place)
    return replace(found, mode=Mode(row.mode), phase=Phase(row.phase), hook=Hook(row.hook))
