"""A version is made: what differs from the one before is rendered and uploaded, the rest leans on it.

Nothing points to any of it yet. Called again for the same publication it ends with the same version.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from anyio import to_thread

from stoa.contracts.content import CourseDocument
from stoa.contracts.delivery import Manifest, ManifestAsset, ManifestObject
from stoa.kernel.checksum import Checksum, checksum
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.objects import Bucket
from stoa.services.delivery.commands.assemble import Assembly, assemble
from stoa.services.delivery.commands.fetch import MediaFiles, fetch_document
from stoa.services.delivery.commands.place import Placing, place
from stoa.services.delivery.commands.rendering import Rendering, load_rendering, save_rendering
from stoa.services.delivery.commands.staging import Staging, workshop
from stoa.services.delivery.commands.upload import upload
from stoa.services.delivery.domain.asset import folder_of, home_of, manifest_folder, tag_of, version_folder
from stoa.services.delivery.domain.placing import Placed
from stoa.services.delivery.domain.publication import Progress, Publication
from stoa.services.delivery.domain.version import Version, next_number
from stoa.services.delivery.ports import Outside
from stoa.services.delivery.store import abandoned, publications, versions


@dataclass(frozen=True, slots=True)
class _Base:
    """What a new version may lean on. home: address of all that the course has. number: None for nothing."""

    content: UUID
    home: str
    number: int | None
    rendering: Rendering


@dataclass(frozen=True, slots=True)
class _Number:
    """existing: a version that shows the same already, which is then published instead."""

    version: int
    existing: Version | None = None


@dataclass(frozen=True, slots=True)
class _Draft:
    """A version in the workshop. shown: all of its manifest but the objects and where it lies."""

    document: CourseDocument
    assembly: Assembly
    staging: Staging
    shown: Mapping[str, Any]
    tag: Checksum


async def make(
    db: Database, outside: Outside, caller: Caller, wanted: Publication, progress: Progress
) -> Version:
    """The assets and the manifest lie in the store, verified. Raises Refusal, Unavailable, Defect."""
    document = await fetch_document(outside.objects.private, wanted)
    base = await _base(db, outside, caller, wanted)
    async with workshop() as folder:
        draft = await _render(outside.objects.private, document, base.rendering, folder, progress)
        number = await _take_number(db, caller, wanted, draft, base)
        if number.existing:
            return number.existing
        own = version_folder(number.version, document.locale)
        placing = await to_thread.run_sync(place, draft.staging.assets, base.rendering.assets, base.home, own)
        address = folder_of(base.content, number.version, document.locale)
        await upload(outside.objects.assets, address, placing, progress)
    manifest = await to_thread.run_sync(_manifest, draft, placing, base, number.version)
    rendering = Rendering(
        home=base.home,
        objects={one.made.id: one for one in draft.assembly.objects},
        assets=placing.assets,
        known=draft.assembly.known,
    )
    return await _write(outside.objects.private, caller, wanted, manifest, rendering)


async def _base(db: Database, outside: Outside, caller: Caller, wanted: Publication) -> _Base:
    """The newest version of the edition. A publication that has its number keeps what it leaned on."""
    async with db.work(caller) as work:
        content = await versions.content_of(work, wanted.edition.course)
        kept = await publications.load_publication(work, wanted.id)
        if kept is None or kept.version is None:
            newest = await versions.newest_version(work, wanted.edition)
        else:
            newest = await versions.load_version(work, wanted.edition, kept.base) if kept.base else None
    home = f"{outside.content_origin}/{home_of(content)}"
    rendering = await load_rendering(outside.objects.private, caller.tenant, content, home, newest)
    return _Base(content, home, newest.number if newest else None, rendering)


async def _render(
    bucket: Bucket, document: CourseDocument, before: Rendering, folder: Path, progress: Progress
) -> _Draft:
    files = MediaFiles(bucket, document.media, folder)
    await files.fetch(before.known, progress)
    staging = Staging(folder / "version", before.assets)
    assembly = await to_thread.run_sync(assemble, document, files, staging, before, progress)
    shown = _shown(document, assembly)
    sums = [Checksum(one.made.checksum) for one in assembly.objects]
    tag = await to_thread.run_sync(tag_of, shown, sums, list(staging.assets.values()))
    return _Draft(document, assembly, staging, shown, tag)


def _shown(document: CourseDocument, assembly: Assembly) -> dict[str, Any]:
    return {
        "course": document.course,
        "locale": document.locale,
        "revision": document.revision,
        "title": document.title,
        "description": document.description,
        "licence": document.licence,
        "authors": document.authors,
        "cover": assembly.cover,
        "cover_alt": document.cover_alt,
        "skills": document.skills,
        "completion": document.completion,
        "source_locale": document.source_locale,
        "translated": document.translated,
    }


async def _take_number(
    db: Database, caller: Caller, wanted: Publication, draft: _Draft, base: _Base
) -> _Number:
    """A number is kept for a replay that renders the same, and never given out twice."""
    edition, tag = wanted.edition, draft.tag
    async with db.work(caller) as work:
        await versions.lock_edition(work, edition)
        existing = await versions.find_version(work, edition, tag)
        kept = await publications.load_publication(work, wanted.id)
        if existing is not None:
            version = existing.number
        elif kept is not None and kept.version is not None and (kept.tag, kept.base) == (tag, base.number):
            version = kept.version
        else:
            version = next_number(await publications.highest_number(work, edition))
        if kept is not None and kept.version != version:
            await abandoned.abandon(work, kept)
        await publications.save_number(work, wanted.id, version, tag, base.number, draft.assembly.notes())
    return _Number(version, existing)


def _manifest(draft: _Draft, placing: Placing, base: _Base, version: int) -> Manifest:
    folders = {path: asset.folder for path, asset in placing.assets.items()}
    cover = draft.assembly.cover
    shown = {
        **draft.shown,
        "cover": folders[cover] + cover if cover else None,
        "objects": [_with_folders(one.made, folders) for one in draft.assembly.objects],
    }
    assets = [_listed(path, asset) for path, asset in placing.assets.items()]
    return Manifest(
        content=base.content, version=version, url=base.home, tag=draft.tag, assets=assets, **shown
    )


def _with_folders(made: ManifestObject, folders: Mapping[str, str]) -> ManifestObject:
    """With paths below the content's own folder. folders: of versions, by path."""

    def at(path: str) -> str:
        return folders[path] + path

    return msgspec.structs.replace(
        made,
        pages={level: at(path) for level, path in made.pages.items()},
        playlist=at(made.playlist) if made.playlist else None,
        poster=at(made.poster) if made.poster else None,
        captions={locale: at(path) for locale, path in made.captions.items()},
        transcripts={locale: at(path) for locale, path in made.transcripts.items()},
        file=at(made.file) if made.file else None,
    )


