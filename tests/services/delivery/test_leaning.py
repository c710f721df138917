"""A version makes only what differs from the one before it; readers cannot tell."""

import re
from contextlib import suppress
from datetime import timedelta

import msgspec
import pytest
from msgspec.structs import replace

from stoa.contracts.content import TextObject
from stoa.contracts.delivery import Manifest, ManifestActivated
from stoa.kernel.checksum import Checksum
from stoa.kernel.clock import utc_now
from stoa.kernel.ids import new_id
from stoa.runtime.config import ObjectSettings
from stoa.runtime.objects import Bucket, Objects
from stoa.services.delivery.commands import assemble, rendering
from stoa.services.delivery.commands.activate import activate
from stoa.services.delivery.commands.publish import publish as publish_revision
from stoa.services.delivery.commands.purge import purge
from stoa.services.delivery.domain.page import Page, Surroundings, render
from stoa.services.delivery.domain.publication import Edition
from stoa.services.delivery.ports import Outside
from stoa.services.delivery.store import versions
from tests.services.delivery.courses import CAPTIONS, Draft, announce, publish, small_course, whole_course
from tests.services.delivery.test_crash import PowerCut, arrive, mortal, read_all
from tests.world import World

PICTURE = '<p>Look</p><img src="media:eye.svg" alt="Eye">'


class CountedBucket(Bucket):
    """The real bucket, which notes what it was asked for."""

    def __init__(self, settings: ObjectSettings, name: str) -> None:
        super().__init__(settings, name)
        self.written: list[str] = []
        self.read: list[str] = []

    async def put(self, key: str, data: bytes, media_type: str = "application/octet-stream") -> Checksum:
        self.written.append(key)
        return await super().put(key, data, media_type)

    async def verify(self, key: str, expected: str) -> None:
        self.read.append(key)
        await super().verify(key, expected)

    async def get_file(self, key: str, path: object, expected: str) -> None:
        self.read.append(key)
        await super().get_file(key, path, expected)  # type: ignore[arg-type]


def counted(world: World) -> tuple[Outside, CountedBucket, CountedBucket]:
    """With its buckets of assets and of media."""
    settings = world.process.platform.settings
    objects = Objects(settings.objects)
    assets = CountedBucket(settings.objects, settings.objects.assets_bucket)
    private = CountedBucket(settings.objects, settings.objects.private_bucket)
    objects.assets, objects.private = assets, private
    return Outside(objects, settings.web.content_origin), assets, private


def texts(count: int, html: str = PICTURE) -> Draft:
    """A course of so many texts, each with a picture."""
    draft = small_course()
    things = [
        TextObject(id=new_id(), key=f"t{at}", title=f"Text {at}", html=f"<p>Text {at}</p>{html}")
        for at in range(count)
    ]
    return Draft(replace(draft.document, objects=things), draft.files)


def with_one(draft: Draft, at: int, **changes: object) -> Draft:
    """The next revision, in which one object is another."""
    things = list(draft.document.objects)
    things[at] = replace(things[at], **changes)
    return draft.next(objects=things)


async def shown(world: World, manifest: Manifest) -> dict[str, bytes]:
    """All that readers get, by paths below the folder of whatever version, in which no address tells one."""
    found = {}
    for asset in manifest.assets:
        data = await world.objects.assets.get(manifest.key_of(asset.path), asset.checksum)
        found[plain(asset.path)] = re.sub(rb"/content/[0-9a-f-]{36}/v\d+/", b"/content/any/any/", data)
    return found


def plain(path: str) -> str:
    """Below the folder of whatever version."""
    return re.sub(r"^v\d+/", "", path)


def told(manifest: Manifest) -> bytes:
    """The manifest, but for where it and its assets lie."""
    bare = replace(manifest, content=manifest.course, version=0, url="", assets=[])
    return re.sub(rb'"v\d+/', b'"', msgspec.json.encode(bare))


