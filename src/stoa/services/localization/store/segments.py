"""Segments of objects."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Row, Text, and_, bindparam, func, literal, select, update

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.runtime.db.rows import among, insert_rows
from stoa.services.localization.domain.carry import Known
from stoa.services.localization.domain.places import Form
from stoa.services.localization.domain.segment import Segment, count_words
from stoa.services.localization.store.coding import coded_from, codes_json
from stoa.services.localization.tables import segments


async def known_segments(
    read: ReadSession, course: UUID, wanted: Collection[UUID]
) -> tuple[dict[UUID, list[Known]], dict[UUID, list[Known]]]:
    """Of the objects, in order: those that are there, and those that were in earlier revisions."""
    rows = await read.all(
        select(
            segments.c.id,
            segments.c.object,
            segments.c.path,
            segments.c.text,
            segments.c.checksum,
            segments.c.present,
        )
        .where(segments.c.course == course, among(segments.c.object, wanted))
        .order_by(segments.c.object, segments.c.position)
    )
    there: dict[UUID, list[Known]] = {}
    gone: dict[UUID, list[Known]] = {}
    for row in rows:
        found = there if row.present else gone
        found.setdefault(row.object, []).append(Known(row.id, row.path, row.text, row.checksum))
    return there, gone


async def save_segments(work: UnitOfWork, cut: Sequence[Segment]) -> None:
    rows = [
        {
            "tenant_id": work.tenant,
            "id": one.id,
            "course": one.course,
            "object": one.object,
            "path": one.path,
            "form": one.form.value,
            "position": one.position,
            "text": one.coded.text,
            "codes": codes_json(one.coded.codes),
            "checksum": one.checksum,
            "context": one.context,
            "words": count_words(one.coded),
            "present": True,
        }
        for one in cut
    ]
    changed = ("path", "form", "position", "text", "codes", "checksum", "context", "words", "present")
    statement = insert_rows(segments, "tenant_id", "id", "course", "object", *changed)
    upsert = statement.on_conflict_do_update(
        index_elements=["tenant_id", "id"], set_={name: statement.excluded[name] for name in changed}
    )
    await work.put(upsert, rows)


def is_wanted(locale: ColumnElement[str] | str) -> ColumnElement[bool]:
    """The segment is in the course, and the course does not say it in the locale by itself already."""
    wanted = literal(locale) if isinstance(locale, str) else locale
    return and_(segments.c.present, wanted != func.all(segments.c.brought))


async def save_brought(work: UnitOfWork, course: UUID, brought: Mapping[UUID, Sequence[str]]) -> None:
    """Locales of which films have captions of their own, by film."""
    of = segments.c.course == course, segments.c.object == bindparam("film")
    cues = segments.c.form == Form.CUE.value
    statement = update(segments).where(*of, cues).values(brought=bindparam("locales", type_=ARRAY(Text)))
    rows = [{"film": film, "locales": list(locales)} for film, locales in brought.items()]
    if rows:
        await work.run(statement, rows)


async def remove_segments(work: UnitOfWork, gone: Collection[UUID]) -> None:
    """They are kept aside: what translated them stays in the log."""
    if gone:
        await work.run(update(segments).where(among(segments.c.id, gone)).values(present=False))


async def remove_of_objects(work: UnitOfWork, course: UUID, gone: Collection[UUID]) -> int:
    """All segments of these objects. Returns how many."""
    if not gone:
        return 0
    return await work.run(
        update(segments)
        .where(segments.c.course == course, among(segments.c.object, gone), segments.c.present)
        .values(present=False)
    )


async def load_segments(read: ReadSession, wanted: Collection[UUID]) -> dict[UUID, Segment]:
    rows = await read.all(select(segments).where(among(segments.c.id, wanted)))
    return {row.id: segment_from(row) for row in rows}


async def count_segments(read: ReadSession, course: UUID) -> int:
    statement = select(func.count()).select_from(segments)
    return int(await read.value(statement.where(segments.c.course == course, segments.c.present)))


def segment_from(row: Row[Any]) -> Segment:
    return Segment(
        id=row.id,
        course=row.course,
        object=row.object,
        path=row.path,
        form=Form(row.form),
        position=row.position,
        coded=coded_from(row.text, row.codes),
        checksum=row.checksum,
        context=row.context,
    )
