"""What PostgreSQL's start makes of an unusual folder."""

import os
import pwd
from pathlib import Path

import asyncpg
import pytest

from stoa.compose.embedded import embedded
from stoa.compose.engines.postgresql import client_folder
from stoa.compose.engines.program import Trouble
from stoa.compose.ports import free_port
from stoa.compose.supervisor import supervised

ONLY = {"postgresql"}


async def answers(url: str) -> bool:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        return bool(await connection.fetchval("SELECT true"))
    finally:
        await connection.close()


async def test_a_folder_closed_to_others_and_far_too_deep_serves(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    deep = closed / "with space" / ("x" * 100)
    async with embedded(deep, only=ONLY) as settings:
        assert await answers(settings.database.url.reveal())
        assert len(str(client_folder(deep / "postgresql"))) < 80


async def test_as_root_it_runs_as_somebody_else(tmp_path: Path) -> None:
    async with embedded(tmp_path, only=ONLY):
        pid = int((tmp_path / "postgresql" / "postmaster.pid").read_text().split()[0])
        owner = Path(f"/proc/{pid}").stat().st_uid
    assert owner == (pwd.getpwnam("stoa").pw_uid if os.geteuid() == 0 else os.geteuid())


async def test_a_lock_left_by_a_crash_is_no_hindrance(tmp_path: Path) -> None:
    """The number in it belongs to another process by now: ours."""
    async with embedded(tmp_path, only=ONLY):
        pass
    lock = tmp_path / "postgresql" / "postmaster.pid"
    lock.write_text(f"{os.getpid()}\n/proc/self/cwd\n")
    async with embedded(tmp_path, only=ONLY) as settings:
        assert await answers(settings.database.url.reveal())


async def test_a_setup_cut_short_is_begun_again(tmp_path: Path) -> None:
    half = tmp_path / "postgresql.making"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    async with embedded(tmp_path, only=ONLY) as settings:
        assert await answers(settings.database.url.reveal())
    assert not half.exists()


async def test_data_of_another_version_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "postgresql").mkdir(parents=True)
    (tmp_path / "postgresql" / "PG_VERSION").write_text("16\n")
    with pytest.raises(Trouble, match=r"made by PostgreSQL 16 and this is 18\. Make a backup"):
        async with embedded(tmp_path, only=ONLY):
            pass


async def test_it_listens_on_loopback_only_when_asked(tmp_path: Path) -> None:

    port = free_port()
    given = {"STOA_POSTGRES_TCP_PORT": str(port)}
    async with supervised(tmp_path, given, only=ONLY, durable=False) as supervisor:
        settings = supervisor.house.settings
        assert await answers(settings.database.url.reveal())
        with pytest.raises(asyncpg.InvalidPasswordError):
            await asyncpg.connect(host="127.0.0.1", port=port, user="stoa_app", password="wrong")
