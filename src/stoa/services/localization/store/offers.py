"""What the memory's offers were made for, and where they are from."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from stoa.runtime.db import ReadSession
from stoa.runtime.db.rows import among
from stoa.services.localization.domain.remembered import Provenance
from stoa.services.localization.store.coding import coded_from
from stoa.services.localization.tables import courses, files, memory, units


async def provenance_of(read: ReadSession, wanted: Collection[UUID]) -> dict[UUID, Provenance]:
    """By id of the memory's unit; those that are not forgotten."""
    if not wanted:
        return {}
    rows = await read.all(
        select(
            *(memory.c[name] for name in ("id", "source", "codes", "changed_at")),
            courses.c.title.label("course_title"),
            files.c.name.label("file_name"),
        )
        .outerjoin(units, units.c.id == memory.c.unit)
        .outerjoin(courses, courses.c.course == units.c.course)
        .outerjoin(files, files.c.id == memory.c.file)
        .where(among(memory.c.id, wanted), ~memory.c.removed)
    )
    return {
        row.id: Provenance(
            coded_from(row.source, row.codes), row.course_title or "", row.file_name or "", row.changed_at
        )
        for row in rows
    }
