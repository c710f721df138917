"""Starting, restarting and stopping real engines."""

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from stoa.compose.embedded import edge_on_free_ports, embedded
from stoa.compose.engines import nats_jwt
from stoa.compose.engines.nats import Nats, NatsConfig
from stoa.compose.engines.process import Identity
from stoa.compose.engines.program import Trouble
from stoa.compose.folder import ProgramStatus, RunFolder, read_status
from stoa.compose.ports import free_port
from stoa.compose.settings import load
from stoa.compose.supervisor import Supervisor, supervised
from stoa.compose.watch import Watch
from stoa.runtime.config import Settings

HOLDER = """
import asyncio, sys
from pathlib import Path
from stoa.compose.embedded import edge_on_free_ports
from stoa.compose.supervisor import interruptible, supervised

async def main():
    async with interruptible(), supervised(Path(sys.argv[1]), edge_on_free_ports()) as supervisor:
        await supervisor.serve([])
        print("ready", flush=True)
        await supervisor.keep_running()

asyncio.run(main())
"""


async def database(settings: Settings) -> "asyncpg.Connection[asyncpg.Record]":
    return await asyncpg.connect(settings.database.admin_url.reveal().replace("+asyncpg", ""))


async def test_what_was_written_is_there_after_a_second_start(tmp_path: Path) -> None:
    async with embedded(tmp_path, only={"postgresql"}) as settings:
        connection = await database(settings)
        await connection.execute("CREATE TABLE kept (word text); INSERT INTO kept VALUES ('here')")
        await connection.close()
    assert read_status(tmp_path) is None
    async with embedded(tmp_path, only={"postgresql"}) as settings:
        connection = await database(settings)
        assert await connection.fetchval("SELECT word FROM kept") == "here"
        await connection.close()


async def test_the_application_may_do_nothing_by_itself(tmp_path: Path) -> None:
    async with embedded(tmp_path, only={"postgresql"}) as settings:
        connection = await asyncpg.connect(settings.database.url.reveal().replace("+asyncpg", ""))
        role = await connection.fetchrow("SELECT * FROM pg_roles WHERE rolname = current_user")
        rights = ("rolsuper", "rolinherit", "rolcreaterole", "rolcreatedb", "rolreplication", "rolbypassrls")
        assert not any(role[right] for right in rights)
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("CREATE TABLE public.mine (a int)")
        await connection.close()


async def test_every_engine_comes_back_after_a_kill(tmp_path: Path) -> None:
    async with supervised(tmp_path, edge_on_free_ports(), durable=False) as supervisor:
        await supervisor.serve([])
        before = {status.name: status.pid for status in supervisor.status().programs}
        assert set(before) == {"postgresql", "nats", "seaweedfs", "caddy"}
        for name, pid in before.items():
            assert pid is not None
            os.kill(pid, signal.SIGKILL)
            after = await back(supervisor, name, pid)
            assert after.restarts == 1
        async with asyncio.timeout(60):
            while {status.state for status in supervisor.status().programs} != {"ready"}:
                await asyncio.sleep(0.02)
        shown = read_status(tmp_path)
        assert shown is not None
        assert shown.pid == os.getpid()
        assert {status.name for status in shown.programs} == set(before)


async def back(supervisor: Supervisor, name: str, old_pid: int) -> ProgramStatus:
    async with asyncio.timeout(60):
        while True:
            status = next(status for status in supervisor.status().programs if status.name == name)
            if status.state == "ready" and status.pid not in (None, old_pid):
                return status
            await asyncio.sleep(0.02)


async def test_a_second_supervisor_is_refused(tmp_path: Path) -> None:
    async with supervised(tmp_path, edge_on_free_ports(), only={"nats"}):
        with pytest.raises(Trouble, match=rf"already runs on .* \(process {os.getpid()}\)"):
            async with supervised(tmp_path, edge_on_free_ports(), only={"nats"}):
                pass


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


async def test_a_taken_port_that_was_asked_for_is_named(tmp_path: Path, taken: int) -> None:
    with pytest.raises(Trouble, match=rf"Port {taken} for the application .* edge.app_port"):
        async with supervised(tmp_path, {"STOA_EDGE_APP_PORT": str(taken)}, only=()):
            pass


async def test_a_taken_usual_port_is_left_to_its_owner(tmp_path: Path, taken: int) -> None:
    (tmp_path / "ports.json").write_text(json.dumps({"application": taken}))
    said: list[str] = []
    house = load(tmp_path, {}, choosing=True, say=said.append)
    assert house.settings.web.app_origin != f"http://localhost:{taken}"
    assert said[0].startswith(f"Port {taken} is used by another program; the application has port ")
    assert load(tmp_path, {}).settings.web.app_origin == house.settings.web.app_origin


async def test_a_port_taken_after_the_choice_is_explained(tmp_path: Path, taken: int) -> None:
    """Between the choice and the start somebody else was quicker."""
    async with supervised(tmp_path, {}, only=()) as supervisor:
        config = supervisor.house.engines.nats
        assert config is not None
    ports = json.loads((tmp_path / "ports.json").read_text())
    stolen = NatsConfig(
        folder=config.folder,
        keys=config.keys,
        client_port=taken,
        websocket_port=ports["nats_websocket"],
        monitor_port=ports["nats_monitor"],
    )
    watch = Watch(Nats(stolen), RunFolder(tmp_path), lambda _: None)
    with pytest.raises(Trouble, match=r"nats does not start\. Another program uses its port"):
        await watch.start()
    await watch.stop()


