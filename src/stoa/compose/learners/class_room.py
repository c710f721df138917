"""Simulated learners come as real ones do: registered and invited by the administrator, then enrolled."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

import httpx
import msgspec

from stoa.compose.demonstration import PASSWORD
from stoa.compose.engines.program import Trouble
from stoa.compose.learners.person import Person
from stoa.contracts.delivery import Manifest, ManifestObject

_AT_ONCE = 4
"""Choosing a password costs the platform tens of milliseconds of a core."""
_BLOCK = "block"


@dataclass(frozen=True, slots=True)
class ClassRoom:
    """objects: that have a page of their own, in the order of the course."""

    run: UUID
    course: UUID
    objects: Sequence[ManifestObject]


@dataclass(frozen=True, slots=True)
class Learner:
    person: Person
    registration: UUID


async def find_class_room(client: httpx.AsyncClient) -> ClassRoom:
    """The demonstration's course run. Raises Trouble when there is none."""
    instructor = Person(client, "instructor@demo.example", PASSWORD)
    runs = await instructor.get("/api/runs")
    if not runs:
        raise Trouble("There is no course run to learn in. Start the demonstration with `make run`.")
    run, course = UUID(runs[0]["run"]["id"]), UUID(runs[0]["run"]["course"])
    found = await instructor.get(f"/api/courses/{course}/manifest?locale=en")
    manifest = msgspec.convert(found, Manifest)
    opened = [one for one in manifest.objects if one.kind != _BLOCK and one.in_video is None]
    return ClassRoom(run, course, opened)


async def admit(
    client: httpx.AsyncClient, room: ClassRoom, count: int, say: Callable[[str], None]
) -> list[Learner]:
    """Answers a scout first, who is to try everything, then so many. Who was there before is taken again."""
    administrator = Person(client, "administrator@demo.example", PASSWORD)
    known = await _known(administrator)
    doors = asyncio.Semaphore(_AT_ONCE)
    ready = 0

    async def come(number: int) -> Learner:
        nonlocal ready
        email = f"simulated.{number:04}@demo.example"
        async with doors:
            if known.get(email) is not False:
                name = f"Simulated learner {number}" if number else "Simulated scout, who tries everything"
                await _register(client, administrator, email, name, email in known)
            person = Person(client, email, PASSWORD)
            admitted = await person.post("/api/enrolments", run=str(room.run))
        if number:
            ready += 1
            say(f"{ready} of {count} learners are enrolled")
        return Learner(person, UUID(admitted["registration"]))

    return await asyncio.gather(*(come(number) for number in range(count + 1)))


async def _known(administrator: Person) -> dict[str, bool]:
    """By e-mail address, whether they still have to choose a password."""
    known: dict[str, bool] = {}
    after = ""
    while True:
        page = await administrator.get(f"/api/people?q=simulated.&size=100{after}")
        known |= {card["email"]: card["waiting"] for card in page["items"]}
        if page["next"] is None:
            return known
        after = f"&after={page['next']}"


async def _register(
    client: httpx.AsyncClient, administrator: Person, email: str, name: str, here: bool
) -> None:
    if here:
        found = await administrator.get(f"/api/people?q={email}")
        person = found["items"][0]
    else:
        person = await administrator.post("/api/people", email=email, name=name, roles=["learner"])
    invitation = await administrator.post(f"/api/people/{person['id']}/invitation")
    # Without a browser's cookies: each comes in by the invitation's link alone.
    async with httpx.AsyncClient(base_url=client.base_url, trust_env=False, timeout=30) as visitor:
        headers = {"origin": str(client.base_url).rstrip("/")}
        path = httpx.URL(invitation["url"]).path
        answer = await visitor.post(path, data={"password": PASSWORD}, headers=headers)
    if answer.is_error:
        raise Trouble(f"{name} could not come in by the invitation: {answer.status_code}")
