"""What machines said on request: once for all readers."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.runtime.db.rows import among
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.on_request import Known, MadeOnRequest
from stoa.services.localization.domain.remembered import scopes_of
from stoa.services.localization.domain.shown_text import OpenText
from stoa.services.localization.store import editions, memory, terms
from stoa.services.localization.tables import on_request


async def know(read: ReadSession, text: OpenText, pair: LocalePair) -> Known:
    sums = {one.checksum for one in text.segments}
    edition = await editions.load_edition(read, text.course, pair.target)
    scopes = scopes_of(text.course, edition.terms.domain if edition else "")
    return Known(
        scopes=scopes,
        exact=await memory.exact(read, pair, scopes, sums),
        made=await _made(read, pair, sums),
        wordings=await terms.wordings_for(read, pair, text.course),
    )


async def _made(read: ReadSession, pair: LocalePair, checksums: Collection[str]) -> dict[str, MadeOnRequest]:
    """By checksum of the source."""
    rows = await read.all(
        select(on_request).where(
            on_request.c.source_locale == pair.source,
            on_request.c.target_locale == pair.target,
            among(on_request.c.checksum, checksums),
        )
    )
    return {row.checksum: MadeOnRequest(row.checksum, row.target, row.engine) for row in rows}


async def keep(work: UnitOfWork, pair: LocalePair, made_now: Sequence[tuple[MadeOnRequest, int]]) -> None:
    """Each with the characters of its source. What another has asked for meanwhile stays; nobody is named."""
    await work.run(insert(on_request).on_conflict_do_nothing(), _rows(work, pair, made_now))


async def put_right(work: UnitOfWork, pair: LocalePair, said: Sequence[tuple[MadeOnRequest, int]]) -> None:
    """As `keep`, over what a machine said."""
    statement = insert(on_request)
    changed = {name: statement.excluded[name] for name in ("target", "engine", "at")}
    key = [column.name for column in on_request.primary_key]
    await work.run(statement.on_conflict_do_update(index_elements=key, set_=changed), _rows(work, pair, said))


async def forget_who(work: UnitOfWork) -> None:
    """Who asked: the release before writes it, as long as one of its processes runs."""
    await work.run(update(on_request).where(on_request.c.by.is_not(None)).values(by=None))


def _rows(
    work: UnitOfWork, pair: LocalePair, said: Sequence[tuple[MadeOnRequest, int]]
) -> list[dict[str, Any]]:
    return [
        {
            "tenant_id": work.tenant,
            "checksum": one.checksum,
            "source_locale": pair.source,
            "target_locale": pair.target,
            "target": one.target,
            "engine": one.engine,
            "characters": characters,
            "at": work.now,
        }
        for one, characters in said
    ]
