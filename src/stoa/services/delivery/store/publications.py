"""Publications and their progress."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, func, select, update
from sqlalchemy.dialects.postgresql import insert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.delivery.domain.publication import Edition, Note, Progress, Publication, State
from stoa.services.delivery.tables import abandoned, publications


async def add_publication(work: UnitOfWork, publication: Publication) -> bool:
    """Whether it is new."""
    row = {
        "tenant_id": work.tenant,
        "id": publication.id,
        "course": publication.edition.course,
        "locale": publication.edition.locale,
        "revision": publication.revision,
        "title": publication.title,
        "document_key": publication.document_key,
        "document_checksum": publication.document_checksum,
        "published_by": publication.published_by,
        "state": publication.state.value,
        "done": 0,
        "total": 0,
        "reasons": {},
        "notes": [],
        "runs": list(publication.runs),
        "audience": publication.audience,
        "requested_at": publication.requested_at,
        "changed_at": publication.changed_at,
    }
    return bool(await work.run(insert(publications).on_conflict_do_nothing(), row))


async def load_publication(
    session: ReadSession, publication: UUID, *, lock: bool = False
) -> Publication | None:
    statement = select(publications).where(publications.c.id == publication)
    row = await session.one(statement.with_for_update() if lock else statement)
    return _publication(row) if row else None


async def list_publications(session: ReadSession, course: UUID, most: int) -> list[Publication]:
    """Of every locale, the newest first."""
    rows = await session.all(
        select(publications)
        .where(publications.c.course == course)
        .order_by(publications.c.id.desc())
        .limit(most)
    )
    return [_publication(row) for row in rows]


async def save_progress(work: UnitOfWork, publication: UUID, progress: Progress) -> None:
    """Nothing is told of a publication that is over."""
    await work.run(
        update(publications)
        .where(publications.c.id == publication, publications.c.state != State.PUBLISHED.value)
        .values(
            state=progress.state.value,
            done=min(progress.done, progress.total),
            total=progress.total,
            changed_at=work.now,
        )
    )


async def save_number(
    work: UnitOfWork, publication: UUID, version: int, tag: str, base: int | None, notes: tuple[Note, ...]
) -> None:
    """The version number it was given and the version it leans on, for a replay to use again."""
    told = [{"object": note.object, "address": note.address} for note in notes]
    await work.run(
        update(publications)
        .where(publications.c.id == publication)
        .values(version=version, tag=tag, base=base, notes=told)
    )


async def save_queued(work: UnitOfWork, publication: UUID) -> None:
    """It waits again, as if nothing had been said of it."""
    await work.run(
        update(publications)
        .where(publications.c.id == publication)
        .values(state=State.QUEUED.value, done=0, total=0, code=None, reasons={}, changed_at=work.now)
    )


async def save_published(work: UnitOfWork, publication: UUID, version: int) -> None:
    await work.run(
        update(publications)
        .where(publications.c.id == publication)
        .values(state=State.PUBLISHED.value, version=version, code=None, reasons={}, changed_at=work.now)
    )


async def save_failed(work: UnitOfWork, publication: UUID, code: str, reasons: dict[str, Any]) -> None:
    await work.run(
        update(publications)
        .where(publications.c.id == publication)
        .values(
            state=State.FAILED.value,
            code=code,
            reasons=msgspec.to_builtins(reasons, str_keys=True),
            changed_at=work.now,
        )
    )


async def overtaken(session: ReadSession, publication: Publication) -> bool:
    """Whether one asked for later is out already: ids sort by the time they were made."""
    return await published_since(session, publication.edition, publication.id)


async def published_since(session: ReadSession, edition: Edition, moment: UUID) -> bool:
    """Whether one that was asked for after the moment is out. moment: as an id of a publication."""
    later = await session.value(
        select(func.count())
        .select_from(publications)
        .where(
            publications.c.course == edition.course,
            publications.c.locale == edition.locale,
            publications.c.id > moment,
            publications.c.state == State.PUBLISHED.value,
        )
    )
    return bool(later)


async def list_unfinished(session: ReadSession, before: datetime, most: int = 100) -> list[Publication]:
    """Those that wrote something and have not moved since the moment."""
    rows = await session.all(
        select(publications)
        .where(
            publications.c.state != State.PUBLISHED.value,
            publications.c.version.is_not(None),
            publications.c.changed_at < before,
        )
        .order_by(publications.c.changed_at)
        .limit(most)
    )
    return [_publication(row) for row in rows]


async def forget_number(work: UnitOfWork, publication: UUID) -> None:
    await work.run(
        update(publications).where(publications.c.id == publication).values(version=None, tag=None, base=None)
    )


async def highest_number(session: ReadSession, edition: Edition) -> int | None:
    """The highest version number given out in the edition, whether it was published or not."""
    taken, given_up = (
        select(func.max(table.c.version).label("version")).where(
            table.c.course == edition.course, table.c.locale == edition.locale
        )
        for table in (publications, abandoned)
    )
    both = taken.union_all(given_up).subquery()
    number = await session.value(select(func.max(both.c.version)))
    return None if number is None else int(number)


def _publication(row: Row[Any]) -> Publication:
    return Publication(
        id=row.id,
        edition=Edition(row.course, row.locale),
        revision=row.revision,
        title=row.title,
        document_key=row.document_key,
        document_checksum=row.document_checksum,
        published_by=row.published_by,
        requested_at=row.requested_at,
        changed_at=row.changed_at,
        state=State(row.state),
        done=row.done,
        total=row.total,
        version=row.version,
        tag=row.tag,
        base=row.base,
        code=row.code,
        reasons=row.reasons,
        notes=tuple(Note(note["object"], note["address"]) for note in row.notes),
        runs=tuple(row.runs),
        audience=row.audience,
    )
