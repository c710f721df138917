"""The demonstration at a later start: what people did to it is theirs, and no start fails of it."""

from stoa.compose.demonstration import INSTRUCTOR, PASSWORD, RUN, demonstrate
from stoa.compose.learners.person import Person
from stoa.compose.registry import SERVICES
from stoa.runtime.relay import connect_raw
from tests.compose.conftest import House

LEFT = "What there is of the demonstration stays as it is."


async def published(editor: Person, course: str) -> set[tuple[str, int]]:
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
        editor = Person(client, "editor@demo.example", PASSWORD)
        instructor = Person(client, INSTRUCTOR, PASSWORD)
        [course] = [one["id"] for one in (await editor.get("/api/courses"))["items"]]
        versions = await published(editor, course)

        await editor.post(f"/api/courses/{course}/objects", kind="text", title="Without a word yet")
        await demonstrate(settings, said.append)
        assert LEFT not in " ".join(said)

        await editor.post(f"/api/courses/{course}/archive")
        await demonstrate(settings, said.append)
        await forget_what_was_answered(house)
        await demonstrate(settings, said.append)
        [why] = [line for line in said if line.startswith(LEFT)]
        assert "{" not in why
        assert await published(editor, course) == versions
        [taught] = await instructor.get("/api/runs")
        assert taught["run"]["schedule"]["title"] == RUN
