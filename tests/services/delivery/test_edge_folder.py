"""Copies of assets beside the edge: of what is active, whole and compared, within their room."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path

import httpx
import msgspec
import pytest

from stoa.contracts.delivery import Manifest, ManifestActivated
from stoa.kernel.checksum import checksum
from stoa.kernel.errors import Unavailable
from stoa.runtime.config import Secret
from stoa.runtime.objects import Objects
from stoa.services.delivery.commands.edge_folder import EdgeFolder
from stoa.services.delivery.commands.fill_edge import settle
from stoa.services.delivery.domain.edge import SERVED, Wanted
from tests.services.delivery.courses import Draft, publish, small_course, whole_course
from tests.world import World

PLENTY = 100_000_000


async def active(world: World, draft: Draft) -> Manifest:
    editor = await world.someone("editor")
    answer = await editor.get(f"/api/courses/{draft.document.course}/manifest?locale=en")
    return msgspec.json.decode(answer.content, type=Manifest)


def wanted(world: World) -> list[Wanted]:
    """Every version that was activated, the latest first."""
    facts = reversed(world.events(ManifestActivated))
    return [Wanted(one.content, one.version, one.locale, one.key, one.checksum) for one in facts]


def copied(folder: Path) -> dict[str, bytes]:
    """By path, all that the edge would serve."""
    served = folder / SERVED
    return {str(file.relative_to(served)): file.read_bytes() for file in served.rglob("*") if file.is_file()}


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(90):
        while True:
            # What is looked at may just be taken away.
            with suppress(FileNotFoundError):
                if true():
                    return
            await asyncio.sleep(0.05)


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[EdgeFolder]:
    folder = EdgeFolder(tmp_path, PLENTY)
    with folder.held() as ours:
        assert ours
        folder.open()
        yield folder


async def test_what_is_activated_soon_lies_beside_the_edge(edge_world: World) -> None:
    folder = edge_world.process.platform.settings.edge.folder
    assert folder is not None
    draft = whole_course()
    await publish(edge_world, draft)
    manifest = await active(edge_world, draft)
    await until(lambda: {manifest.key_of(asset.path) for asset in manifest.assets} <= set(copied(folder)))
    lying = copied(folder)
    async with httpx.AsyncClient(trust_env=False) as client:
        for asset in manifest.assets:
            answer = await client.get(manifest.url + asset.path)
            assert (answer.status_code, checksum(answer.content)) == (200, asset.checksum)
            assert answer.headers["content-type"] == asset.media_type
            assert checksum(lying[manifest.key_of(asset.path)]) == asset.checksum


async def test_a_purged_folder_is_filled_again_and_missed_by_nobody(edge_world: World) -> None:
    folder = edge_world.process.platform.settings.edge.folder
    assert folder is not None
    draft = small_course()
    await publish(edge_world, draft)
    manifest = await active(edge_world, draft)
    await until(lambda: any(str(manifest.content) in path for path in copied(folder)))
    shutil.rmtree((folder / SERVED).rename(folder / "purged"))
    async with httpx.AsyncClient(trust_env=False) as client:
        for asset in manifest.assets:
            assert checksum((await client.get(manifest.url + asset.path)).content) == asset.checksum
    await publish(edge_world, small_course())
    await until(lambda: any(str(manifest.content) in path for path in copied(folder)))


async def test_a_corrupt_copy_is_replaced_before_it_is_served(
    world: World, opened: EdgeFolder, tmp_path: Path
) -> None:
    await publish(world, whole_course())
    versions = wanted(world)
    await settle(versions, opened, world.objects)
    whole = copied(tmp_path)
    assert len(whole) > 5
    files = sorted(path for path in (tmp_path / SERVED).rglob("*") if path.is_file())
    files[0].write_bytes(b"x" * files[0].stat().st_size)
    files[1].write_bytes(b"")
    files[2].unlink()
    again = EdgeFolder(tmp_path, PLENTY)
    again.open()
    assert copied(tmp_path) == {}
    await settle(versions, again, world.objects)
    again.settled()
    assert copied(tmp_path) == whole
    assert not (tmp_path / "found").exists()


async def test_after_a_restart_only_what_changed_is_fetched(
    world: World, opened: EdgeFolder, tmp_path: Path
) -> None:
    await publish(world, whole_course())
    await settle(wanted(world), opened, world.objects)
    inode = {path.name: path.stat().st_ino for path in (tmp_path / SERVED).rglob("*") if path.is_file()}
    again = EdgeFolder(tmp_path, PLENTY)
    again.open()
    again.open()
    await settle(wanted(world), again, world.objects)
    found = {path.name: path.stat().st_ino for path in (tmp_path / SERVED).rglob("*") if path.is_file()}
    assert found == inode


async def test_other_bytes_in_the_store_are_never_laid_at_hand(
    world: World, opened: EdgeFolder, tmp_path: Path
) -> None:
    draft = small_course()
    await publish(world, draft)
    manifest = await active(world, draft)
    key = manifest.key_of(manifest.assets[0].path)
    await world.objects.assets.delete(key)
    await world.objects.assets.put(key, b"something else")
    await settle(wanted(world), opened, world.objects)
    assert copied(tmp_path) == {}


async def test_versions_that_are_not_wanted_any_more_go(
    world: World, opened: EdgeFolder, tmp_path: Path
) -> None:
    draft = small_course("<p>First</p>")
    await publish(world, draft)
    await publish(world, draft.with_text("<p>Second</p>"))
    second, first = wanted(world)
    await settle([second, first], opened, world.objects)
    assert {path.split("/")[2] for path in copied(tmp_path)} == {"v1", "v2"}
    await settle([second], opened, world.objects)
    assert {path.split("/")[2] for path in copied(tmp_path)} == {"v2"}


async def test_what_two_versions_show_lies_here_once_and_as_long_as_one_of_them(
    world: World, opened: EdgeFolder, tmp_path: Path
) -> None:
    draft = small_course('<img src="media:eye.svg" alt="Eye">')
    await publish(world, draft)
    await publish(world, draft.with_text('<p>Second</p><img src="media:eye.svg" alt="Eye">'))
    second, first = wanted(world)
    await settle([second, first], opened, world.objects)
    pictures = [path for path in copied(tmp_path) if "/media/" in path]
    assert len(pictures) == 1
    await settle([second], opened, world.objects)
    manifest = await active(world, draft)
    assert set(copied(tmp_path)) == {manifest.key_of(asset.path) for asset in manifest.assets}
    room = opened.room()
    await settle([], opened, world.objects)
    assert (copied(tmp_path), opened.room() - room) == ({}, sum(asset.size for asset in manifest.assets))


async def test_without_room_the_worse_make_way_and_the_smallest_come_first(
    world: World, tmp_path: Path
) -> None:
    await publish(world, whole_course())
    await publish(world, small_course())
    small, whole = wanted(world)
    folder = EdgeFolder(tmp_path, 5_000)
    folder.open()
    await settle([whole], folder, world.objects)
    sizes = [len(data) for data in copied(tmp_path).values()]
    assert 0 < sum(sizes) <= 5_000
    assert folder.is_part(whole.address())
    await settle([small, whole], folder, world.objects)
    assert folder.holds(small.address())
    tight = EdgeFolder(tmp_path, 10)
    tight.open()
    await settle([small, whole], tight, world.objects)
    assert sum(len(data) for data in copied(tmp_path).values()) <= 10


async def test_an_outage_of_the_store_leaves_what_lies_at_hand(
    world: World, opened: EdgeFolder, tmp_path: Path
) -> None:
    draft = small_course("<p>First</p>")
    await publish(world, draft)
    await settle(wanted(world), opened, world.objects)
    before = copied(tmp_path)
    await publish(world, draft.with_text("<p>Second</p>"))
    settings = world.process.platform.settings.objects
    away = Objects(
        msgspec.structs.replace(settings, endpoint="http://127.0.0.1:9", secret_key=Secret("none"))
    )
    with pytest.raises(Unavailable):
        await settle(wanted(world), opened, away)
    assert copied(tmp_path) == before


async def test_one_process_fills_the_folder(opened: EdgeFolder, tmp_path: Path) -> None:
    with EdgeFolder(tmp_path, PLENTY).held() as ours:
        assert not ours
