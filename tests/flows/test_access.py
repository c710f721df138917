"""Every door, called as every other role, by nobody and from another tenant, gives what is theirs alone."""

import re
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from stoa.compose.documents.application import Route, routes
from stoa.contracts.identity import Role
from stoa.runtime.http.access import public
from tests.flows.classroom import Classroom
from tests.world import Someone, World

_REFUSED = frozenset({303, 400, 401, 403, 404, 405, 409, 413, 415, 422, 503})
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_ENDS_ONLY_WITH_THE_CALLER = {"/sign-out", "/session/refresh", "/sign-in", "/preferences/locale"}


def _doors(world: World) -> list[Route]:
    return [door for door in routes(world.process.app) if door.path not in _ENDS_ONLY_WITH_THE_CALLER]


def _address(door: Route, classroom: Classroom) -> str:
    """With the ids of what is there in the classroom; made-up ones for the rest."""
    known = {
        "course": classroom.course,
        "run": classroom.run,
        "registration": classroom.registration,
        "attempt": classroom.attempt,
        "item": classroom.item,
        "item_set": classroom.item_set,
        "thing": classroom.item_set,
        "block": next(one.id for one in classroom.manifest.objects if one.kind == "block"),
        "about": classroom.import_id if "import" in door.path else classroom.item_set,
        "publication": classroom.publication,
        "learner": classroom.learner.person,
        "person": classroom.learner.person,
        "number": 1,
        "version": 1,
        "part": "index",
        "service": "tracking",
        "code": "ABCDEFGH",
        "token": "a-token",
    }
    return re.sub(r"\{(\w+)\}", lambda match: str(known.get(match[1], uuid4())), door.path)


async def _call(someone: Someone, door: Route, address: str) -> Any:
    body: dict[str, str] | None = None if door.method == "GET" else {}
    return await someone.request(door.method, address, headers={"accept": "application/json"}, json=body)


async def _trespasses(
    world: World, classroom: Classroom, someone: Someone, *, reading: bool = False
) -> list[str]:
    """Doors that told the stranger something of the classroom, or broke. reading: only those that read."""
    found = []
    for door in _doors(world):
        if reading and door.method != "GET":
            continue
        answer = await _call(someone, door, _address(door, classroom))
        if answer.status_code == 500:
            found.append(f"{door.method} {door.path} broke: {answer.text[:200]}")
        elif answer.status_code in _REFUSED:
            continue
        elif told := [mark for mark in classroom.marks() if mark in answer.text]:
            found.append(f"{door.method} {door.path} told {told} ({answer.status_code})")
        elif "{" in door.path and not await _is_as_for_nothing(someone, door, answer):
            found.append(f"{door.method} {door.path} answered {answer.status_code}")
    return found


async def _is_as_for_nothing(someone: Someone, door: Route, answer: Any) -> bool:
    """Whether ids that nobody has get the same answer, but for the ids in it."""
    nothing = await _call(someone, door, re.sub(r"\{\w+\}", lambda _: str(uuid4()), door.path))
    if door.path.endswith("{part}"):
        return True
    return (answer.status_code, _ID.sub("", answer.text)) == (nothing.status_code, _ID.sub("", nothing.text))


async def test_a_stranger_of_another_tenant_with_every_role_gets_nothing(
    hall: World, classroom: Classroom
) -> None:
    stranger = await hall.someone(*Role, tenant=hall.new_tenant("Elsewhere"))
    found = await _trespasses(hall, classroom, stranger)
    assert not found, "\n".join(found)


async def test_an_anonymous_caller_gets_in_nowhere_that_is_not_public(
    hall: World, classroom: Classroom
) -> None:
    nobody = await hall.anyone()
    for door in _doors(hall):
        answer = await _call(nobody, door, _address(door, classroom))
        assert door.access.anyone or answer.status_code == 401, f"{door.method} {door.path}"


