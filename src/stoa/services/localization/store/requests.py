"""Objects whose translation was asked for and is not through the cascade yet."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.dialects.postgresql import insert

from stoa.runtime.db import UnitOfWork
from stoa.services.localization.tables import requests


async def ask(work: UnitOfWork, course: UUID, locales: Collection[str], things: Collection[UUID]) -> None:
    rows = [
        {"tenant_id": work.tenant, "course": course, "locale": locale, "object": thing, "at": work.now}
        for locale in locales
        for thing in things
    ]
    await work.run(insert(requests).on_conflict_do_nothing(), rows)


async def settle(work: UnitOfWork, course: UUID, locale: str, things: Collection[UUID]) -> bool:
    """The objects are through. Whether they were the last: the edition is locked by whoever calls."""
    of_locale = requests.c.course == course, requests.c.locale == locale
    await work.run(delete(requests).where(*of_locale, requests.c.object.in_(things)))
    return not await work.value(select(exists().where(*of_locale)))
