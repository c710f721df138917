"""Whatever moment the process dies at, readers have the old version whole or the new one whole."""

from contextlib import suppress

import msgspec
import pytest

from stoa.contracts.content import RevisionPublished
from stoa.contracts.delivery import Manifest, ManifestActivated, ManifestPublished
from stoa.kernel.checksum import Checksum
from stoa.kernel.clock import utc_now
from stoa.kernel.errors import Conflict, Defect
from stoa.runtime.config import ObjectSettings
from stoa.runtime.objects import Bucket, Objects
from stoa.services.delivery import queries
from stoa.services.delivery.commands.publish import publish
from stoa.services.delivery.domain.publication import Edition, Publication
from stoa.services.delivery.ports import Outside
from stoa.services.delivery.store import publications
from tests.services.delivery import courses
from tests.world import World


class PowerCut(BaseException):
    """Nobody catches it, as nobody catches a kill -9."""


class Fuse:
    """Blows after so many writes."""

    def __init__(self, writes: int) -> None:
        self.left = writes

    def burn(self) -> None:
        if self.left == 0:
            raise PowerCut
        self.left -= 1


class MortalBucket(Bucket):
    """The real bucket of a process that dies at one of its writes."""

    def __init__(self, settings: ObjectSettings, name: str, fuse: Fuse) -> None:
        super().__init__(settings, name)
        self._fuse = fuse

    async def put(self, key: str, data: bytes, media_type: str = "application/octet-stream") -> Checksum:
        self._fuse.burn()
        return await super().put(key, data, media_type)


def mortal(world: World, writes: int) -> Outside:
    settings = world.process.platform.settings
    objects, fuse = Objects(settings.objects), Fuse(writes)
    objects.assets = MortalBucket(settings.objects, settings.objects.assets_bucket, fuse)
    objects.private = MortalBucket(settings.objects, settings.objects.private_bucket, fuse)
    return Outside(objects, settings.web.content_origin)


async def arrive(world: World, fact: RevisionPublished) -> None:
    """The publication is there, and nobody works at it."""
    now = utc_now()
    publication = Publication(
        id=fact.publication,
        edition=Edition(fact.course, fact.locale),
        revision=fact.revision,
        title=fact.title,
        document_key=fact.document_key,
        document_checksum=fact.document_checksum,
        published_by=fact.published_by,
        requested_at=now,
        changed_at=now,
    )
    async with world.db("delivery").work(world.caller()) as work:
        await publications.add_publication(work, publication)


async def read_all(world: World, fact: RevisionPublished) -> Manifest:
    """What readers get now, every byte of it verified."""
    caller = world.caller("editor")
    version = await queries.active_version(world.db("delivery"), caller, Edition(fact.course, fact.locale))
    manifest = msgspec.json.decode(
        await world.objects.private.get(version.key, version.checksum), type=Manifest
    )
    for asset in manifest.assets:
        await world.objects.assets.get(manifest.key_of(asset.path), asset.checksum)
    return manifest


async def test_death_at_any_write_leaves_readers_with_what_they_had(world: World) -> None:
    draft = courses.whole_course()
    await courses.publish(world, draft)
    changed = draft.with_text("<p>After the cut</p>").with_file(
        "film.en.vtt", courses.CAPTIONS + b"\nNOTE cut\n"
    )
    fact = await courses.announce(world, changed)
    await arrive(world, fact)
    db, caller, deaths = world.db("delivery"), world.caller(), 0
    while (await read_all(world, fact)).version == 1:
        with suppress(PowerCut):
            await publish(db, mortal(world, deaths), caller, fact.publication)
        deaths += 1
    assert deaths > 10
    manifest = await read_all(world, fact)
    assert (manifest.version, manifest.revision) == (2, 2)
    await world.quiet()
    assert [one.version for one in world.events(ManifestPublished)] == [1, 2]
    assert [one.version for one in world.events(ManifestActivated)] == [1, 2]


async def test_a_finished_publication_worked_at_again_changes_nothing(world: World) -> None:
    draft = courses.small_course()
    fact = await courses.publish(world, draft)
    await publish(world.db("delivery"), mortal(world, 0), world.caller(), fact.publication)
    await world.quiet()
    assert len(world.events(ManifestActivated)) == 1


async def test_an_asset_that_is_not_what_was_written_stops_the_publication(world: World) -> None:
    """The other end of the checksum: the store is read back before anybody is told."""
    draft = courses.small_course('<img src="media:eye.svg" alt="Eye">')
    first = await courses.publish(world, draft)
    manifest = await read_all(world, first)
    taken = f"content/{manifest.content}/v2/en/pages/{manifest.objects[0].id}/standard.html"
    await world.objects.assets.put(taken, b"somebody else's bytes")
    fact = await courses.announce(world, draft.with_text("<p>Again</p>"))
    await arrive(world, fact)
    with pytest.raises(Defect) as caught:
        await publish(world.db("delivery"), mortal(world, 1000), world.caller(), fact.publication)
    assert caught.value.code == "publication.address_taken"
    assert (await read_all(world, fact)).version == 1
    with pytest.raises(Conflict):
        await world.objects.assets.put(taken, b"other bytes again")