async def test_edit_of_one_object_renders_uploads_and_reads_back_only_its_page(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = texts(5)
    first = await read_all(world, await publish(world, draft))
    changed = with_one(draft, 2, html=f"<p>Another</p>{PICTURE}")
    fact = await announce(world, changed)
    await arrive(world, fact)
    outside, assets, private = counted(world)
    rendered = []

    def noted(html: str, around: Surroundings) -> Page:
        rendered.append(html)
        return render(html, around)

    monkeypatch.setattr(assemble, "render", noted)
    await publish_revision(world.db("delivery"), outside, world.caller(), fact.publication)
    page = f"content/{first.content}/v2/en/pages/{changed.document.objects[2].id}/standard.html"
    assert len(rendered) == 1
    assert assets.written == assets.read == [page]
    assert not any("/media/" in key for key in private.read)


async def test_unchanged_assets_are_named_where_they_lie(world: World) -> None:
    draft = texts(3)
    first = await read_all(world, await publish(world, draft))
    second = await read_all(world, await publish(world, with_one(draft, 1, html="<p>Without</p>")))
    before = {plain(asset.path): asset for asset in first.assets}
    moved = [asset for asset in second.assets if asset != before.get(plain(asset.path))]
    assert [asset.path for asset in moved] == [f"v2/en/pages/{draft.document.objects[1].id}/standard.html"]
    assert second.objects[0].pages["standard"].startswith("v1/en/")


async def test_what_readers_get_is_what_a_publication_from_nothing_shows(world: World) -> None:
    draft = whole_course()
    await publish(world, draft)
    for at, changes in ((1, {"html": "<p>New</p>"}), (6, {"title": "Leaf"}), (0, {"title": "Rays"})):
        draft = with_one(draft, at, **changes)
        await publish(world, draft)
    draft = draft.with_file("film.en.vtt", CAPTIONS + b"\n00:04.000 --> 00:05.000\nAnd bends.\n").next()
    grown = await read_all(world, await publish(world, draft))
    fresh = Draft(replace(draft.document, course=new_id()), draft.files)
    whole = await read_all(world, await publish(world, fresh))
    assert (grown.version, whole.version) == (5, 1)
    assert len({asset.path.split("/")[0] for asset in grown.assets}) > 2
    assert await shown(world, grown) == await shown(world, whole)
    same = replace(whole, course=grown.course, tag=grown.tag)
    assert told(grown) == told(same)
    assert [one.checksum for one in grown.objects] == [one.checksum for one in whole.objects]


async def test_files_of_a_film_are_all_of_one_version(world: World) -> None:
    """They name each other by place, so new captions take the film along."""
    draft = whole_course()
    await publish(world, draft)
    changed = draft.with_file("film.en.vtt", CAPTIONS + b"\nNOTE other\n").next()
    manifest = await read_all(world, await publish(world, changed))
    film = {asset.path.split("/")[0] for asset in manifest.assets if "/video/" in asset.path}
    assert film == {"v2"}
    again = await read_all(world, await publish(world, with_one(changed, 3, html="<p>About</p>")))
    film = {asset.path.split("/")[0] for asset in again.assets if "/video/" in asset.path}
    assert (again.version, film) == (3, {"v2"})


async def test_picture_replaced_under_its_name_is_new_on_every_page_that_shows_it(world: World) -> None:
    draft = texts(2)
    await publish(world, draft)
    other = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20"></svg>'
    manifest = await read_all(world, await publish(world, draft.with_file("eye.svg", other).next()))
    assert {asset.path.split("/")[0] for asset in manifest.assets} == {"v2"}
    pages = [data for path, data in (await shown(world, manifest)).items() if "/pages/" in path]
    assert all(b'width="10" height="20"' in page for page in pages)


async def test_link_follows_when_its_target_goes_and_comes_back(world: World) -> None:
    draft = texts(2, "")
    target = draft.document.objects[1].id
    draft = with_one(draft, 0, html=f'<p>See <a href="object:{target}">that</a></p>')
    both = await read_all(world, await publish(world, draft))
    alone = await read_all(world, await publish(world, draft.next(objects=draft.document.objects[:1])))
    linked = f'href="./{target}"'.encode()
    page = f"en/pages/{draft.document.objects[0].id}/standard.html"
    assert linked in (await shown(world, both))[page]
    assert linked not in (await shown(world, alone))[page]
    third = replace(draft.document, revision=9)
    again = await read_all(world, await publish(world, Draft(third, draft.files)))
    assert linked in (await shown(world, again))[page]


async def test_roll_back_after_purges_serves_every_asset_of_every_version(world: World) -> None:
    draft = texts(4)
    fact = await publish(world, draft)
    for turn in range(3):
        draft = with_one(draft, turn, html=f"<p>Turn {turn}</p>{PICTURE}")
        never = await announce(world, with_one(draft, 3, html="<p>Never seen</p>"))
        await arrive(world, never)
        with suppress(PowerCut):
            await publish_revision(world.db("delivery"), mortal(world, 1), world.caller(), never.publication)
        await publish(world, draft)
    await purge(world.db("delivery"), mortal(world, 0), lambda: utc_now() + timedelta(days=2))
    edition = Edition(fact.course, fact.locale)
    published = [one.version for one in world.events(ManifestActivated)]
    assert len(published) == 4
    for version in (published[0], published[2], published[1], published[3]):
        await activate(world.db("delivery"), world.caller("editor"), edition, version, None)
        assert (await read_all(world, fact)).version == version


async def test_crash_between_is_finished_with_what_it_leaned_on_though_a_later_version_came(
    world: World,
) -> None:
    """Its pages name pictures where they lay when it began; written again they are the same bytes."""
    draft = texts(3)
    await publish(world, draft)
    cut = await announce(world, with_one(draft, 0, html=f"<p>Cut off</p>{PICTURE}"))
    await arrive(world, cut)
    db, caller = world.db("delivery"), world.caller()
    with suppress(PowerCut):
        await publish_revision(db, mortal(world, 1), caller, cut.publication)
    other = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 7 7"></svg>'
    later = await publish(world, with_one(draft, 1, html="<p>Later</p>").with_file("eye.svg", other).next())
    await publish_revision(db, mortal(world, 100), caller, cut.publication)
    assert (await read_all(world, later)).version == 3
    await activate(db, world.caller("editor"), Edition(cut.course, cut.locale), 2, None)
    manifest = await read_all(world, cut)
    assert manifest.version == 2
    [picture] = [asset.path for asset in manifest.assets if "/media/" in asset.path]
    [page] = [data for data in (await shown(world, manifest)).values() if b"Cut off" in data]
    assert picture.startswith("v1/")
    assert plain(picture).encode() in page


async def test_locales_lean_on_their_own_versions(world: World) -> None:
    english = texts(3)
    arabic = Draft(replace(english.document, locale="ar", title="درس"), english.files)
    await publish(world, english)
    await publish(world, arabic)
    await publish(world, with_one(english, 0, html="<p>New</p>"))
    there = await read_all(world, await publish(world, with_one(arabic, 1, html="<p>جديد</p>")))
    assert there.version == 2
    assert {"/".join(asset.path.split("/")[:2]) for asset in there.assets} == {"v1/ar", "v2/ar"}


async def test_version_made_in_another_way_is_made_anew(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = texts(3)
    await publish(world, draft)
    monkeypatch.setattr(rendering, "WAY", rendering.WAY + 1)
    manifest = await read_all(world, await publish(world, with_one(draft, 0, title="Renamed")))
    assert {asset.path.split("/")[0] for asset in manifest.assets} == {"v2"}


async def test_lost_or_damaged_rendering_costs_time_and_nothing_else(world: World) -> None:
    draft = texts(2)
    fact = await publish(world, draft)
    async with world.db("delivery").read(world.caller()) as read:
        version = await versions.newest_version(read, Edition(fact.course, fact.locale))
    assert version is not None
    keys = [key async for key in world.objects.private.keys(f"{world.tenant}/manifests/")]
    [key] = [key for key in keys if str(version.rendering) in key]
    await world.objects.private.delete(key)
    await world.objects.private.put(key, b"{}")
    manifest = await read_all(world, await publish(world, with_one(draft, 0, title="Renamed")))
    assert {asset.path.split("/")[0] for asset in manifest.assets} == {"v2"}
