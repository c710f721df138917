"""A locale is made ready: when enough of it is there, its document is put together and told.

Until it is told readers keep what they have: the old translation stays until the new one is complete.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec
from anyio import to_thread

from stoa.contracts.content import CourseDocument
from stoa.contracts.localization import LocaleReady
from stoa.kernel.checksum import Checksum, checksum
from stoa.kernel.errors import Unavailable
from stoa.kernel.ids import new_id
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, ReadSession, UnitOfWork
from stoa.runtime.objects import Bucket, Objects
from stoa.services.localization.commands.documents import Tree, fetch_captions, fetch_kept, fetch_tree
from stoa.services.localization.domain.course import Course
from stoa.services.localization.domain.edition import Audience, Edition, next_revision
from stoa.services.localization.domain.made import MadeDocument, SaidObject, marks_of, share_of
from stoa.services.localization.domain.release import Release
from stoa.services.localization.domain.skeletons import FieldSkeleton
from stoa.services.localization.domain.translated import translated, with_captions
from stoa.services.localization.store import courses, documents, editions, releases, units


@dataclass(frozen=True, slots=True)
class _Standing:
    """What readers may get of every object. before: the last document."""

    course: Course
    edition: Edition
    said: Sequence[SaidObject]
    before: MadeDocument | None


@dataclass(frozen=True, slots=True)
class _Material:
    """All that objects in the locale are made of."""

    skeletons: Mapping[UUID, Sequence[FieldSkeleton]]
    targets: Mapping[UUID, str]
    machine: Collection[UUID]


@dataclass(frozen=True, slots=True)
class _Made:
    """key, checksum: of the document under its own revision. mark: of what it says, under the source's."""

    title: str
    revision: int
    document: MadeDocument
    mark: Checksum


async def assemble(db: Database, objects: Objects, caller: Caller, course: UUID, locale: str) -> None:
    """Nothing while too little is there, and nothing when readers have it all already.

    Objects of which nothing has changed are taken over from the last document.
    """
    caller, bucket = caller.under(None), objects.private
    async with db.read(caller) as read:
        standing = await _look(read, course, locale)
    if standing is None:
        return
    tree = await fetch_tree(bucket, standing.course)
    marks = await to_thread.run_sync(marks_of, tree, standing.said)
    kept = await fetch_kept(bucket, standing.before, marks)
    anew = [id_ for id_ in marks if str(id_) not in kept.things]
    async with db.read(caller) as read:
        material = await _gather(read, standing, [*anew, course])
    cues = await fetch_captions(bucket, tree, [str(id_) for id_ in anew])
    whole = await to_thread.run_sync(
        translated, tree, material.skeletons, material.targets, material.machine, cues, locale, kept.things
    )
    files = kept.captions(tree) | await _put_captions(bucket, caller, whole.tree, whole.captions)
    revision = next_revision(standing.edition, standing.course.revision)
    made = await _put_document(bucket, caller, with_captions(whole.tree, files), revision, marks)
    await _tell(db, caller, standing, made)


async def _look(read: ReadSession, course: UUID, locale: str) -> _Standing | None:
    known = await courses.load_course(read, course)
    edition = await editions.load_edition(read, course, locale)
    if known is None or edition is None or not edition.active or known.cut != known.publication:
        return None
    if edition.published_change >= edition.change or edition.audience is Audience.NOBODY:
        return None
    said = await documents.said(read, course, locale, edition.terms.policy.least)
    if share_of(said) < edition.terms.share:
        return None
    return _Standing(known, edition, said, await documents.load_made(read, course, locale))


async def _gather(read: ReadSession, standing: _Standing, things: Collection[UUID]) -> _Material:
    course, locale = standing.course.id, standing.edition.locale
    least = standing.edition.terms.policy.least
    return _Material(
        await courses.load_skeletons(read, course, things),
        await units.targets(read, course, things, locale, least),
        await units.left_by_machines(read, course, things, locale),
    )


async def _put_captions(
    bucket: Bucket, caller: Caller, tree: Tree, captions: Mapping[str, bytes]
) -> dict[str, Tree]:
    """Media entries of the files, by film."""
    entries = {}
    for film, data in captions.items():
        digest = checksum(data)
        key = f"{caller.tenant}/media/{digest}"
        await bucket.put(key, data, "text/vtt")
        entries[film] = {
            "name": f"captions/{film}.{tree['locale']}.vtt",
            "media_type": "text/vtt",
            "size": len(data),
            "checksum": digest,
            "key": key,
        }
    return entries


async def _put_document(
    bucket: Bucket, caller: Caller, tree: Tree, revision: int, marks: Mapping[UUID, str]
) -> _Made:
    mark = checksum(await to_thread.run_sync(_encode, tree))
    data = await to_thread.run_sync(_encode, {**tree, "revision": revision})
    digest = checksum(data)
    key = f"{caller.tenant}/documents/{tree['course']}/{digest}.json"
    await bucket.put(key, data, "application/json")
    return _Made(str(tree["title"]), revision, MadeDocument(key, digest, marks), mark)


def _encode(tree: Tree) -> bytes:
    """Through the published language, which proves that the document is of it."""
    return msgspec.json.encode(msgspec.convert(tree, CourseDocument, str_keys=True))


async def _tell(db: Database, caller: Caller, standing: _Standing, made: _Made) -> None:
    course, seen = standing.course, standing.edition
    async with db.work(caller) as work:
        now = await courses.load_course(work, course.id)
        edition = await editions.load_edition(work, course.id, seen.locale, lock=True)
        if now is None or now.publication != course.publication or edition is None or not edition.active:
            return
        if edition.published_change >= seen.change:
            return
        if edition.chosen != seen.chosen:
            raise Unavailable("locale.busy")
        if edition.published_revision != seen.published_revision:
            raise Unavailable("locale.busy")
        if edition.published == made.mark:
            await editions.save_looked_at(work, seen)
            return
        told = await _release(work, standing, made)
        revisions = told.revision, told.source
        await editions.save_published(work, seen, told.publication, *revisions, made.mark)
        await documents.save_made(work, course.id, seen.locale, made.document)
        await releases.add_release(work, told)
        work.record(
            LocaleReady(
                course=told.course,
                revision=told.revision,
                locale=told.locale,
                title=made.title,
                document_key=told.document_key,
                document_checksum=told.document_checksum,
                publication=told.publication,
                published_by=course.published_by,
                source_revision=told.source,
                share=told.share,
                runs=list(edition.runs),
                audience=edition.chosen,
            )
        )


async def _release(work: UnitOfWork, standing: _Standing, made: _Made) -> Release:
    course, locale = standing.course, standing.edition.locale
    return Release(
        course=course.id,
        locale=locale,
        revision=made.revision,
        source=course.revision,
        publication=new_id(),
        document_key=made.document.key,
        document_checksum=made.document.checksum,
        share=share_of(standing.said),
        wanted_at=await releases.wanted_since(work, course.id, locale),
        told_at=work.now,
    )