def _listed(path: str, asset: Placed) -> ManifestAsset:
    return ManifestAsset(
        path=asset.folder + path, checksum=asset.checksum, size=asset.size, media_type=asset.media_type
    )


async def _write(
    bucket: Bucket, caller: Caller, wanted: Publication, manifest: Manifest, rendering: Rendering
) -> Version:
    """The manifest is read back. How the version was made is verified by whoever leans on it."""
    kept = await save_rendering(
        bucket, caller.tenant, manifest.content, manifest.locale, manifest.version, rendering
    )
    data = await to_thread.run_sync(msgspec.json.encode, manifest)
    digest = checksum(data)
    folder = manifest_folder(caller.tenant, manifest.content, manifest.locale)
    key = f"{folder}v{manifest.version}-{digest}.json"
    await bucket.put(key, data, "application/json")
    await bucket.get(key, digest)
    return Version(
        edition=wanted.edition,
        number=manifest.version,
        revision=manifest.revision,
        publication=wanted.id,
        title=manifest.title,
        tag=manifest.tag,
        key=key,
        checksum=digest,
        size=sum(asset.size for asset in manifest.assets),
        objects=len(manifest.objects),
        assets=len(manifest.assets),
        published_by=wanted.published_by,
        published_at=wanted.requested_at,
        rendering=kept,
    )
