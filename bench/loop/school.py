"""The demonstration with thousands more: people, enrolments and passes as the platform makes them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

import httpx
from sqlalchemy import text

from bench.loop.page import Seat, passes_of
from stoa.compose.demonstration import PASSWORD, demonstrate
from stoa.compose.learners.class_room import ClassRoom, find_class_room
from stoa.compose.learners.person import Person
from stoa.compose.operator import Operator, operating
from stoa.kernel.clock import utc_now
from stoa.kernel.ids import PersonId, SessionId, TenantId, new_id
from stoa.runtime.config import Settings
from stoa.services.identity.commands.people import add_people, new_person
from stoa.services.identity.domain.address import parse_address
from stoa.services.identity.domain.role import Role

T = TypeVar("T")
Say = Callable[[str], None]
_AT_ONCE = 1000
_LOOKED_EVERY_S = 0.5
_PATIENCE_S = 600.0
_READ = ("text", "image")

EAGER: dict[str, Any] = {
    "name": "after every message",
    "exploration": 0,
    "guards": {"per_hour": None, "cooldown_s": 0, "object_s": 0, "quiet_s": 0},
    "rules": [
        {
            "name": "always",
            "kind": "break",
            "when": [{"feature": "engagement", "at_least": -1}],
            "cooldown_s": 0,
        }
    ],
}
"""A policy that no course should have: it leaves nobody alone."""


@dataclass(frozen=True, slots=True)
class School:
    """learners: with their registrations, all in one course run."""

    settings: Settings
    operator: Operator
    tenant: TenantId
    room: ClassRoom
    learners: Sequence[tuple[PersonId, UUID]]

    def seats(self, count: int) -> list[Seat]:
        """The first so many, each with a fresh pass of a session of theirs."""
        passes = passes_of(self.settings.live)
        here = next(one.id for one in self.room.objects if one.kind in _READ)
        now = utc_now()
        return [
            Seat(
                granted=passes.issue(self.tenant, learner, SessionId(new_id()), issued_at=now),
                registration=registration,
                object=here,
            )
            for learner, registration in self.learners[:count]
        ]

    async def count(self, query: str, **values: Any) -> int:
        """Of adaptive's tables."""
        caller = self.operator.caller(self.tenant)
        async with self.operator.databases["adaptive"].read(caller) as read:
            return int(await read.value(text(query).bindparams(**values)) or 0)


@asynccontextmanager
async def open_school(settings: Settings, learners: int, say: Say) -> AsyncIterator[School]:
    """The platform must be running. Every learner has a state when it is open."""
    await demonstrate(settings, lambda _: None)
    async with operating(settings) as operator, _client(settings) as client:
        room = await find_class_room(client)
        tenant = await _tenant(operator)
        people = await _register(operator, tenant, learners)
        say(f"{learners} learners are registered")
        await _enrol(client, room, people)
        say(f"{learners} learners are enrolled")
        known = await _registrations(operator, tenant, room, people)
        say(f"{learners} learners have a state")
        await _put_in_force(client, room, EAGER)
        yield School(settings, operator, tenant, room, known)


def _parts(everyone: Sequence[T]) -> Iterator[Sequence[T]]:
    return (everyone[begin : begin + _AT_ONCE] for begin in range(0, len(everyone), _AT_ONCE))


def _client(settings: Settings) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=settings.web.app_origin, trust_env=False, timeout=120)


async def _tenant(operator: Operator) -> TenantId:
    db = operator.databases["identity"]
    async with db.read(operator.caller(TenantId(UUID(int=0)))) as read:
        return TenantId(await read.value(text("SELECT id FROM identity.tenants")))


async def _register(operator: Operator, tenant: TenantId, count: int) -> list[PersonId]:
    """By identity's own command, many in a unit of work."""
    new = [
        new_person(
            parse_address(f"bench.{number}@demo.example"),
            f"Learner {number}",
            (Role.LEARNER,),
            "en",
            "UTC",
            utc_now(),
        )
        for number in range(count)
    ]
    for some in _parts(new):
        async with operator.databases["identity"].work(operator.caller(tenant)) as work:
            await add_people(work, some)
    return [person.id for person in new]


async def _enrol(client: httpx.AsyncClient, room: ClassRoom, people: Sequence[PersonId]) -> None:
    """By the instructor's door for many. Tracking may not know the last of them yet."""
    instructor = Person(client, "instructor@demo.example", PASSWORD)
    for some in _parts(people):
        unknown = [str(one) for one in some]
        async with asyncio.timeout(_PATIENCE_S):
            while unknown:
                done = await instructor.post(f"/api/runs/{room.run}/enrolments", people=unknown)
                unknown = done["unknown"]
                await asyncio.sleep(_LOOKED_EVERY_S if unknown else 0)


async def _registrations(
    operator: Operator, tenant: TenantId, room: ClassRoom, people: Sequence[PersonId]
) -> list[tuple[PersonId, UUID]]:
    """Once adaptive has a state of each."""
    query = text("SELECT learner, registration FROM adaptive.states WHERE run = :run")
    registrations: dict[UUID, UUID] = {}
    async with asyncio.timeout(_PATIENCE_S):
        while not registrations.keys() >= set(people):
            await asyncio.sleep(_LOOKED_EVERY_S)
            async with operator.databases["adaptive"].read(operator.caller(tenant)) as read:
                rows: Sequence[Any] = await read.all(query.bindparams(run=room.run))
            registrations = {row.learner: row.registration for row in rows}
    return [(person, registrations[person]) for person in people]


async def _put_in_force(client: httpx.AsyncClient, room: ClassRoom, policy: dict[str, Any]) -> None:
    instructor = Person(client, "instructor@demo.example", PASSWORD)
    path = f"/api/adaptive/courses/{room.course}/policies"
    written = await instructor.post(path, data=policy)
    await instructor.post(f"{path}/{written['version']}/activation")
    async with asyncio.timeout(_PATIENCE_S):
        while not any(one["state"] == "active" for one in (await instructor.get(path))["versions"]):
            await asyncio.sleep(_LOOKED_EVERY_S)
    # It goes through the log like everything; from then on it holds.
    await asyncio.sleep(2)
