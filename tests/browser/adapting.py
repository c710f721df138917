"""A course that adapts at once, learners who are new to it, and what they tell."""

import asyncio
import json
from typing import Any

from playwright.async_api import Locator, Page, expect

from stoa.compose.demonstration import PASSWORD
from stoa.runtime.bus import Bus
from tests.browser import sight
from tests.browser.school import Clerk, School

EAGER: dict[str, Any] = {
    "name": "eager",
    "exploration": 0,
    "risk_bound": 0.3,
    "guards": {"per_hour": 60, "cooldown_s": 0, "object_s": 0, "quiet_s": 0},
    "rules": [
        {
            "name": "wrong twice",
            "kind": "simpler",
            "when": [
                {"feature": "wrong_in_row", "at_least": 2},
                {"feature": "responses_here", "at_least": 1},
            ],
        },
        {
            "name": "knows it",
            "kind": "advance",
            "when": [{"feature": "right_in_row", "at_least": 2}, {"feature": "items_open", "at_most": 0}],
        },
        {"name": "does not begin", "kind": "help", "when": [{"feature": "waiting_s", "at_least": 12}]},
    ],
}
"""The platform's own policy waits where a test would have to."""


_ATTEMPTS, _PAUSE_S = 240, 0.25


async def be_eager(clerk: Clerk, school: School) -> None:
    path = f"/api/adaptive/courses/{school.course}/policies"
    written = await clerk.post("instructor", path, json={"data": EAGER})
    await clerk.post("instructor", f"{path}/{written['version']}/activation")


async def enrolled(clerk: Clerk, school: School, name: str) -> str:
    """Somebody of that name (one word), who takes part in the run from now on. Answers the registration."""
    person = {"email": f"{name}@demo.example", "name": f"Learner {name.title()}", "roles": ["learner"]}
    made = await clerk.post("administrator", "/api/people", json=person, once=name)
    link = await clerk.post("administrator", f"/api/people/{made['id']}/invitation")
    token = link["url"].rpartition("/")[2]
    origin = {"origin": str(clerk.client.base_url).rstrip("/")}
    await clerk.client.post(f"/invite/{token}", data={"password": PASSWORD}, headers=origin)
    clerk.client.cookies.clear()
    registration = await _enrol(clerk, school, name, made["id"])
    await _until_known(clerk, name, registration)
    return registration


async def _enrol(clerk: Clerk, school: School, name: str, person: str) -> str:
    """As soon as tracking knows the person."""
    path = f"/api/runs/{school.run}/enrolments"
    for attempt in range(_ATTEMPTS):
        await clerk.post("instructor", path, json={"people": [person]}, once=f"{name} {attempt}")
        learning = await clerk.get(name, "/api/learning")
        if learning:
            return str(learning[0]["registration"])
        await asyncio.sleep(_PAUSE_S)
    raise AssertionError(f"{name} was not enrolled")


async def _until_known(clerk: Clerk, name: str, registration: str) -> None:
    """Adaptive has heard of the enrolment."""
    headers = {"authorization": f"Bearer {await clerk.token(name)}"}
    for _ in range(_ATTEMPTS):
        answer = await clerk.client.get(f"/api/adaptive/registrations/{registration}", headers=headers)
        if answer.is_success:
            return
        await asyncio.sleep(_PAUSE_S)
    raise AssertionError(f"{name} is not known")


async def open_checkpoint(page: Page, registration: str, school: School, share: float = 0.5) -> Locator:
    """The film, up to where it asks. Answers the item."""
    await page.goto(f"/learn/{registration}/{school.film}")
    await sight.settled(page)
    film = page.locator("stoa-video video")
    await sight.play(film, "it.currentTime > 0.2")
    await film.evaluate(f"film => {{ film.currentTime = film.duration * {share} }}")
    item = page.locator("[data-video-over] [data-item]").first
    await expect(item).to_be_visible(timeout=30_000)
    return item


async def told(bus: Bus, learner: str) -> list[dict[str, Any]]:
    """Every batch of the learner's browsers, as the log has them."""
    found: list[dict[str, Any]] = []
    source = await bus.stream.subscribe(f"log.*.*.{learner}.*", stream="tel", ordered_consumer=True)
    there = await source.consumer_info()
    delivered = there.delivered.consumer_seq if there.delivered else 0
    for _ in range(delivered + (there.num_pending or 0)):
        message = await source.next_msg(timeout=60)
        if not message.subject.endswith(".platform"):
            found.append(json.loads(message.data))
    await source.unsubscribe()
    return found


async def until_told(bus: Bus, learner: str, kind: str, times: int) -> None:
    """The log has so many actions of that kind of the learner."""
    for _ in range(_ATTEMPTS):
        actions = [action for batch in await told(bus, learner) for action in batch["actions"]]
        if sum(action["type"] == kind for action in actions) >= times:
            return
        await asyncio.sleep(_PAUSE_S)
    raise AssertionError(f"{kind} was not told")