async def test_a_role_that_a_door_does_not_name_is_refused_at_it(hall: World, classroom: Classroom) -> None:
    people = {role: await hall.someone(role) for role in Role}
    for door in _doors(hall):
        for role, someone in people.items():
            if door.access.anyone or not door.access.roles or role in door.access.roles:
                continue
            answer = await _call(someone, door, _address(door, classroom))
            assert answer.status_code == 403, f"{role} at {door.method} {door.path}: {answer.status_code}"


async def test_another_learner_of_the_same_tenant_gets_nothing_of_a_registration(
    hall: World, classroom: Classroom
) -> None:
    other = await hall.someone("learner")
    for door in _doors(hall):
        if "{registration}" in door.path or "{attempt}" in door.path:
            answer = await _call(other, door, _address(door, classroom))
            assert answer.status_code in _REFUSED, f"{door.method} {door.path}: {answer.status_code}"


async def test_an_instructor_of_another_run_gets_nothing_of_this_one(
    hall: World, classroom: Classroom
) -> None:
    other = await hall.someone("instructor")
    for door in _doors(hall):
        if "{run}" in door.path:
            answer = await _call(other, door, _address(door, classroom))
            assert answer.status_code in _REFUSED, f"{door.method} {door.path}: {answer.status_code}"


@pytest.fixture
async def unprotected_runs(hall: World) -> AsyncIterator[None]:
    """A hole: row-level security of one table is off."""
    url = hall.process.platform.settings.database.admin_url.reveal().replace("+asyncpg", "")
    owner = await asyncpg.connect(url)
    await owner.execute("ALTER TABLE tracking.registrations DISABLE ROW LEVEL SECURITY")
    await owner.execute("ALTER TABLE tracking.runs DISABLE ROW LEVEL SECURITY")
    await owner.execute("ALTER TABLE tracking.courses DISABLE ROW LEVEL SECURITY")
    yield
    for table in ("registrations", "runs", "courses"):
        await owner.execute(f"ALTER TABLE tracking.{table} ENABLE ROW LEVEL SECURITY")
    await owner.close()


@pytest.mark.usefixtures("unprotected_runs")
async def test_a_hole_in_the_isolation_of_tenants_is_found(hall: World, classroom: Classroom) -> None:
    """By reading: what a stranger did through the hole, other tests would find done."""
    stranger = await hall.someone(*Role, tenant=hall.new_tenant("Elsewhere"))
    assert await _trespasses(hall, classroom, stranger, reading=True) != []


async def test_a_door_left_open_is_found(hall: World, classroom: Classroom) -> None:
    nobody = await hall.anyone()
    handlers = [h for route in hall.process.app.routes for h in getattr(route, "route_handlers", [])]
    handler = next(h for h in handlers if h.fn.__qualname__ == "Runs.taught")
    closed = handler.opt["access"]
    handler.opt["access"] = public()["access"]
    try:
        answer = await nobody.get("/api/runs")
    finally:
        handler.opt["access"] = closed
    assert answer.status_code != 403
    assert (await nobody.get("/api/runs")).status_code == 401


async def test_a_service_cannot_read_the_schema_of_another(hall: World) -> None:
    names = [service.name for service in hall.process.services]
    for reader in names:
        for other in names:
            if reader == other:
                continue
            async with hall.db(reader).read(hall.caller()) as read:
                with pytest.raises(ProgrammingError, match="permission denied"):
                    await read.value(text(f"SELECT count(*) FROM {other}.outbox"))


async def test_a_right_on_another_schema_is_noticed(hall: World) -> None:
    url = hall.process.platform.settings.database.admin_url.reveal().replace("+asyncpg", "")
    owner = await asyncpg.connect(url)
    await owner.execute("GRANT USAGE ON SCHEMA identity TO stoa_tracking")
    await owner.execute("GRANT SELECT ON identity.outbox TO stoa_tracking")
    try:
        async with hall.db("tracking").read(hall.caller()) as read:
            assert await read.value(text("SELECT count(*) FROM identity.outbox")) == 0
    finally:
        await owner.execute("REVOKE ALL ON identity.outbox FROM stoa_tracking")
        await owner.execute("REVOKE ALL ON SCHEMA identity FROM stoa_tracking")
        await owner.close()
