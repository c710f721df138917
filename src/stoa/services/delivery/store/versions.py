"""Versions, what is active of them, and the history of that."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from stoa.kernel.ids import new_secret_id
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.delivery.domain.publication import Edition
from stoa.services.delivery.domain.version import Activation, Active, Version
from stoa.services.delivery.tables import activations, active, contents, versions


async def lock_edition(work: UnitOfWork, edition: Edition) -> None:
    """Numbers are given out and versions activated by one at a time."""
    await work.lock(f"edition:{edition.course}:{edition.locale}")


async def content_of(work: UnitOfWork, course: UUID) -> UUID:
    """The course's part of every asset's address, made at the first publication."""
    row = {"tenant_id": work.tenant, "course": course, "content": new_secret_id()}
    await work.run(insert(contents).on_conflict_do_nothing(), row)
    content: UUID = await work.value(select(contents.c.content).where(contents.c.course == course))
    return content


async def add_version(work: UnitOfWork, version: Version) -> None:
    row = {
        "tenant_id": work.tenant,
        "course": version.edition.course,
        "locale": version.edition.locale,
        "version": version.number,
        "revision": version.revision,
        "publication": version.publication,
        "title": version.title,
        "tag": version.tag,
        "key": version.key,
        "checksum": version.checksum,
        "size": version.size,
        "objects": version.objects,
        "assets": version.assets,
        "published_by": version.published_by,
        "published_at": version.published_at,
        "rendering": version.rendering,
    }
    await work.run(insert(versions), row)


async def load_version(session: ReadSession, edition: Edition, number: int) -> Version | None:
    row = await session.one(select(versions).where(*_in(edition), versions.c.version == number))
    return _version(row) if row else None


async def newest_version(session: ReadSession, edition: Edition) -> Version | None:
    latest = select(versions).where(*_in(edition)).order_by(versions.c.version.desc()).limit(1)
    row = await session.one(latest)
    return _version(row) if row else None


async def find_version(session: ReadSession, edition: Edition, tag: str) -> Version | None:
    row = await session.one(select(versions).where(*_in(edition), versions.c.tag == tag))
    return _version(row) if row else None


async def list_versions(
    session: ReadSession,
    course: UUID,
    locale: str | None,
    most: int,
    after: tuple[str, int] | None = None,
) -> list[Version]:
    """By locale, the newest first. after: locale and number of the last one seen."""
    statement = select(versions).where(versions.c.course == course)
    if locale is not None:
        statement = statement.where(versions.c.locale == locale)
    if after is not None:
        last, number = after
        lower = and_(versions.c.locale == last, versions.c.version < number)
        statement = statement.where(or_(versions.c.locale > last, lower))
    rows = await session.all(statement.order_by(versions.c.locale, versions.c.version.desc()).limit(most))
    return [_version(row) for row in rows]


async def list_locales(session: ReadSession, course: UUID) -> list[str]:
    """Those in which a version is out."""
    statement = select(versions.c.locale).where(versions.c.course == course).distinct()
    return sorted(row.locale for row in await session.all(statement))


async def load_active(session: ReadSession, edition: Edition, *, lock: bool = False) -> Active:
    statement = select(active.c.version, active.c.activation).where(
        active.c.course == edition.course, active.c.locale == edition.locale
    )
    row = await session.one(statement.with_for_update() if lock else statement)
    return Active(row.version, row.activation) if row else Active()


async def list_active(session: ReadSession, course: UUID) -> dict[str, Active]:
    """By locale."""
    rows = await session.all(select(active).where(active.c.course == course))
    return {row.locale: Active(row.version, row.activation) for row in rows}


async def load_active_version(session: ReadSession, edition: Edition) -> Version | None:
    joined = (active.c.course == versions.c.course) & (active.c.locale == versions.c.locale)
    row = await session.one(
        select(versions).join(active, joined & (active.c.version == versions.c.version)).where(*_in(edition))
    )
    return _version(row) if row else None


async def swap_active(work: UnitOfWork, activation: Activation) -> None:
    """One row says what is active; the edition is locked by whoever calls."""
    edition = activation.edition
    row = {
        "tenant_id": work.tenant,
        "course": edition.course,
        "locale": edition.locale,
        "version": activation.version,
        "activation": activation.number,
    }
    new = insert(active).values(row)
    await work.run(
        new.on_conflict_do_update(
            index_elements=["tenant_id", "course", "locale"],
            set_={"version": new.excluded.version, "activation": new.excluded.activation},
        )
    )
    await work.run(
        insert(activations),
        row | {"activated_by": activation.activated_by, "activated_at": activation.activated_at},
    )


async def save_withdrawn(work: UnitOfWork, edition: Edition, before: UUID) -> None:
    """Publications asked for before are not activated; the edition is locked by whoever calls."""
    row = {
        "tenant_id": work.tenant,
        "course": edition.course,
        "locale": edition.locale,
        "version": None,
        "activation": 0,
        "withdrawn": before,
    }
    statement = insert(active).values(row)
    later = func.greatest(active.c.withdrawn, statement.excluded.withdrawn)
    await work.run(
        statement.on_conflict_do_update(
            index_elements=["tenant_id", "course", "locale"], set_={"withdrawn": later}
        )
    )


async def is_withdrawn(session: ReadSession, edition: Edition, publication: UUID) -> bool:
    """Whether the locale was taken back after the publication was asked for."""
    before = await session.value(
        select(active.c.withdrawn).where(active.c.course == edition.course, active.c.locale == edition.locale)
    )
    return before is not None and publication < before


async def list_activations(session: ReadSession, edition: Edition, most: int) -> list[Activation]:
    """The latest first."""
    rows = await session.all(
        select(activations)
        .where(activations.c.course == edition.course, activations.c.locale == edition.locale)
        .order_by(activations.c.activation.desc())
        .limit(most)
    )
    return [
        Activation(edition, row.activation, row.version, row.activated_by, row.activated_at) for row in rows
    ]


def _in(edition: Edition) -> tuple[Any, Any]:
    return versions.c.course == edition.course, versions.c.locale == edition.locale


def _version(row: Row[Any]) -> Version:
    return Version(
        edition=Edition(row.course, row.locale),
        number=row.version,
        revision=row.revision,
        publication=row.publication,
        title=row.title,
        tag=row.tag,
        key=row.key,
        checksum=row.checksum,
        size=row.size,
        objects=row.objects,
        assets=row.assets,
        published_by=row.published_by,
        published_at=row.published_at,
        rendering=row.rendering,
    )
