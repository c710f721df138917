"""Objects whose translation was asked for and is not through the cascade yet."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, exists, select

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.runtime.db.rows import among, insert_rows
from stoa.services.localization.tables import requests


async def ask(work: UnitOfWork, course: UUID, locales: Collection[str], things: Collection[UUID]) -> None:
    rows = [
        {"tenant_id": work.tenant, "course": course, "locale": locale, "object": thing, "at": work.now}
        for locale in locales
        for thing in things
    ]
    statement = insert_rows(requests, "tenant_id", "course", "locale", "object", "at")
    again = statement.on_conflict_do_update(
        index_elements=["tenant_id", "course", "locale", "object"], set_={"at": statement.excluded.at}
    )
    await work.put(again, rows)


async def open_objects(read: ReadSession, course: UUID, locale: str) -> list[UUID]:
    rows = await read.all(
        select(requests.c.object).where(requests.c.course == course, requests.c.locale == locale)
    )
    return [row.object for row in rows]


async def settle(work: UnitOfWork, course: UUID, locale: str, things: Collection[UUID]) -> bool:
    """The objects are through. Whether they were the last: the edition is locked by whoever calls."""
    of_locale = requests.c.course == course, requests.c.locale == locale
    await work.run(delete(requests).where(*of_locale, among(requests.c.object, things)))
    return not await work.value(select(exists().where(*of_locale)))


async def remove_of_locale(work: UnitOfWork, course: UUID, locale: str) -> None:
    await work.run(delete(requests).where(requests.c.course == course, requests.c.locale == locale))
