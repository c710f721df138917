"""Simulated learners come as real ones do: registered and invited by the administrator, then enrolled."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
import msgspec

from stoa.compose.demonstration import INSTRUCTOR, PASSWORD, RUN
from stoa.compose.engines.program import Trouble
from stoa.compose.learners.person import Person, Refused
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


async def find_class_room(client: httpx.AsyncClient, named: UUID | None = None) -> ClassRoom:
    """The demonstration's course run, or the one that is named. Raises Trouble when there is none."""
    instructor = Person(client, INSTRUCTOR, PASSWORD)
    held = _held([taught["run"] for taught in await instructor.get("/api/runs")], named)
    run, course = UUID(held["id"]), UUID(held["course"])
    found = await instructor.get(f"/api/courses/{course}/manifest?locale=en")
    manifest = msgspec.convert(found, Manifest)
    opened = [one for one in manifest.objects if one.kind != _BLOCK and one.in_video is None]
    return ClassRoom(run, course, opened)


def _held(runs: Sequence[Mapping[str, Any]], named: UUID | None) -> Mapping[str, Any]:
    """Without a name the oldest that is titled as the demonstration's: it was there before all others."""
    if named is not None:
        for run in runs:
            if run["id"] == str(named):
                return run
        raise Trouble(f"{INSTRUCTOR} teaches no course run {named}. Its page has its id in the address.")
    titled = [run for run in runs if run["schedule"]["title"] == RUN]
    if not titled:
        raise Trouble(
            f"{INSTRUCTOR} teaches no course run “{RUN}” to learn in. "
            "Start the demonstration with `make run`, or name another run with --run."
        )
    return min(titled, key=lambda run: str(run["id"]))


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
            admitted = await _enrol(person, room.run)
        if number:
            ready += 1
            say(f"{ready} of {count} learners are enrolled")
        return Learner(person, UUID(admitted["registration"]))

    return await asyncio.gather(*(come(number) for number in range(count + 1)))


async def _enrol(person: Person, run: UUID) -> Any:
    """Raises Trouble in words for the terminal when the run takes nobody."""
    try:
        return await person.post("/api/enrolments", run=str(run))
    except Refused as refused:
        raise Trouble(
            f"{person.email} cannot come into the course run. {refused.detail or refused} "
            f"Change the run at /teach/runs/{run}/dates, or name another one with --run."
        ) from refused


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
