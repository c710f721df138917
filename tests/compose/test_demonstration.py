"""The demonstration at a later start: what people did to it is theirs, and no start fails of it."""

from typing import Any

import httpx

from stoa.compose.demonstration import PASSWORD, RUN, demonstrate
from stoa.compose.registry import SERVICES
from stoa.runtime.relay import connect_raw
from tests.compose.conftest import House

LEFT = "set up before, and is left as it is"


class Member:
    def __init__(self, client: httpx.AsyncClient, token: str) -> None:
        self._client = client
        self._headers = {"authorization": f"Bearer {token}"}

    async def get(self, path: str) -> Any:
        answer = await self._client.get(path, headers=self._headers)
        assert answer.is_success, answer.text
        return answer.json()

    async def post(self, path: str, **body: Any) -> None:
        answer = await self._client.post(path, headers=self._headers, json=body)
        assert answer.is_success, answer.text


async def signed_in(client: httpx.AsyncClient, name: str) -> Member:
    given = {"email": f"{name}@demo.example", "password": PASSWORD}
    return Member(client, (await client.post("/api/token", json=given)).json()["access_token"])


async def published(editor: Member, course: str) -> set[tuple[str, int]]:
    found = await editor.get(f"/api/courses/{course}/versions")
    return {(one["locale"], one["version"]) for one in found["versions"]}


async def forget_what_was_answered(house: House) -> None:
    """As the relay does when a month has gone by."""
    relay = await connect_raw(house.supervisor.house.settings.database, "stoa_relay")
    for service in SERVICES:
        await relay.execute(f"DELETE FROM {service.name}.inbox")
    await relay.close()


async def test_what_people_changed_stays_and_no_later_start_fails_of_it(house: House) -> None:
    settings = house.supervisor.house.settings
    said: list[str] = []
    await demonstrate(settings, said.append)
    async with house.client("localhost") as client:
        editor, instructor = await signed_in(client, "editor"), await signed_in(client, "instructor")
        [course] = [one["id"] for one in (await editor.get("/api/courses"))["items"]]
        versions = await published(editor, course)

        await editor.post(f"/api/courses/{course}/objects", kind="text", title="Without a word yet")
        await demonstrate(settings, said.append)
        assert LEFT not in " ".join(said)

        await editor.post(f"/api/courses/{course}/archive")
        await demonstrate(settings, said.append)
        await forget_what_was_answered(house)
        await demonstrate(settings, said.append)
        assert LEFT in " ".join(said)
        assert await published(editor, course) == versions
        [taught] = await instructor.get("/api/runs")
        assert taught["run"]["schedule"]["title"] == RUN
