"""Editions as they were told, and what delivery made of them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, update
from sqlalchemy.dialects.postgresql import insert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.localization.domain.release import Release
from stoa.services.localization.tables import courses, delivered, locales, releases


async def wanted_since(read: ReadSession, course: UUID, locale: str) -> datetime:
    """Since when readers could have the present source in the locale."""
    moment: datetime = await read.value(
        select(func.greatest(courses.c.heard_at, locales.c.since))
        .join(locales, locales.c.course == courses.c.course)
        .where(courses.c.course == course, locales.c.locale == locale)
    )
    return moment


async def add_release(work: UnitOfWork, told: Release) -> None:
    row = {name: getattr(told, name) for name in Release.__slots__}
    await work.run(insert(releases), {"tenant_id": work.tenant, **row})


async def save_delivered(
    work: UnitOfWork, course: UUID, locale: str, version: int | None, activation: int
) -> None:
    """version: None, readers have nothing. A late word changes nothing."""
    row = {
        "tenant_id": work.tenant,
        "course": course,
        "locale": locale,
        "version": version,
        "activation": activation,
        "at": work.now,
    }
    statement = insert(delivered).values(row)
    newer = statement.on_conflict_do_update(
        index_elements=["tenant_id", "course", "locale"],
        set_={name: statement.excluded[name] for name in ("version", "activation", "at")},
        where=delivered.c.activation < statement.excluded.activation,
    )
    await work.run(newer)


async def save_live(
    work: UnitOfWork, course: UUID, locale: str, publication: UUID, version: int
) -> Release | None:
    """It is out. Returns it where it was not before."""
    rows = await work.all(
        update(releases)
        .where(*_is(course, locale, publication), releases.c.live_at.is_(None))
        .values(live_at=work.now, version=version, failed=None)
        .returning(releases)
    )
    return release_from(rows[0]) if rows else None


async def is_first(read: ReadSession, release: Release) -> bool:
    """Whether no edition before it that was out is of the same revision of the source."""
    earlier = await read.value(
        select(func.count())
        .select_from(releases)
        .where(
            releases.c.course == release.course,
            releases.c.locale == release.locale,
            releases.c.source == release.source,
            releases.c.revision < release.revision,
            releases.c.live_at.is_not(None),
        )
    )
    return not earlier


async def save_failed(work: UnitOfWork, course: UUID, locale: str, publication: UUID, code: str) -> None:
    await work.run(
        update(releases)
        .where(*_is(course, locale, publication), releases.c.live_at.is_(None))
        .values(failed=code)
    )


def release_from(row: Row[Any]) -> Release:
    return Release(**{name: getattr(row, name) for name in Release.__slots__})


def _is(course: UUID, locale: str, publication: UUID) -> tuple[Any, ...]:
    return (
        releases.c.course == course,
        releases.c.locale == locale,
        releases.c.publication == publication,
    )
