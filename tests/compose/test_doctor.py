"""The doctor on healthy engines, and on engines that are made ill."""

from pathlib import Path

import msgspec

from stoa.compose import doctor
from stoa.compose.embedded import edge_on_free_ports
from stoa.compose.supervisor import supervised
from stoa.runtime.config import Secret, Settings
from tests.compose.test_edge import echo


async def test_healthy_engines_are_found_healthy_and_each_fault_is_found(tmp_path: Path) -> None:
    async with supervised(tmp_path, edge_on_free_ports(), durable=False) as supervisor:
        house = supervisor.house
        await supervisor.serve([echo(tmp_path, address, n) for n, address in enumerate(house.upstreams)])
        findings = {finding.name: finding for finding in await doctor.examine(house.settings)}
        assert {name: found.words for name, found in findings.items() if not found.ok} == {}
        assert set(findings) == {"database", "bus", "objects", "edge"}

        ill = with_faults(house.settings)
        findings = {finding.name: finding for finding in await doctor.examine(ill)}
        assert not findings["database"].ok
        assert "may pass row-level security" in findings["database"].words
        assert not findings["bus"].ok
        assert not findings["objects"].ok
        assert not findings["edge"].ok


def with_faults(settings: Settings) -> Settings:
    """The owner's login for the application, a port nobody listens at, a wrong key, origins swapped."""
    replace = msgspec.structs.replace
    return replace(
        settings,
        database=replace(settings.database, url=settings.database.admin_url),
        bus=replace(settings.bus, url="nats://127.0.0.1:9"),
        objects=replace(settings.objects, secret_key=Secret("wrong")),
        web=replace(
            settings.web, app_origin=settings.web.content_origin, content_origin=settings.web.app_origin
        ),
    )
