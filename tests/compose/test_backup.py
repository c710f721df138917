"""A backup is worth what its restoring gives."""

import os
from pathlib import Path

import asyncpg
import pytest

from stoa.compose.backup import backup, data_engines, restore
from stoa.compose.embedded import edge_on_free_ports, embedded
from stoa.compose.engines.program import Trouble
from stoa.compose.engines.seaweedfs import object_store
from stoa.runtime.config import Settings

KEY = "content/0190a8f0-7b6e-7cc1-8c2a-1d2b3c4d5e6f/v1/en/film.mp4"
LARGE = os.urandom(20 * 1024 * 1024)
SETTINGS = ("machines.toml", "weblate.toml")
"""What an operator wrote beside `stoa.toml`."""
SCHEMA = """
    CREATE ROLE stoa_shelf NOLOGIN;
    GRANT stoa_shelf TO stoa_app WITH INHERIT FALSE, SET TRUE;
    CREATE SCHEMA shelf;
    GRANT USAGE ON SCHEMA shelf TO stoa_shelf;
    CREATE TABLE shelf.books (tenant int, title text, place vector(3));
    ALTER TABLE shelf.books ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
    CREATE POLICY mine ON shelf.books TO stoa_shelf USING (tenant = 1);
    GRANT SELECT ON shelf.books TO stoa_shelf;
    INSERT INTO shelf.books VALUES (1, 'Über Licht', '[1,2,3]'), (2, 'Farben', '[0,0,1]');
"""


async def as_owner(settings: Settings) -> "asyncpg.Connection[asyncpg.Record]":
    return await asyncpg.connect(settings.database.admin_url.reveal().replace("+asyncpg", ""))


async def filled(folder: Path, target: Path) -> None:
    async with embedded(folder, only={"postgresql", "seaweedfs"}) as settings:
        connection = await as_owner(settings)
        await connection.execute(SCHEMA)
        await connection.close()
        assets = object_store(settings.objects, settings.objects.assets_bucket)
        await assets.put_async(KEY, LARGE, attributes={"Content-Type": "video/mp4"})
        private = object_store(settings.objects, settings.objects.private_bucket)
        await private.put_async("imports/ä b.zip", b"small")
        for name in SETTINGS:
            (folder / name).write_text(f"# {name}")
        manifest = await backup(settings, target)
    names = [entry.name for entry in manifest.entries]
    assert set(names) >= {"database.dump", "roles.json", "secrets.json", f"objects/assets/{KEY}"}


async def test_everything_comes_back(tmp_path: Path) -> None:
    await filled(tmp_path / "old", tmp_path / "stoa.backup")
    assert (tmp_path / "stoa.backup").stat().st_mode & 0o777 == 0o600
    await restore(tmp_path / "stoa.backup", tmp_path / "new", edge_on_free_ports())
    assert (tmp_path / "new" / "secrets.json").read_bytes() == (
        tmp_path / "old" / "secrets.json"
    ).read_bytes()
    for name in SETTINGS:
        assert (tmp_path / "new" / name).read_text() == f"# {name}"
    async with data_engines(tmp_path / "new") as settings:
        connection = await asyncpg.connect(settings.database.url.reveal().replace("+asyncpg", ""))
        async with connection.transaction():
            await connection.execute("SET LOCAL ROLE stoa_shelf")
            rows = await connection.fetch("SELECT title, place::text FROM shelf.books")
        await connection.close()
        assert [tuple(row) for row in rows] == [("Über Licht", "[1,2,3]")]
        assets = object_store(settings.objects, settings.objects.assets_bucket)
        film = await assets.get_async(KEY)
        assert film.attributes["Content-Type"] == "video/mp4"
        assert bytes(await film.bytes_async()) == LARGE
        private = object_store(settings.objects, settings.objects.private_bucket)
        assert bytes(await (await private.get_async("imports/ä b.zip")).bytes_async()) == b"small"
    assert not (tmp_path / ".new.restoring").exists()


async def test_a_folder_in_use_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "kept").write_text("mine")
    with pytest.raises(Trouble, match="is not empty"):
        await restore(tmp_path / "none", tmp_path / "data", {})


async def test_a_damaged_file_is_refused_and_nothing_is_made(tmp_path: Path) -> None:
    target = tmp_path / "stoa.backup"
    await filled(tmp_path / "old", target)
    whole = target.read_bytes()

    flipped = bytearray(whole)
    flipped[whole.index(LARGE[:64]) + 1000] ^= 1
    target.write_bytes(flipped)
    with pytest.raises(Trouble, match=r"damaged: the checksum of objects/assets/.*film\.mp4"):
        await restore(target, tmp_path / "new", {})

    target.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Trouble, match="not a whole backup"):
        await restore(target, tmp_path / "new", {})

    target.write_bytes(b"something else")
    with pytest.raises(Trouble, match="not a whole backup"):
        await restore(target, tmp_path / "new", {})
    assert not (tmp_path / "new").exists()


async def test_a_backup_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    async with embedded(tmp_path / "data", only={"postgresql", "seaweedfs"}) as settings:
        with pytest.raises(Trouble, match="cannot be written"):
            await backup(settings, tmp_path / "missing" / "stoa.backup")
    assert not list(tmp_path.glob("**/*.partial"))
