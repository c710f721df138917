"""Where a simulated class learns: in the course run that it is meant for, or nowhere."""

from typing import Any
from uuid import UUID

import pytest

from stoa.compose.demonstration import INSTRUCTOR, PASSWORD, RUN
from stoa.compose.engines.program import Trouble
from stoa.compose.learners.class_room import admit, find_class_room
from stoa.compose.learners.person import Person
from stoa.services.identity.commands.people import NewPerson, register_person
from stoa.services.identity.service import passwords
from tests.flows.classroom import Classroom
from tests.world import World


async def register(world: World, name: str, role: str) -> None:
    made = passwords()
    given = NewPerson(email=f"{name}@demo.example", name=name.title(), roles=(role,))
    caller = world.caller("administrator")
    await register_person(world.db("identity"), caller, given, passwords=made, password=PASSWORD)


async def scheduled(instructor: Person, classroom: Classroom, **run: Any) -> UUID:
    made = await instructor.post("/api/runs", course=str(classroom.course), **run)
    return UUID(made["run"])


async def test_a_class_comes_to_the_demonstrations_run_or_to_the_one_that_is_named(
    hall: World, classroom: Classroom
) -> None:
    for role in ("instructor", "administrator"):
        await register(hall, role, role)
    client = await hall.anyone()
    instructor = Person(client, INSTRUCTOR, PASSWORD)
    small = await scheduled(instructor, classroom, title="Small", places=1)
    with pytest.raises(Trouble, match=f"no course run “{RUN}”"):
        await find_class_room(client)

    own = await scheduled(instructor, classroom, title=RUN)
    await scheduled(instructor, classroom, title=RUN, places=1)
    await scheduled(instructor, classroom, title="Autumn")
    room = await find_class_room(client)
    assert room.run == own

    other = await find_class_room(client, small)
    assert other.run == small
    with pytest.raises(Trouble, match="teaches no course run"):
        await find_class_room(client, classroom.run)
    for name in ("simulated.0000", "simulated.0001"):
        await register(hall, name, "learner")
    with pytest.raises(Trouble, match="All 1 places of this run are taken"):
        await admit(client, other, 1, print)
