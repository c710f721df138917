"""Access tokens for API clients, and the tickets that renew them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import jwt
import pytest

from stoa.services.identity.domain.bucket import ACCOUNT_FROM_NETWORK
from stoa.services.identity.domain.session import GRACE
from tests.services.identity.school import PASSWORD, School
from tests.services.identity.test_browser_sessions import let_time_pass
from tests.world import Someone


async def client_of(school: School) -> Someone:
    client = await school.browser()
    del client.headers["origin"]
    return client


async def granted(school: School, *roles: str) -> tuple[Someone, dict[str, Any]]:
    member = await school.register(*roles)
    client = await client_of(school)
    answer = await client.post("/api/token", json={"email": member.email, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    return client, answer.json()


async def test_a_password_gives_a_short_token_and_a_ticket(school: School) -> None:
    client, grant = await granted(school, "administrator")
    assert (grant["token_type"], grant["expires_in"]) == ("Bearer", 300)
    answer = await client.get("/api/people", headers={"authorization": f"Bearer {grant['access_token']}"})
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers


async def test_the_public_key_proves_the_token(school: School) -> None:
    client, grant = await granted(school, "editor")
    keys = (await client.get("/.well-known/jwks.json")).json()["keys"]
    claims = jwt.decode(grant["access_token"], jwt.PyJWK(keys[0]).key, algorithms=["EdDSA"])
    assert claims["tid"] == str(school.world.tenant)
    assert claims["roles"] == ["editor"]
    assert "d" not in keys[0]


async def test_the_ticket_renews_once_and_its_reuse_ends_the_family(school: School) -> None:
    client, grant = await granted(school)
    first = grant["refresh_token"]
    second = (await client.post("/api/token/refresh", json={"refresh_token": first})).json()["refresh_token"]
    assert second != first
    again = await client.post("/api/token/refresh", json={"refresh_token": first})
    assert again.json()["refresh_token"] == second, "within the grace a lost answer is given again"
    await let_time_pass(school, UUID(hex=first.split(".")[1]), GRACE + timedelta(seconds=1))
    assert (await client.post("/api/token/refresh", json={"refresh_token": first})).status_code == 401
    assert (await client.post("/api/token/refresh", json={"refresh_token": second})).status_code == 401


async def test_revoking_is_at_once_and_says_the_same_for_nonsense(school: School) -> None:
    client, grant = await granted(school)
    for ticket in (grant["refresh_token"], "nonsense"):
        assert (await client.post("/api/token/revoke", json={"refresh_token": ticket})).status_code == 204
    bearer = {"authorization": f"Bearer {grant['access_token']}"}
    assert (await client.get("/people/names?ids=", headers=bearer)).status_code == 401


async def test_a_browsers_ticket_is_not_an_api_clients(school: School) -> None:
    browser = await school.someone()
    answer = await browser.post("/api/token/refresh", json={"refresh_token": browser.cookies["stoa_session"]})
    assert answer.status_code == 401
    assert (await browser.post("/session/refresh")).status_code == 204


async def test_a_ticket_of_another_tenant_opens_nothing_here(school: School) -> None:
    _, grant = await granted(school)
    stranger = await school.browser(school.world.new_tenant())
    answer = await stranger.post("/api/token/refresh", json={"refresh_token": grant["refresh_token"]})
    assert answer.status_code == 401


async def test_guessing_by_the_api_is_counted_too(school: School) -> None:
    member = await school.register()
    client = await client_of(school)
    wrong = {"email": member.email, "password": "wrong words"}
    statuses = [
        (await client.post("/api/token", json=wrong)).status_code
        for _ in range(ACCOUNT_FROM_NETWORK.burst + 1)
    ]
    assert statuses == [401] * ACCOUNT_FROM_NETWORK.burst + [429]
    refused = await client.post("/api/token", json=wrong)
    assert int(refused.headers["retry-after"]) > 0


async def test_an_address_written_otherwise_gives_no_new_tries(school: School) -> None:
    member = await school.register()
    client = await client_of(school)
    local, _, domain = member.email.partition("@")
    wide = chr(ord(local[0]) - 0x21 + 0xFF01) + local[1:]
    spellings = [member.email.upper(), f"<{member.email}>", f"{wide}@{domain}", f" {member.email} "]
    for email in [member.email, *spellings]:
        answer = await client.post("/api/token", json={"email": email, "password": "wrong words"})
        assert answer.status_code == 401
    for email in spellings:
        answer = await client.post("/api/token", json={"email": email, "password": "wrong words"})
        assert answer.status_code == 429


@pytest.mark.parametrize("body", [{}, {"email": "a@example.org"}, {"email": 7, "password": "x"}])
async def test_a_malformed_request_names_the_field(school: School, body: dict[str, Any]) -> None:
    answer = await (await client_of(school)).post("/api/token", json=body)
    assert answer.status_code == 422
    assert answer.json()["errors"]
