"""Item sets as content published them, and which revision is active as delivery says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import UUID

import msgspec
from anyio import to_thread
from sqlalchemy import Row, select
from sqlalchemy.dialects.postgresql import insert

from stoa.contracts.content import CourseDocument, ItemSetObject
from stoa.contracts.delivery import (
    Manifest,
    ManifestActivated,
    ManifestWithdrawn,
    PilotActivated,
    PilotEnded,
)
from stoa.kernel.errors import NotFound
from stoa.kernel.locale import nearest
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.assessment.domain.attempt import SetKey
from stoa.services.assessment.domain.item_set import ItemSet
from stoa.services.assessment.store.needs import needs_of
from stoa.services.assessment.store.translation import StoredSet, item_set_from
from stoa.services.assessment.tables import item_sets, live, pilots, versions


@dataclass(frozen=True, slots=True)
class SetCard:
    """An item set among those of its course. pass_share: of the points."""

    id: UUID
    title: str
    pass_share: float
    in_video: bool


async def save_document(work: UnitOfWork, document: CourseDocument) -> None:
    """Keeps every item set of the revision. A revision known already stays as it is: it never changes."""
    needs = needs_of(document)
    rows = [
        {
            "tenant_id": work.tenant,
            "course": document.course,
            "revision": document.revision,
            "locale": document.locale,
            "item_set": found.id,
            "title": found.title,
            "position": position,
            "in_video": found.in_video,
            "pass_share": found.item_set.pass_share,
            "document": _stored(document, found, needs.get(found.id, [])),
        }
        for position, found in enumerate(document.objects)
        if isinstance(found, ItemSetObject)
    ]
    await work.run(insert(item_sets).on_conflict_do_nothing(), rows)


def _stored(document: CourseDocument, found: ItemSetObject, needs: list[UUID]) -> str:
    text = msgspec.json.encode((found.item_set, found.intro)).decode()
    media = {
        one.name: one.checksum
        for one in document.media
        if f"media:{one.name}" in text or f"media:{quote(one.name)}" in text
    }
    stored = StoredSet(
        item_set=found.item_set,
        intro=found.intro,
        in_video=found.in_video is not None,
        film=found.in_video,
        media=media,
        needs=needs,
    )
    return msgspec.json.encode(stored).decode()


def check_document(document: CourseDocument) -> None:
    """Raises Defect when an item cannot be scored."""
    for found in document.objects:
        if isinstance(found, ItemSetObject):
            stored = StoredSet(item_set=found.item_set, intro=found.intro, media={})
            item_set_from(stored, found.id, found.title, document.locale)


async def load(read: ReadSession, key: SetKey) -> tuple[ItemSet, Mapping[str, str]] | None:
    """With the addresses of its media by name."""
    query = (
        select(item_sets.c.title, item_sets.c.document, versions.c.addresses)
        .outerjoin(
            versions,
            (versions.c.tenant_id == item_sets.c.tenant_id)
            & (versions.c.course == item_sets.c.course)
            & (versions.c.revision == item_sets.c.revision)
            & (versions.c.locale == item_sets.c.locale),
        )
        .where(
            item_sets.c.course == key.course,
            item_sets.c.revision == key.revision,
            item_sets.c.locale == key.locale,
            item_sets.c.item_set == key.item_set,
        )
    )
    row = await read.one(query)
    if row is None:
        return None
    return await to_thread.run_sync(_translate, row.title, row.document, row.addresses or "{}", key)


def _translate(title: str, document: str, addresses: str, key: SetKey) -> tuple[ItemSet, Mapping[str, str]]:
    stored = msgspec.json.decode(document, type=StoredSet)
    where = msgspec.json.decode(addresses, type=dict[str, str])
    media = {name: where[checksum] for name, checksum in stored.media.items() if checksum in where}
    return item_set_from(stored, key.item_set, title, key.locale), media


async def save_activation(work: UnitOfWork, event: ManifestActivated, manifest: Manifest) -> None:
    """An activation older than the one known changes nothing but the addresses of its own revision."""
    where = {"tenant_id": work.tenant, "course": event.course, "locale": event.locale}
    await _save_addresses(work, event, manifest)
    row = {
        **where,
        "revision": event.revision,
        "activation": event.activation,
        "title": event.title,
        "known_at": work.now,
    }
    statement = insert(live).values(row)
    newer = statement.on_conflict_do_update(
        index_elements=["tenant_id", "course", "locale"],
        set_={name: statement.excluded[name] for name in ("revision", "activation", "title")},
        where=live.c.activation < statement.excluded.activation,
    )
    await work.run(newer)


async def _save_addresses(
    work: UnitOfWork, event: ManifestActivated | PilotActivated, manifest: Manifest
) -> None:
    addresses = {asset.checksum: manifest.url + asset.path for asset in manifest.assets}
    version = {
        "tenant_id": work.tenant,
        "course": event.course,
        "locale": event.locale,
        "revision": event.revision,
        "addresses": msgspec.json.encode(addresses).decode(),
    }
    await work.run(insert(versions).values(version).on_conflict_do_nothing())


async def save_pilot(work: UnitOfWork, event: PilotActivated, manifest: Manifest) -> None:
    """A turn older than the one known changes nothing but the addresses of its own revision."""
    await _save_addresses(work, event, manifest)
    await _save_turn(work, event, event.runs, event.revision)


async def end_pilot(work: UnitOfWork, event: PilotEnded) -> None:
    await _save_turn(work, event, [], None)


async def _save_turn(
    work: UnitOfWork, event: PilotActivated | PilotEnded, runs: Sequence[UUID], revision: int | None
) -> None:
    row = {
        "tenant_id": work.tenant,
        "course": event.course,
        "locale": event.locale,
        "runs": list(runs),
        "revision": revision,
        "turn": event.turn,
    }
    statement = insert(pilots).values(row)
    newer = statement.on_conflict_do_update(
        index_elements=["tenant_id", "course", "locale"],
        set_={name: statement.excluded[name] for name in ("runs", "revision", "turn")},
        where=pilots.c.turn < statement.excluded.turn,
    )
    await work.run(newer)


async def save_withdrawn(work: UnitOfWork, event: ManifestWithdrawn) -> None:
    """Attempts that were begun go on; new ones begin in another locale."""
    row = {
        "tenant_id": work.tenant,
        "course": event.course,
        "locale": event.locale,
        "revision": None,
        "activation": event.activation,
        "title": "",
        "known_at": work.now,
    }
    statement = insert(live).values(row)
    newer = statement.on_conflict_do_update(
        index_elements=["tenant_id", "course", "locale"],
        set_={name: statement.excluded[name] for name in ("revision", "activation")},
        where=live.c.activation < statement.excluded.activation,
    )
    await work.run(newer)


async def active_revision(
    read: ReadSession, course: UUID, wanted: str, run: UUID | None = None
) -> tuple[str, int] | None:
    """Locale and revision of the active version nearest to the locale wanted, else of the source's.

    The locale known longest is the source's. None for a course of which nothing is active. run: may have a
    locale, or another revision of it, before everyone.
    """
    rows = await read.all(
        select(live.c.locale, live.c.revision)
        .where(live.c.course == course, live.c.revision.is_not(None))
        .order_by(live.c.known_at)
    )
    revisions = {row.locale: row.revision for row in rows}
    if run is not None:
        revisions |= await _piloted(read, course, run)
    locale = nearest(list(revisions), [wanted]) or next(iter(revisions), None)
    return (locale, revisions[locale]) if locale is not None else None


async def _piloted(read: ReadSession, course: UUID, run: UUID) -> dict[str, int]:
    """By locale."""
    of = pilots.c.course == course, pilots.c.revision.is_not(None), pilots.c.runs.contains([run])
    rows = await read.all(select(pilots.c.locale, pilots.c.revision).where(*of))
    return {row.locale: row.revision for row in rows}


async def active_key(
    read: ReadSession, course: UUID, item_set: UUID, wanted: str, run: UUID | None = None
) -> SetKey:
    """The set as learners of the run are asked now, in the locale wanted if there is one. Raises NotFound."""
    found = await active_revision(read, course, wanted, run)
    if found is None:
        raise NotFound("item_set.missing")
    locale, revision = found
    return SetKey(course, revision, locale, item_set)


async def course_title(read: ReadSession, course: UUID, locale: str) -> str:
    query = select(live.c.title).where(live.c.course == course, live.c.locale == locale)
    return str(await read.value(query) or "")


async def cards(read: ReadSession, course: UUID, revision: int, locale: str) -> Sequence[SetCard]:
    """The item sets of a revision in the order of the course."""
    rows = await read.all(
        select(item_sets.c.item_set, item_sets.c.title, item_sets.c.pass_share, item_sets.c.in_video)
        .where(item_sets.c.course == course, item_sets.c.revision == revision, item_sets.c.locale == locale)
        .order_by(item_sets.c.position)
    )
    return [SetCard(row.item_set, row.title, row.pass_share, row.in_video is not None) for row in rows]


async def prompts(
    read: ReadSession, course: UUID, revision: int, locale: str
) -> list[tuple[UUID, str, UUID, str]]:
    """Item set, its title, item, html of what is asked; in the order of the course."""
    rows = await read.all(
        select(item_sets.c.item_set, item_sets.c.title, item_sets.c.document)
        .where(item_sets.c.course == course, item_sets.c.revision == revision, item_sets.c.locale == locale)
        .order_by(item_sets.c.position)
    )
    return await to_thread.run_sync(_prompts, rows)


def _prompts(rows: Sequence[Row[Any]]) -> list[tuple[UUID, str, UUID, str]]:
    return [
        (row.item_set, row.title, item.id, item.prompt)
        for row in rows
        for item in msgspec.json.decode(row.document, type=StoredSet).item_set.items
    ]


async def title(read: ReadSession, course: UUID, item_set: UUID) -> str | None:
    """As the newest revision calls it; None when none has it."""
    value: str | None = await read.value(
        select(item_sets.c.title)
        .where(item_sets.c.course == course, item_sets.c.item_set == item_set)
        .order_by(item_sets.c.revision.desc())
        .limit(1)
    )
    return value


async def pass_share(read: ReadSession, course: UUID, item_set: UUID) -> float | None:
    """Of the newest revision that has the set; None when none does."""
    value = await read.value(
        select(item_sets.c.pass_share)
        .where(item_sets.c.course == course, item_sets.c.item_set == item_set)
        .order_by(item_sets.c.revision.desc())
        .limit(1)
    )
    return None if value is None else float(value)
