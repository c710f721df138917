from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from stoa.compose.embedded import embedded
from stoa.compose.operator import Operator, operating
from stoa.compose.ports import free_port
from stoa.compose.registry import SERVICES
from stoa.compose.supervisor import Supervisor, supervised
from stoa.compose.up import own_processes
from stoa.kernel.ids import TenantId
from stoa.runtime.config import Settings
from stoa.runtime.db.migrate import migrate
from stoa.services.identity.commands.people import NewPerson, register_person
from stoa.services.identity.commands.tenants import create_tenant
from stoa.services.identity.service import passwords

SCHOOL, OTHER = "school.localhost", "other.localhost"
PASSWORD = "noon-under-a-tree"


@pytest.fixture(scope="module")
async def engines(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Settings]:
    """Every engine, for tests that only use them."""
    folder: Path = tmp_path_factory.mktemp("engines")
    async with embedded(folder) as settings:
        yield settings


@dataclass(frozen=True)
class House:
    """Everything `stoa up` runs, with a tenant at `localhost`, one at SCHOOL and one at OTHER.

    Everywhere `person@school.example` is an administrator.
    """

    port: int
    tenants: dict[str, TenantId]
    supervisor: Supervisor

    def pid(self, program: str) -> int:
        """Of a program that runs."""
        [found] = [one.pid for one in self.supervisor.status().programs if one.name == program]
        assert found is not None
        return found

    def client(self, host: str) -> httpx.AsyncClient:
        """On loopback, by the name of a host."""
        return httpx.AsyncClient(
            base_url=f"http://localhost:{self.port}",
            headers={"Host": f"{host}:{self.port}", "Origin": f"http://{host}:{self.port}"},
            trust_env=False,
            timeout=30,
        )

    async def sign_in(self, client: httpx.AsyncClient) -> httpx.Response:
        form = {"email": "person@school.example", "password": PASSWORD}
        return await client.post("/sign-in", data=form, headers={"Accept": "text/html"})


@pytest.fixture(scope="session")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    folder: Path = tmp_path_factory.mktemp("house")
    port = free_port()
    (folder / "stoa.toml").write_text(
        f'[edge]\napp_port = {port}\ncontent_port = {free_port(port + 1)}\nhosts = ["{SCHOOL}", "{OTHER}"]\n'
    )
    async with supervised(folder, {}, durable=False) as supervisor:
        settings = supervisor.house.settings
        await migrate(settings.database, [service.migrations for service in SERVICES])
        async with operating(settings) as operator:
            tenants = {host: await _tenant(operator, host) for host in ("localhost", SCHOOL, OTHER)}
        await supervisor.serve(own_processes(supervisor.house))
        yield House(port, tenants, supervisor)


async def _tenant(operator: Operator, host: str) -> TenantId:
    db = operator.databases["identity"]
    tenant = await create_tenant(db, name=f"At {host}", host=host)
    person = NewPerson(email="person@school.example", name="Person", roles=("administrator",))
    await register_person(db, operator.caller(tenant), person, passwords=passwords(), password=PASSWORD)
    return tenant
