"""The demonstration: one tenant, people in every role, and our own course, published and under way.

The operator makes the tenant and its people; the course goes through the same doors that people use.
Every step carries a key of its own, so that a start after a crash goes on where it stopped.
"""

import asyncio
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx

from stoa.compose.engines.program import Trouble
from stoa.compose.operator import Operator, operating
from stoa.compose.translating import offer_locales
from stoa.contracts.identity import Role
from stoa.kernel.errors import Refusal
from stoa.kernel.ids import PersonId, TenantId
from stoa.runtime.config import Settings
from stoa.runtime.forms import first_answer
from stoa.runtime.words import WEB, explain
from stoa.services.identity.commands.groups import GroupChanges, change_group, create_group
from stoa.services.identity.commands.passwords import Passwords
from stoa.services.identity.commands.people import NewPerson, register_person
from stoa.services.identity.commands.tenants import create_tenant
from stoa.services.identity.commands.wards import change_wards
from stoa.services.identity.queries.tenants import tenant_of_host
from stoa.services.identity.service import passwords

COURSE = WEB / "demonstration" / "light-and-colour"
RUN = "Open to all"
"""Title of the course's run."""
GROUP = "Learners of the demonstration"
INSTRUCTOR = "instructor@demo.example"
MANAGER = "manager@demo.example"
GUARDIAN = "guardian@demo.example"
PASSWORD = "noon-under-the-colonnade"  # noqa: S105 - printed for everyone who runs the demonstration
_PATIENCE_S = 120.0
"""As long as nothing moves. A machine that is busy, or slow, may take as long as it gets on."""
_CHANGED = (2026, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody of the demonstration. name: says the role, since nobody real is meant."""

    email: str
    name: str
    roles: tuple[Role, ...]


PEOPLE = (
    Resident("learner@demo.example", "Learner One", (Role.LEARNER,)),
    Resident("learner.two@demo.example", "Learner Two", (Role.LEARNER,)),
    Resident(INSTRUCTOR, "Instructor", (Role.INSTRUCTOR,)),
    Resident("editor@demo.example", "Editor", (Role.EDITOR,)),
    Resident("translator@demo.example", "Translator", (Role.TRANSLATOR,)),
    Resident("proctor@demo.example", "Proctor", (Role.PROCTOR,)),
    Resident(MANAGER, "Manager", (Role.MANAGER,)),
    Resident(GUARDIAN, "Guardian", (Role.GUARDIAN,)),
    Resident("administrator@demo.example", "Administrator", (Role.ADMINISTRATOR,)),
)


async def demonstrate(settings: Settings, say: Callable[[str], None]) -> None:
    """Makes what is not there yet, and says who can sign in. The platform must be running.

    What people changed in it stays as they left it. Raises Trouble, Refusal at the first start alone.
    """
    say("Setting up the demonstration")
    async with operating(settings) as operator:
        db = operator.databases["identity"]
        known = await tenant_of_host(db)("localhost")
        tenant = known.id if known is not None else await create_tenant(db, name="Stoa demonstration")
        try:
            people = await _people(operator, tenant)
            await _follow(operator, tenant, people)
            await _offer_course(settings, people, say)
        except (Trouble, Refusal) as met:
            if known is None:
                raise
            why = explain(met, "en") if isinstance(met, Refusal) else met
            say(f"What there is of the demonstration stays as it is. {why}")
    say("\nThe demonstration's people, all with the password " + PASSWORD)
    for resident in PEOPLE:
        say(f"  {resident.email:<28} {', '.join(resident.roles)}")


async def _people(operator: Operator, tenant: TenantId) -> dict[str, UUID]:
    """Ids by e-mail address, of those that were made just now or before."""
    made = passwords()
    return {resident.email: await _person(operator, tenant, made, resident) for resident in PEOPLE}


async def _person(operator: Operator, tenant: TenantId, made: Passwords, resident: Resident) -> UUID:
    caller = operator.caller(tenant, once=f"demonstration:{resident.email}")
    given = NewPerson(email=resident.email, name=resident.name, roles=resident.roles)
    registering = register_person(
        operator.databases["identity"], caller, given, passwords=made, password=PASSWORD
    )
    return await first_answer(registering, UUID)


async def _follow(operator: Operator, tenant: TenantId, people: dict[str, UUID]) -> None:
    """The manager and the guardian have somebody to look after."""
    db = operator.databases["identity"]
    learners = [PersonId(people[one.email]) for one in PEOPLE if Role.LEARNER in one.roles]
    group = await first_answer(
        create_group(db, operator.caller(tenant, once="demonstration:group"), GROUP), UUID
    )
    changes = GroupChanges(add_members=learners, add_managers=[PersonId(people[MANAGER])])
    joining = operator.caller(tenant, once="demonstration:group people")
    await first_answer(change_group(db, joining, group, changes), UUID)
    caring = operator.caller(tenant, once="demonstration:wards")
    await first_answer(change_wards(db, caring, PersonId(people[GUARDIAN]), add=learners[:1]), UUID)


async def _offer_course(settings: Settings, people: dict[str, UUID], say: Callable[[str], None]) -> None:
    async with httpx.AsyncClient(base_url=settings.web.app_origin, trust_env=False, timeout=30) as client:
        editor = await _signed_in(client, "editor@demo.example")
        course = await _import(client, editor)
        await _publish(client, editor, course)
        instructor = await _signed_in(client, INSTRUCTOR)
        run = await _post(client, "/api/runs", instructor, "run", json={"course": course, "title": RUN})
        learner = str(people["learner@demo.example"])
        enrolments = f"/api/runs/{run['run']}/enrolments"
        await _post(client, enrolments, instructor, "enrol", json={"people": [learner]})
        translator = await _signed_in(client, "translator@demo.example")
        await offer_locales(_Door(client, editor), _Door(client, translator), course, say)


@dataclass(frozen=True, slots=True)
class _Door:
    """As `translating.Door`, with a token."""

    client: httpx.AsyncClient
    token: str

    async def get(self, path: str) -> Any:
        return _answer(await self.client.get(path, headers=_bearing(self.token)))

    async def write(self, method: str, path: str, once: str, body: Mapping[str, Any]) -> Any:
        headers = _bearing(self.token, once)
        return _answer(await self.client.request(method, path, headers=headers, json=dict(body)))

    async def until(self, path: str, reached: Callable[[Any], bool]) -> Any:
        return await _until(self.client, path, self.token, reached)


async def _import(client: httpx.AsyncClient, editor: str) -> str:
    archive = packed_course()
    files = {"file": ("light-and-colour.zip", archive, "application/zip")}
    started = await _post(client, "/api/imports", editor, "import", files=files)
    done = await _until(client, f"/api/imports/{started['import_id']}", editor, _is_settled)
    if done["state"] not in ("done", "same"):
        raise Trouble(f"The demonstration's course was not imported: {done}")
    return str(done["course"])


async def _publish(client: httpx.AsyncClient, editor: str, course: str) -> None:
    """Once: what an editor changes in it afterwards is theirs to publish."""
    versions = f"/api/courses/{course}/versions"
    if _is_active(_answer(await client.get(versions, headers=_bearing(editor)))):
        return
    await _post(client, f"/api/courses/{course}/publications", editor, "publish", json={})
    await _until(client, versions, editor, _is_active)
    await _until(client, f"/courses/{course}", editor, lambda _: True)


def _is_settled(found: Any) -> bool:
    return found["state"] in ("done", "same", "refused", "failed")


def _is_active(versions: Any) -> bool:
    return any(version["active"] for version in versions["versions"])


def packed_course() -> bytes:
    """Our course as an archive, the same bytes every time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(COURSE.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(str(path.relative_to(COURSE)), _CHANGED)
                archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


async def _signed_in(client: httpx.AsyncClient, email: str) -> str:
    granted = await client.post("/api/token", json={"email": email, "password": PASSWORD})
    return str(_answer(granted)["access_token"])


async def _post(client: httpx.AsyncClient, path: str, token: str, step: str, **body: Any) -> Any:
    return _answer(await client.post(path, headers=_bearing(token, step), **body))


def _bearing(token: str, step: str | None = None) -> dict[str, str]:
    once = {"idempotency-key": f"demonstration-{step}"} if step is not None else {}
    return {"authorization": f"Bearer {token}", **once}


async def _until(client: httpx.AsyncClient, path: str, token: str, reached: Callable[[Any], bool]) -> Any:
    """Asks until it is so. Raises Trouble when nothing moves for too long."""
    clock = asyncio.get_running_loop().time
    said, deadline = b"", clock() + _PATIENCE_S
    while clock() < deadline:
        answer = await client.get(path, headers=_bearing(token))
        if answer.status_code == 200:
            if answer.content != said:
                said, deadline = answer.content, clock() + _PATIENCE_S
            found = answer.json() if "json" in answer.headers["content-type"] else None
            if reached(found):
                return found
        await asyncio.sleep(0.2)
    raise Trouble(f"The demonstration waited for {path} in vain; the last answer was {answer.status_code}.")


def _answer(answer: httpx.Response) -> Any:
    if answer.is_error:
        raise Trouble(f"The demonstration was refused at {answer.request.url.path}: {_reason(answer)}")
    return answer.json()


def _reason(answer: httpx.Response) -> str:
    """In the words for people, where the platform gave them."""
    if "problem+json" not in answer.headers.get("content-type", ""):
        return answer.text
    problem = answer.json()
    return " ".join([problem["detail"], *(fault["message"] for fault in problem["errors"])])
