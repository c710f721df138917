"""Objects: written once, verified when they are read, however large."""

import tracemalloc
from pathlib import Path

import pytest

from stoa.kernel.checksum import checksum
from stoa.kernel.errors import Conflict, Defect, NotFound
from stoa.kernel.ids import new_id
from tests.world import World

LARGE = 24 * 1024 * 1024


@pytest.fixture(params=[1_000, LARGE], ids=["small", "large"])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.write_bytes(b"stoa" * (request.param // 4))
    return path


async def test_a_file_is_written_once_and_comes_back_as_it_was(world: World, file: Path) -> None:
    bucket, key = world.objects.private, f"{world.tenant}/{new_id()}"
    digest = await bucket.put_file(key, file, "text/plain")
    assert digest == checksum(file.read_bytes())
    assert await bucket.put_file(key, file, "text/plain") == digest
    assert await bucket.size(key) == file.stat().st_size
    back = file.with_suffix(".back")
    await bucket.get_file(key, back, digest)
    assert back.read_bytes() == file.read_bytes()


async def test_other_bytes_are_not_written_over_those_there(world: World, file: Path) -> None:
    bucket, key = world.objects.private, f"{world.tenant}/{new_id()}"
    await bucket.put(key, b"first")
    with pytest.raises(Conflict):
        await bucket.put_file(key, file)
    assert await bucket.get(key) == b"first"


async def test_what_is_missing_and_what_is_damaged_are_told_apart(world: World, tmp_path: Path) -> None:
    bucket, key = world.objects.private, f"{world.tenant}/{new_id()}"
    with pytest.raises(NotFound):
        await bucket.verify(key, checksum(b"first"))
    await bucket.put(key, b"first")
    await bucket.verify(key, checksum(b"first"))
    with pytest.raises(Defect):
        await bucket.verify(key, checksum(b"other"))
    with pytest.raises(Defect):
        await bucket.get_file(key, tmp_path / "back", checksum(b"other"))


async def test_a_large_file_is_never_in_memory_as_a_whole(world: World, tmp_path: Path) -> None:
    bucket, key, path = world.objects.private, f"{world.tenant}/{new_id()}", tmp_path / "file"
    path.write_bytes(bytes(LARGE))
    tracemalloc.start()
    try:
        digest = await bucket.put_file(key, path)
        await bucket.verify(key, digest)
        await bucket.get_file(key, tmp_path / "back", digest)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < LARGE / 2
