"""What the demonstration holds, and what is made once so that every page has something to show."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import httpx

from stoa.compose.demonstration import PASSWORD
from tests.browser.platform import NO_WEBLATE, NOTICE

LEARNERS = 60
_PATIENCE_S = 60
TITLE = "Light and colour: how we see"


@dataclass(frozen=True)
class School:
    """Ids as they stand in addresses."""

    course: str
    version: str
    run: str
    registration: str
    learner: str
    guardian: str
    text: str
    film: str
    questions: str
    checkpoint: str
    second_checkpoint: str
    item: str
    imported: str
    group: str
    invitation: str
    join_code: str
    roster: str
    unit: str
    term: str
    file: str
    memory_unit: str
    bulk: str
    announcement: str
    problem: str
    conversation: str
    closed: str


_FRESH_S = 150
"""How long a token is used, of the five minutes that it is good for."""


@dataclass
class Clerk:
    """Somebody who works through the API."""

    client: httpx.AsyncClient
    tokens: dict[str, tuple[str, float]] = field(default_factory=dict)
    """With the moment until which it is used."""

    async def get(self, who: str, path: str) -> Any:
        return _told(await self.client.get(path, headers=await self._headers(who, path)))

    async def post(self, who: str, path: str, once: str = "", **body: Any) -> Any:
        """Once, however often it is asked for. once: tells what is posted to one path apart."""
        headers = await self._headers(who, f"{path} {once}" if once else path)
        return _told(await self.client.post(path, headers=headers, **body))

    async def put(self, who: str, path: str, **body: Any) -> Any:
        return _told(await self.client.put(path, headers=await self._headers(who, path), **body))

    async def token(self, who: str) -> str:
        token, used_until = self.tokens.get(who, ("", 0.0))
        if monotonic() > used_until:
            given = {"email": f"{who}@demo.example", "password": PASSWORD}
            token = _told(await self.client.post("/api/token", json=given))["access_token"]
            self.tokens[who] = token, monotonic() + _FRESH_S
        return token

    async def _headers(self, who: str, path: str) -> dict[str, str]:
        return {"authorization": f"Bearer {await self.token(who)}", "idempotency-key": f"{who} {path}"}


def _told(answer: httpx.Response) -> Any:
    """What was answered: data, a page, or where a form goes on."""
    if answer.is_redirect:
        return answer.headers["location"]
    assert answer.is_success, f"{answer.request.url}: {answer.status_code} {answer.text}"
    return answer.json() if "json" in answer.headers["content-type"] else answer.text


@asynccontextmanager
async def clerk(address: str) -> AsyncIterator[Clerk]:
    async with httpx.AsyncClient(base_url=address, trust_env=False, timeout=30) as client:
        yield Clerk(client)


async def open_school(one: Clerk) -> School:
    courses = (await one.get("editor", "/api/courses"))["items"]
    course = next(each["id"] for each in courses if each["title"] == TITLE)
    outline = (await one.get("editor", f"/api/courses/{course}"))["outline"]
    objects = {each["title"]: each["id"] for each in outline}
    imported = re.findall("/editor/imports/([0-9a-f-]{36})", await one.get("editor", "/editor"))[-1]
    versions = await one.get("editor", f"/api/courses/{course}/versions")
    learning = await _in(one, course)
    people = (await one.get("administrator", "/api/people?size=100"))["items"]
    residents = {each["email"].partition("@")[0]: each["id"] for each in people}
    waiting = {"email": "newcomer@demo.example", "name": "New Person", "roles": ["learner"]}
    invited = await one.post("administrator", "/api/people", json=waiting)
    link = await one.post("administrator", f"/api/people/{invited['id']}/invitation")
    group = await one.post("administrator", "/api/groups", json={"name": "Evening group"})
    join = await one.post("instructor", f"/api/runs/{learning['run']}/invites", json={})
    asked = f"/api/courses/{course}/objects/{objects['Check yourself: light on its way']}"
    questions = await one.get("editor", asked)
    unit = await _unit(one, course)
    await _joined(one, course)
    announcement = await _announced(one, learning["run"])
    return School(
        course=course,
        version=str(versions["activations"]["en"]),
        run=learning["run"],
        registration=learning["registration"],
        learner=residents["learner"],
        guardian=residents["guardian"],
        item=questions["object"]["item_set"]["items"][0]["id"],
        imported=imported,
        text=objects["What is light?"],
        film=objects["Film: white light, taken apart"],
        checkpoint=objects["Into the glass"],
        second_checkpoint=objects["Together again"],
        questions=objects["Check yourself: light on its way"],
        group=group["id"],
        invitation=link["url"].rpartition("/")[2],
        join_code=join["code"],
        roster=await _roster(one),
        unit=unit,
        term=await _term(one),
        file=await _file(one),
        memory_unit=await _memory_unit(one),
        bulk=await _bulk(one, course),
        announcement=announcement,
        problem=await _problem(one, learning["registration"]),
        conversation=await _asked(one, learning["registration"], objects["What is light?"]),
        closed=await _closed(one, learning["registration"]),
    )


async def _in(one: Clerk, course: str) -> Any:
    """The learner's part in the course."""
    return next(each for each in await one.get("learner", "/api/learning") if each["course"] == course)


