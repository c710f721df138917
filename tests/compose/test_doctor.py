"""The doctor on healthy engines, and on engines that are made ill."""

import asyncio
from pathlib import Path
from time import monotonic

import msgspec
import pytest

from stoa.compose import doctor
from stoa.compose.doctor import Finding
from stoa.compose.embedded import edge_on_free_ports
from stoa.compose.engines.program import installed
from stoa.compose.ports import free_port
from stoa.compose.settings import load
from stoa.compose.supervisor import supervised
from stoa.runtime.config import Secret, Settings
from tests.compose.test_edge import echo


async def examined_at_leisure(settings: Settings) -> dict[str, Finding]:
    """What the doctor says of healthy engines once the machine gave them time to answer."""
    until = monotonic() + 60
    while True:
        findings = {finding.name: finding for finding in await doctor.examine(settings)}
        if all(finding.ok for finding in findings.values()) or monotonic() > until:
            return findings
        await asyncio.sleep(0.2)


async def test_healthy_engines_are_found_healthy_and_each_fault_is_found(tmp_path: Path) -> None:
    async with supervised(tmp_path, edge_on_free_ports(), durable=False) as supervisor:
        house = supervisor.house
        await supervisor.serve([echo(tmp_path, address, n) for n, address in enumerate(house.upstreams)])
        findings = await examined_at_leisure(house.settings)
        assert {name: found.words for name, found in findings.items() if not found.ok} == {}
        assert set(findings) == {"database", "bus", "objects", "edge"}

        ill = with_faults(house.settings)
        findings = {finding.name: finding for finding in await doctor.examine(ill)}
        assert not findings["database"].ok
        assert "may pass row-level security" in findings["database"].words
        assert not findings["bus"].ok
        assert not findings["objects"].ok
        assert not findings["edge"].ok

        open_shelf = msgspec.structs.replace(house.settings.objects, private_bucket="assets")
        findings = {
            finding.name: finding
            for finding in await doctor.examine(msgspec.structs.replace(house.settings, objects=open_shelf))
        }
        assert "Anybody may read a private object" in findings["objects"].words


async def test_a_bus_without_a_lock_is_found(tmp_path: Path) -> None:
    port = free_port()
    command = [installed("nats-server"), "-a", "127.0.0.1", "-p", str(port), "-js", "-sd", str(tmp_path)]
    server = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
    assert server.stderr is not None
    while b"Server is ready" not in await server.stderr.readline():
        pass
    settings = load(tmp_path, {}, choosing=True).settings
    settings = with_faults(settings, bus_url=f"nats://127.0.0.1:{port}")
    try:
        with pytest.raises(doctor.Illness, match="accepts a connection without credentials"):
            await doctor.bus(settings)
    finally:
        server.terminate()
        await server.communicate()


def with_faults(settings: Settings, bus_url: str = "nats://127.0.0.1:9") -> Settings:
    """The owner's login for the application, a port nobody listens at, a wrong key, origins swapped."""
    replace = msgspec.structs.replace
    return replace(
        settings,
        database=replace(settings.database, url=settings.database.admin_url),
        bus=replace(settings.bus, url=bus_url),
        objects=replace(settings.objects, secret_key=Secret("wrong")),
        web=replace(
            settings.web, app_origin=settings.web.content_origin, content_origin=settings.web.app_origin
        ),
    )
