"""What delivery is asked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec
from anyio import to_thread

from stoa.contracts.delivery import Manifest
from stoa.kernel.errors import Invalid, NotFound
from stoa.kernel.page import LARGEST_PAGE
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.objects import Objects
from stoa.services.delivery.domain.difference import Change, Outlined, difference
from stoa.services.delivery.domain.publication import Edition, Publication
from stoa.services.delivery.domain.version import Activation, Active, Version
from stoa.services.delivery.store import publications, versions

_SHOWN_VERSIONS = 50
_SHOWN_ACTIVATIONS = 20
_CURSOR = re.compile(r"([A-Za-z0-9-]{2,35})\.([0-9]{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Swap:
    """What activating a version would change for readers. now: None while nothing is active."""

    title: str
    edition: Edition
    wanted: Version
    now: Version | None
    activation: int
    changes: list[Change]


class PublishedVersion(msgspec.Struct, frozen=True, kw_only=True):
    """size: bytes of all assets. active: whether readers of the locale get it now."""

    locale: str
    version: int
    revision: int
    title: str
    tag: str
    size: int
    objects: int
    assets: int
    published_by: UUID | None
    published_at: datetime
    active: bool


class CourseVersions(msgspec.Struct, frozen=True, kw_only=True):
    """versions: by locale, the newest first. activations: by locale, to be named as `expected`.

    next: the cursor of the following page, None at the end.
    """

    versions: list[PublishedVersion]
    activations: dict[str, int]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """An edition beside the others of its course. latest: the publication asked for last, in any locale."""

    title: str
    locales: list[str]
    edition: Edition
    versions: list[Version]
    more: bool
    active: Active
    activations: list[Activation]
    latest: Publication | None


async def active_version(db: Database, caller: Caller, edition: Edition) -> Version:
    """Raises NotFound while nothing is active."""
    async with db.read(caller) as read:
        version = await versions.load_active_version(read, edition)
    if version is None:
        raise NotFound("manifest.missing", locale=edition.locale)
    return version


async def list_versions(
    db: Database, caller: Caller, course: UUID, locale: str | None, size: int, cursor: str | None
) -> CourseVersions:
    """locale: None is all of them. cursor: as the page before gave it."""
    size = max(1, min(size, LARGEST_PAGE))
    async with db.read(caller) as read:
        active = await versions.list_active(read, course)
        found = await versions.list_versions(read, course, locale, size + 1, _after(cursor))
    shown = found[:size]
    last = shown[-1] if len(found) > size else None
    return CourseVersions(
        versions=[_published(version, active) for version in shown],
        activations={locale: one.activation for locale, one in active.items()},
        next=f"{last.edition.locale}.{last.number}" if last else None,
    )


async def publication(db: Database, caller: Caller, publication: UUID) -> Publication:
    async with db.read(caller) as read:
        found = await publications.load_publication(read, publication)
    if found is None:
        raise NotFound("publication.missing")
    return found


async def overview(
    db: Database, caller: Caller, course: UUID, locale: str | None, most: int = _SHOWN_VERSIONS
) -> Overview:
    """locale: None is that of the latest publication. Raises NotFound for a course never published."""
    async with db.read(caller) as read:
        asked_for = await publications.list_publications(read, course, 1)
        if not asked_for:
            raise NotFound("course.never_published")
        edition = Edition(course, locale or asked_for[0].edition.locale)
        locales = await versions.list_locales(read, course)
        found = await versions.list_versions(read, course, edition.locale, most + 1)
        return Overview(
            title=asked_for[0].title,
            locales=sorted({*locales, asked_for[0].edition.locale}),
            edition=edition,
            versions=found[:most],
            more=len(found) > most,
            active=await versions.load_active(read, edition),
            activations=await versions.list_activations(read, edition, _SHOWN_ACTIVATIONS),
            latest=asked_for[0],
        )


async def swap(db: Database, objects: Objects, caller: Caller, edition: Edition, number: int) -> Swap:
    """Raises NotFound for a version that was never published."""
    async with db.read(caller) as read:
        wanted = await versions.load_version(read, edition, number)
        now = await versions.load_active_version(read, edition)
        active = await versions.load_active(read, edition)
    if wanted is None:
        raise NotFound("version.missing", field="version", version=number)
    changes = difference(
        await _outline(objects, now) if now else [],
        await _outline(objects, wanted),
    )
    return Swap(wanted.title, edition, wanted, now, active.activation, changes)


async def _outline(objects: Objects, version: Version) -> list[Outlined]:
    data = await objects.private.get(version.key, version.checksum)
    manifest = await to_thread.run_sync(lambda: msgspec.json.decode(data, type=Manifest))
    return [Outlined(thing.id, thing.title, thing.parent, thing.checksum) for thing in manifest.objects]


def _after(cursor: str | None) -> tuple[str, int] | None:
    if cursor is None:
        return None
    match = _CURSOR.fullmatch(cursor)
    if match is None:
        raise Invalid("cursor.malformed", field="cursor")
    return match[1], int(match[2])


def _published(version: Version, active: Mapping[str, Active]) -> PublishedVersion:
    return PublishedVersion(
        locale=version.edition.locale,
        version=version.number,
        revision=version.revision,
        title=version.title,
        tag=version.tag,
        size=version.size,
        objects=version.objects,
        assets=version.assets,
        published_by=version.published_by,
        published_at=version.published_at,
        active=version.number == active.get(version.edition.locale, Active()).version,
    )