async def _unit(one: Clerk, course: str) -> str:
    """One with codes, of the course in Arabic, and in the translator's hands."""
    await one.put("editor", f"/api/courses/{course}/locales/ar", json={"policy": "reviewed"})
    async with asyncio.timeout(_PATIENCE_S):
        while (unit := await _waiting_with_codes(one, course)) is None:
            await asyncio.sleep(0.5)
    await one.post("translator", f"/api/units/{unit}/claim")
    return unit


async def _waiting_with_codes(one: Clerk, course: str) -> str | None:
    """The first in the queue that has any."""
    queue = f"/api/post-edits?locale=ar&course={course}&free=true&page="
    page = 1
    while tasks := await one.get("translator", f"{queue}{page}"):
        for task in tasks:
            if task["source"]["codes"]:
                return str(task["unit"]["id"])
        page += 1
    return None


async def _joined(one: Clerk, course: str) -> None:
    """Of the course in Arabic, to a Weblate that does not answer."""
    wish = {"address": NO_WEBLATE, "project": "demo", "component": "light", "token": "wlu", "locale": "ar"}
    await one.post("editor", f"/api/courses/{course}/connections", json=wish)


async def _term(one: Clerk) -> str:
    """The first of a small glossary into Arabic, of words that the course does not say."""
    said = {"source_locale": "en", "target_locale": "ar"}
    words = [
        {"source": "gradebook", "target": "دفتر الدرجات", "note": "Of a course run."},
        {"source": "gradebook", "target": "كتاب العلامات", "use": "forbidden"},
        {"source": "enrolment", "target": "تسجيل"},
    ]
    added = [
        await one.post("translator", "/api/terms", once=f"word {number}", json={**said, **each})
        for number, each in enumerate(words)
    ]
    return str(added[0]["id"])


_TMX = """<tmx version="1.4"><header srclang="en"/><body>
<tu><tuv xml:lang="en"><seg>Dew</seg></tuv><tuv xml:lang="ar"><seg>ندى</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>It is <bpt i="1">&lt;b&gt;</bpt>so<ept i="1">&lt;/b&gt;</ept>.</seg></tuv>
<tuv xml:lang="ar"><seg>هو كذلك.</seg></tuv></tu><tu><tuv xml:lang="en"><seg>Frost</seg></tuv></tu>
</body></tmx>"""


_LONG = "https://example.org/light/an_address_that_no_telephone_is_wide_enough_to_show_in_one_line"


async def _announced(one: Clerk, run: str) -> str:
    """One that is withdrawn, one in the language of the course, one in another; the last is told."""
    said = [
        {"title": "Room 3", "text": "See you in room 3.", "locale": "en"},
        {"title": "Welcome", "text": f"Look around.\n\nMore at {_LONG}.", "locale": "en"},
        {"title": "El examen cambia", "text": NOTICE, "locale": "es"},
    ]
    told = [
        await one.post("instructor", f"/api/runs/{run}/announcements", once=f"{number}", json=each)
        for number, each in enumerate(said)
    ]
    ids = [str(each["announcement"]) for each in told]
    await one.post("instructor", f"/teach/runs/{run}/announcements/{ids[0]}/withdraw")
    return ids[-1]


