"""Courses in locales."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, case, select, update
from sqlalchemy.dialects.postgresql import insert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.localization.domain.edition import Audience, Edition, Policy, Terms
from stoa.services.localization.tables import locales


async def choose(work: UnitOfWork, course: UUID, locale: str, terms: Terms) -> int:
    """Wanted from now on, on these terms. Returns the count of changes."""
    row = {
        "tenant_id": work.tenant,
        "course": course,
        "locale": locale,
        **_columns(terms),
        "active": True,
        "change": 1,
        "since": work.now,
    }
    statement = insert(locales).values(row)
    changed = {name: statement.excluded[name] for name in (*_columns(terms), "active")}
    since = case((locales.c.active, locales.c.since), else_=statement.excluded.since)
    upsert = statement.on_conflict_do_update(
        index_elements=["tenant_id", "course", "locale"],
        set_={**changed, "change": locales.c.change + 1, "since": since},
    )
    return int(await work.value(upsert.returning(locales.c.change)))


async def remove(work: UnitOfWork, course: UUID, locale: str) -> int | None:
    """Returns the count of changes, None where it was not wanted. Wanted again, it is told anew."""
    statement = (
        update(locales)
        .where(locales.c.course == course, locales.c.locale == locale, locales.c.active)
        .values(
            active=False,
            change=locales.c.change + 1,
            published_change=-1,
            published_source=None,
            published_checksum=None,
            published_at=None,
        )
        .returning(locales.c.change)
    )
    change = await work.value(statement)
    return None if change is None else int(change)


async def save_audience(
    work: UnitOfWork, course: UUID, locale: str, audience: Audience, runs: Sequence[UUID]
) -> int:
    """Returns the count of such choices. What was told before is told anew to whom it is for now."""
    statement = (
        update(locales)
        .where(locales.c.course == course, locales.c.locale == locale)
        .values(audience=audience.value, runs=list(runs), chosen=locales.c.chosen + 1)
        .returning(locales.c.chosen)
    )
    return int(await work.value(statement))


async def touch(work: UnitOfWork, course: UUID, locale: str | None = None) -> None:
    """Something that readers may see has changed; in every locale of the course without one."""
    statement = update(locales).where(locales.c.course == course).values(change=locales.c.change + 1)
    await work.run(statement if locale is None else statement.where(locales.c.locale == locale))


async def load_edition(read: ReadSession, course: UUID, locale: str, *, lock: bool = False) -> Edition | None:
    statement = select(locales).where(locales.c.course == course, locales.c.locale == locale)
    row = await read.one(statement.with_for_update() if lock else statement)
    return _edition(row) if row else None


async def list_editions(read: ReadSession, course: UUID) -> list[Edition]:
    """Those that are wanted."""
    rows = await read.all(
        select(locales).where(locales.c.course == course, locales.c.active).order_by(locales.c.locale)
    )
    return [_edition(row) for row in rows]


async def list_all(read: ReadSession) -> list[Edition]:
    """Of every course, wanted or not: each has a log."""
    return [_edition(row) for row in await read.all(select(locales))]


async def save_published(
    work: UnitOfWork, edition: Edition, publication: UUID, revision: int, source: int, checksum: str
) -> None:
    """revision: of the document in the locale. source: of content's document."""
    await work.run(
        update(locales)
        .where(locales.c.course == edition.course, locales.c.locale == edition.locale)
        .values(
            published_change=edition.change,
            published=publication,
            published_revision=revision,
            published_source=source,
            published_checksum=checksum,
            published_at=work.now,
        )
    )


async def forget_published(work: UnitOfWork, course: UUID, locale: str) -> None:
    """It is told once more, whether it says something else or not."""
    await work.run(
        update(locales)
        .where(locales.c.course == course, locales.c.locale == locale)
        .values(published_checksum=None, change=locales.c.change + 1)
    )


async def save_looked_at(work: UnitOfWork, edition: Edition) -> None:
    """Nothing of what changed is seen by readers."""
    await work.run(
        update(locales)
        .where(locales.c.course == edition.course, locales.c.locale == edition.locale)
        .values(published_change=edition.change)
    )


def _columns(terms: Terms) -> dict[str, Any]:
    return {
        "policy": terms.policy.value,
        "share": terms.share,
        "threshold": terms.threshold,
        "two_reviewers": terms.two_reviewers,
        "domain": terms.domain,
        "priority": terms.priority,
        "due_at": terms.due_at,
    }


def _edition(row: Row[Any]) -> Edition:
    return Edition(
        course=row.course,
        locale=row.locale,
        terms=Terms(
            policy=Policy(row.policy),
            share=row.share,
            threshold=row.threshold,
            two_reviewers=row.two_reviewers,
            domain=row.domain,
            priority=row.priority,
            due_at=row.due_at,
        ),
        active=row.active,
        change=row.change,
        published_change=row.published_change,
        published=row.published_checksum,
        published_revision=row.published_revision,
        published_source=row.published_source,
        published_at=row.published_at,
        audience=Audience(row.audience),
        runs=tuple(row.runs),
        chosen=row.chosen,
    )


async def list_domains(read: ReadSession) -> list[str]:
    """Names of the memories that courses share."""
    wanted = select(locales.c.domain).where(locales.c.domain != "", locales.c.active).distinct()
    return [row.domain for row in await read.all(wanted.order_by(locales.c.domain))]