async def test_a_start_that_is_cancelled_as_it_is_told_to_end_is_cancelled(tmp_path: Path) -> None:
    """Between two attempts: its folder cannot be, since a file lies in the way."""
    (tmp_path / "file").touch()
    keys, port = nats_jwt.generate(), free_port()
    config = NatsConfig(
        folder=tmp_path / "file/nats", keys=keys, client_port=port, websocket_port=port, monitor_port=port
    )
    watch = Watch(Nats(config), RunFolder(tmp_path), lambda _: None)
    starting = asyncio.create_task(watch.start())
    await asyncio.sleep(0)
    await watch.stop()
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting


async def test_nothing_outlives_a_killed_supervisor(tmp_path: Path) -> None:
    holder = await hold(tmp_path)
    status = read_status(tmp_path)
    assert status is not None
    children = [identity for s in status.programs if s.pid and (identity := Identity.of(s.pid))]
    assert len(children) == 4
    holder.kill()
    await holder.wait()
    async with asyncio.timeout(60):
        while any(child.alive() for child in children):
            await asyncio.sleep(0.05)
    assert read_status(tmp_path) is None


async def test_what_an_earlier_supervisor_left_is_ended(tmp_path: Path) -> None:
    """Its death did not reach the children: they were stopped at that moment, say by a debugger."""
    holder = await hold(tmp_path)
    status = read_status(tmp_path)
    assert status is not None
    nats = next(s.pid for s in status.programs if s.name == "nats")
    assert nats is not None
    left = Identity.of(nats)
    assert left is not None
    os.kill(nats, signal.SIGSTOP)
    note = tmp_path / "run" / "nats.pid.json"
    note.write_text(json.dumps({**json.loads(note.read_text()), "timeout_s": 1.0}))
    holder.kill()
    await holder.wait()
    async with embedded(tmp_path, only={"nats"}):
        assert not left.alive()


async def test_a_stranger_with_a_noted_number_is_left_alone(tmp_path: Path) -> None:
    stranger = await asyncio.create_subprocess_exec("sleep", "60")
    noted = {"pid": stranger.pid, "started": 1, "boot": "an earlier one"}
    (tmp_path / "run").mkdir()
    note = {"identity": noted, "signal": int(signal.SIGTERM), "timeout_s": 1.0}
    (tmp_path / "run" / "nats.pid.json").write_text(json.dumps(note))
    async with embedded(tmp_path, only=()):
        assert stranger.returncode is None
    stranger.kill()
    await stranger.wait()


async def test_asked_to_stop_it_stops_everything_in_order(tmp_path: Path) -> None:
    holder = await hold(tmp_path)
    holder.terminate()
    async with asyncio.timeout(120):
        assert await holder.wait() == 0
    log = (tmp_path / "log" / "postgresql.log").read_text()
    assert "database system is shut down" in log
    assert not list((tmp_path / "run").glob("*.pid.json"))


async def test_asked_to_stop_while_starting_it_leaves_nothing_running(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    holder = await asyncio.create_subprocess_exec(*command)
    async with asyncio.timeout(120):
        while not list((tmp_path / "run").glob("seaweedfs.pid.json")):
            await asyncio.sleep(0.01)
        holder.terminate()
        assert await holder.wait() == 0
    assert not list((tmp_path / "run").glob("*.pid.json"))


async def hold(folder: Path) -> asyncio.subprocess.Process:
    command = [sys.executable, "-c", HOLDER, str(folder)]
    holder = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert holder.stdout is not None
    async with asyncio.timeout(120):
        assert await holder.stdout.readline() == b"ready\n"
    return holder


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
async def test_a_folder_of_somebody_else_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(Trouble, match="cannot be used: Permission denied"):
        async with supervised(tmp_path, {}, only=()):
            pass


async def test_settings_name_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "stoa.toml").write_text("[edge]\napp_prot = 80\n")
    with pytest.raises(Trouble, match=r"app_prot.*edge"):
        load(tmp_path, {}, choosing=True)
    (tmp_path / "stoa.toml").write_text("[edge]\napp_port = 80a\n")
    with pytest.raises(Trouble, match="is not valid TOML"):
        load(tmp_path, {}, choosing=True)


async def test_a_secure_origin_needs_a_second_host(tmp_path: Path) -> None:
    same = {"STOA_EDGE_APP_ORIGIN": "https://a.example", "STOA_EDGE_CONTENT_ORIGIN": "https://a.example:444"}
    with pytest.raises(Trouble, match="different host names"):
        load(tmp_path, {**same, "STOA_EDGE_BIND": "127.0.0.1"}, choosing=True)


async def test_an_engine_with_an_address_is_not_started(tmp_path: Path) -> None:
    given = {
        "STOA_DATABASE_URL": "postgres://app:a@db.example/stoa",
        "STOA_DATABASE_ADMIN_URL": "postgresql://owner:b@db.example/stoa",
        "STOA_OBJECTS_ENDPOINT": f"http://127.0.0.1:{free_port()}",
        "STOA_OBJECTS_ACCESS_KEY": "key",
        "STOA_OBJECTS_SECRET_KEY": "secret",
    }
    house = load(tmp_path, given, choosing=True)
    assert (house.engines.postgresql, house.engines.seaweedfs) == (None, None)
    assert house.settings.database.url.reveal() == "postgresql+asyncpg://app:a@db.example/stoa"
    assert house.engines.nats is not None


async def test_secrets_are_made_once_and_for_one_reader(tmp_path: Path) -> None:
    first = load(tmp_path, {}, choosing=True).settings
    again = load(tmp_path, {}).settings
    assert first == again
    assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600