async def _problem(one: Clerk, registration: str) -> str:
    """What a learner found wrong with the machine's words for the last announcement."""
    board = await one.get("learner", f"/api/registrations/{registration}/announcements")
    asked = {"voucher": next(each["voucher"] for each in board if each["locale"] == "es")}
    await one.post("learner", "/translated", data=asked)
    await one.post("learner", "/translated/problems", data={**asked, "reason": "A pen is meant."})
    return str((await one.get("translator", "/api/translation/problems"))[0]["id"])


async def _asked(one: Clerk, registration: str, thing: str) -> str:
    """About an object; answered in the learner's language, wrongly and withdrawn, then in another one."""
    words = {"subject": "Why is the sky blue?", "text": "At noon it is.\n\nAnd at dusk?", "locale": "en"}
    body = {**words, "object": thing}
    asked = await one.post("learner", f"/api/registrations/{registration}/conversations", json=body)
    talk = f"/api/conversations/{asked['conversation']}"
    for number, (text, locale) in enumerate((("It is not.", "en"), (NOTICE, "es"))):
        said = {"text": text, "locale": locale}
        await one.post("instructor", f"{talk}/messages", once=f"{number}", json=said)
    await one.post("instructor", f"/messages/{asked['conversation']}/2/withdraw")
    return str(asked["conversation"])


async def _closed(one: Clerk, registration: str) -> str:
    words = {"subject": "Which room?", "text": "Is it room 4?", "locale": "en"}
    path = f"/api/registrations/{registration}/conversations"
    asked = await one.post("learner", path, once="closed", json=words)
    await one.post("instructor", f"/messages/{asked['conversation']}/close", data={"number": "1"})
    return str(asked["conversation"])


async def _file(one: Clerk) -> str:
    """One that came into the memory, of which not everything was taken."""
    files = {"file": ("glossary.tmx", _TMX.encode())}
    sent = await one.post("translator", "/api/memory/files", files=files)
    async with asyncio.timeout(_PATIENCE_S):
        path = f"/api/translation-files/{sent['file']}"
        while (await one.get("translator", path))["finished_at"] is None:
            await asyncio.sleep(0.2)
    return str(sent["file"])


async def _memory_unit(one: Clerk) -> str:
    """One of that file, corrected since."""
    [unit, *_] = (await one.get("translator", "/api/memory/units?source=en&target=ar"))["units"]
    if unit["by"] is None:
        said = {"target": f"{unit['target']}.", "seen": unit["target"]}
        await one.post("translator", f"/translation/memory/units/{unit['id']}", data=said)
    return str(unit["id"])


async def _bulk(one: Clerk, course: str) -> str:
    """A word about all of the course in Arabic that nothing came of: nobody has accepted anything yet."""
    chosen = {"course": course, "locale": "ar"}
    seen = await one.get("translator", f"/api/translation/bulks/preview?course={course}&locale=ar")
    word = {**chosen, "deed": "send_back", "why": "Say it in fewer words.", "expected": seen["selected"]}
    begun = await one.post("translator", "/api/translation/bulks", json=word)
    async with asyncio.timeout(_PATIENCE_S):
        path = f"/api/translation/bulks/{begun['bulk']}"
        while (await one.get("translator", path))["finished_at"] is None:
            await asyncio.sleep(0.2)
    return str(begun["bulk"])


async def _roster(one: Clerk) -> str:
    lines = ["email,name,roles", *(f"pupil{n}@demo.example,Pupil {n},learner" for n in range(LEARNERS))]
    files = {"file": ("people.csv", "\n".join(lines).encode(), "text/csv")}
    staged = await one.post("administrator", "/admin/people/import", files=files)
    return str(staged.rpartition("/")[2])
