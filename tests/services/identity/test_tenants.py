"""Tenants: which one a request belongs to."""

from contextlib import suppress
from uuid import UUID

import pytest

from stoa.contracts.identity import TenantCreated
from stoa.kernel.errors import Invalid
from stoa.kernel.ids import TenantId
from stoa.kernel.locale import Locale
from stoa.runtime.caller import Caller
from stoa.services.identity.commands.tenants import create_tenant
from stoa.services.identity.domain.tenant import Tenant
from stoa.services.identity.queries.tenants import tenant_of_host
from stoa.services.identity.store.tenants import add_tenant, card_of_host
from tests.services.identity.school import School


async def test_a_host_leads_to_its_tenant(school: School) -> None:
    db = school.world.db("identity")
    host = f"learn-{school.world.tenant}.test"
    hosted = await create_tenant(db, name="Hosted", host=host.upper(), locale="es", hue=200)
    card = await tenant_of_host(db)(host)
    assert card is not None
    assert (card.id, card.name, card.locale, card.hue) == (hosted, "Hosted", "es", 200)
    await school.world.quiet()
    assert school.world.events(TenantCreated, hosted)[0].default_locale == "es"
    with pytest.raises(Invalid):
        await create_tenant(db, name="Second", host=host)


async def test_any_other_host_leads_to_the_one_tenant_without(school: School) -> None:
    """Tried in a unit of work that is rolled back: every other test would live in that tenant."""
    found = []
    with suppress(_Enough):
        async with school.world.db("identity").work(Caller(tenant=school.world.tenant)) as work:
            for number in range(3):
                found.append(await card_of_host(work, "elsewhere.test") is not None)
                await add_tenant(work, _unhosted(number), work.now)
            raise _Enough
    assert found == [False, True, False]


class _Enough(Exception):
    pass


def _unhosted(number: int) -> Tenant:
    return Tenant(
        id=TenantId(UUID(int=number)),
        name="At every other host",
        host=None,
        hue=None,
        locale=Locale("en"),
        time_zone="UTC",
    )


@pytest.mark.parametrize(
    "wrong", [{"host": "a b"}, {"locale": "english"}, {"hue": 400}, {"time_zone": "Mars/One"}]
)
async def test_a_tenant_that_cannot_be_is_refused(school: School, wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid) as refusal:
        await create_tenant(school.world.db("identity"), name="X", **wrong)  # type: ignore[arg-type]
    assert refusal.value.field in wrong
