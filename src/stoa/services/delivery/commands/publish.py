"""Publishing: render, upload, verify, and only then tell and activate.

Until the last unit of work nothing points to what was written, so a crash leaves readers with what they had.
Rendering the same gives the same bytes and addresses are written once, so doing all of it again after a crash
ends with the same version.
"""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import msgspec
from anyio import to_thread

from stoa.contracts.content import CourseDocument
from stoa.contracts.delivery import Manifest, ManifestAsset, ManifestPublished, PublicationFailed
from stoa.kernel.checksum import checksum
from stoa.kernel.errors import Defect, Refusal, StoaError, Unavailable
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.runtime.objects import Objects
from stoa.services.delivery.commands.activate import swap
from stoa.services.delivery.commands.assemble import Assembly, assemble
from stoa.services.delivery.commands.fetch import fetch_document, fetch_media
from stoa.services.delivery.commands.staging import Staging, workshop
from stoa.services.delivery.commands.telling import telling
from stoa.services.delivery.commands.upload import upload
from stoa.services.delivery.domain.asset import folder_of, manifest_folder, tag_of
from stoa.services.delivery.domain.publication import Progress, Publication, State
from stoa.services.delivery.domain.version import Version, next_number
from stoa.services.delivery.store import abandoned, publications, versions


@dataclass(frozen=True, slots=True)
class Outside:
    """What publishing reaches. content_origin: without a slash at its end."""

    objects: Objects
    content_origin: str


@dataclass(frozen=True, slots=True)
class _Number:
    """existing: a version that shows the same already, which is then published instead."""

    content: UUID
    version: int
    existing: Version | None = None


async def publish(db: Database, outside: Outside, caller: Caller, publication: UUID) -> None:
    """The same publication again finishes what is left of it. A refusal ends it and is told to the editor."""
    caller = caller.under(None)
    async with db.read(caller) as read:
        wanted = await publications.load_publication(read, publication)
    if wanted is None:
        raise Defect("publication.missing", publication=str(publication))
    if wanted.state is State.PUBLISHED:
        return
    try:
        async with telling(db, caller, publication) as progress:
            version = await _make(db, outside, caller, wanted, progress)
        await _finish(db, caller, wanted, version)
    except Unavailable:
        raise
    except Refusal as refusal:
        await _fail(db, caller, wanted, refusal)
    except Exception as error:
        await _fail(
            db, caller, wanted, error if isinstance(error, StoaError) else Defect("publication.defect")
        )
        raise


async def _make(
    db: Database, outside: Outside, caller: Caller, wanted: Publication, progress: Progress
) -> Version:
    """Everything but telling: the assets and the manifest lie in the store, verified."""
    objects = outside.objects
    document = await fetch_document(objects.private, wanted)
    async with workshop() as folder:
        files = await fetch_media(objects.private, document.media, folder, progress)
        staging = Staging(folder / "version")
        assembly = await to_thread.run_sync(assemble, document, files, staging, progress)
        shown = _shown(document, assembly)
        tag = await to_thread.run_sync(tag_of, shown, list(staging.assets.values()))
        number = await _take_number(db, caller, wanted, tag, assembly)
        if number.existing:
            return number.existing
        address = folder_of(number.content, number.version, document.locale)
        url = f"{outside.content_origin}/{address}"
        assets = await to_thread.run_sync(staging.settle, url)
        await upload(objects.assets, address, assets, progress)
    listed = [
        ManifestAsset(path=asset.path, checksum=asset.checksum, size=asset.size, media_type=asset.media_type)
        for asset in assets
    ]
    manifest = Manifest(
        content=number.content, version=number.version, url=url, tag=tag, assets=listed, **shown
    )
    return await _write_manifest(outside, caller, wanted, manifest)


def _shown(document: CourseDocument, assembly: Assembly) -> dict[str, Any]:
    """All of a manifest but where it lies."""
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
        "objects": assembly.objects,
        "source_locale": document.source_locale,
        "translated": document.translated,
    }


async def _take_number(
    db: Database, caller: Caller, wanted: Publication, tag: str, assembly: Assembly
) -> _Number:
    """A number is kept for a replay that renders the same, and never given out twice."""
    edition = wanted.edition
    async with db.work(caller) as work:
        await versions.lock_edition(work, edition)
        content = await versions.content_of(work, edition.course)
        existing = await versions.find_version(work, edition, tag)
        kept = await publications.load_publication(work, wanted.id)
        if existing is not None:
            version = existing.number
        elif kept is not None and kept.version is not None and kept.tag == tag:
            version = kept.version
        else:
            version = next_number(await publications.highest_number(work, edition))
        if kept is not None and kept.version != version:
            await abandoned.abandon(work, kept)
        await publications.save_number(work, wanted.id, version, tag, assembly.notes)
    return _Number(content, version, existing)


async def _write_manifest(
    outside: Outside, caller: Caller, wanted: Publication, manifest: Manifest
) -> Version:
    bucket = outside.objects.private
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
    )


async def _finish(db: Database, caller: Caller, wanted: Publication, made: Version) -> None:
    """Version, facts and activation are there together or not at all."""
    async with db.work(caller) as work:
        await versions.lock_edition(work, wanted.edition)
        now = await publications.load_publication(work, wanted.id, lock=True)
        if now is None or now.state is State.PUBLISHED:
            return
        version = await versions.find_version(work, wanted.edition, made.tag)
        if version is None:
            version = replace(made, published_at=work.now)
            await versions.add_version(work, version)
        if version.number != made.number:
            await abandoned.give_up(work, wanted.edition, made.number, work.now)
        await publications.save_published(work, wanted.id, version.number)
        work.record(
            ManifestPublished(
                content=await versions.content_of(work, wanted.edition.course),
                course=wanted.edition.course,
                locale=wanted.edition.locale,
                version=version.number,
                revision=version.revision,
                key=version.key,
                checksum=version.checksum,
                publication=wanted.id,
            )
        )
        if await _leads(work, wanted, version):
            await swap(work, version, wanted.published_by, expected=None)


async def _leads(work: UnitOfWork, wanted: Publication, version: Version) -> bool:
    """Whether readers should get it: they have another, nothing later is out, nobody took the locale back."""
    active = await versions.load_active(work, wanted.edition)
    return (
        active.version != version.number
        and not await publications.overtaken(work, wanted)
        and not await versions.is_withdrawn(work, wanted.edition, wanted.id)
    )


async def _fail(db: Database, caller: Caller, wanted: Publication, error: StoaError) -> None:
    """Readers keep what they had. The same failure is told once, however often it is tried again."""
    async with db.work(caller) as work:
        now = await publications.load_publication(work, wanted.id, lock=True)
        if now is None or now.state is State.PUBLISHED:
            return
        await publications.save_failed(work, wanted.id, error.code, error.data)
        if now.code == error.code:
            return
        work.record(
            PublicationFailed(
                publication=wanted.id,
                course=wanted.edition.course,
                revision=wanted.revision,
                locale=wanted.edition.locale,
                code=error.code,
            )
        )
