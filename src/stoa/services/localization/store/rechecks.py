"""Which editions a glossary counts for, and which glossary each was held against last."""

from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, func, literal, or_, select, true, update

from stoa.kernel.ids import new_id
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.localization.domain.remembered import TENANT
from stoa.services.localization.domain.wanted import GlossaryChanged
from stoa.services.localization.tables import courses, locales, terms


async def editions_of(read: ReadSession, change: GlossaryChanged) -> list[tuple[UUID, str]]:
    """Course and locale of those that are wanted and have terms of these locales and this scope."""
    rows = await read.all(
        select(locales.c.course, locales.c.locale)
        .join(courses, courses.c.course == locales.c.course)
        .where(
            locales.c.active,
            _of(courses.c.locale, change.source_locale),
            _of(locales.c.locale, change.target_locale),
            _within(change.scope),
        )
        .order_by(locales.c.course, locales.c.locale)
    )
    return [(row.course, row.locale) for row in rows]


async def stamp_of(read: ReadSession) -> str:
    """Of the tenant's glossary: another one after every change of it, and none ever comes back.

    Of all terms: one may move to another scope or locale, and a stamp of those that are left would be the
    one from before it came, with targets that were judged by it.
    """
    last, count = func.max(terms.c.changed_at), func.sum(terms.c.version)
    row = await read.one(select(last.label("last"), count.label("changes")))
    return f"{row.last.isoformat()} {row.changes}" if row is not None and row.last is not None else "none"


async def held_against(read: ReadSession, course: UUID, locale: str) -> str | None:
    """None where the course is not wanted in the locale."""
    of = locales.c.course == course, locales.c.locale == locale, locales.c.active
    stamp: str | None = await read.value(select(locales.c.held_against).where(*of))
    return stamp


async def save_held_against(work: UnitOfWork, course: UUID, locale: str, seen: str, stamp: str) -> None:
    """Unless somebody has asked for it anew since `seen`."""
    of = locales.c.course == course, locales.c.locale == locale, locales.c.held_against == seen
    await work.run(update(locales).where(*of).values(held_against=stamp))


async def save_asked(work: UnitOfWork, course: UUID, locale: str) -> None:
    """It is held against no glossary that anybody knows."""
    of = locales.c.course == course, locales.c.locale == locale
    await work.run(update(locales).where(*of).values(held_against=str(new_id())))


def _of(column: Column[Any], tag: str) -> ColumnElement[bool]:
    """A term of a language counts for its regions."""
    return or_(column == tag, func.split_part(column, "-", 1) == literal(tag))


def _within(scope: str) -> ColumnElement[bool]:
    kind, _, name = scope.partition(":")
    if scope == TENANT:
        return true()
    return locales.c.course == UUID(name) if kind == "course" else locales.c.domain == name
