"""People with accounts, and the browsers they sign in with."""

from dataclasses import dataclass
from uuid import UUID

import httpx

from stoa.kernel.ids import PersonId, TenantId, new_id
from stoa.runtime.caller import Caller
from stoa.services.identity.commands.passwords import Passwords
from stoa.services.identity.commands.people import NewPerson, register_person
from tests.world import Someone, World

PASSWORD = "quiet lamp river"
PAGE = {"accept": "text/html"}


@dataclass(frozen=True)
class Member:
    id: PersonId
    email: str
    name: str


class School:
    """A tenant with real accounts."""

    def __init__(self, world: World, passwords: Passwords) -> None:
        self.world = world
        self.passwords = passwords

    def operator(self, tenant: TenantId | None = None) -> Caller:
        return Caller(tenant=tenant or self.world.tenant, roles=frozenset({"administrator"}))

    async def register(
        self,
        *roles: str,
        name: str = "Ana López",
        email: str | None = None,
        password: str | None = PASSWORD,
        tenant: TenantId | None = None,
    ) -> Member:
        address = email or f"p{new_id().hex[-12:]}@example.org"
        person = await register_person(
            self.world.db("identity"),
            self.operator(tenant),
            NewPerson(email=address, name=name, roles=roles or ("learner",)),
            passwords=self.passwords,
            password=password,
        )
        return Member(person, address, name)

    async def browser(self, tenant: TenantId | None = None) -> Someone:
        return await self.world.anyone(tenant)

    async def sign_in(
        self, member: Member, browser: Someone | None = None, password: str = PASSWORD
    ) -> Someone:
        browser = browser or await self.browser()
        answer = await submit_sign_in(browser, member.email, password)
        assert answer.status_code == 303, answer.text
        browser.person = member.id
        return browser

    async def someone(self, *roles: str) -> Someone:
        """A browser of a fresh person, signed in."""
        return await self.sign_in(await self.register(*roles))

    async def names(self, client: Someone, *ids: UUID) -> dict[str, str]:
        answer = await client.get("/people/names", params={"ids": ",".join(map(str, ids))})
        assert answer.status_code == 200, answer.text
        found: dict[str, str] = answer.json()
        return found


async def submit_sign_in(
    browser: Someone, email: str, password: str = PASSWORD, **fields: str
) -> httpx.Response:
    return await browser.post(
        "/sign-in", data={"email": email, "password": password, "kept": "true", **fields}, headers=PAGE
    )
