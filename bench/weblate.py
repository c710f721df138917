"""A course that is joined to a real Weblate: both sides change much at once, and most of its calls go wrong.

`python -m bench.weblate --api http://127.0.0.1:58080/api --token TOKEN`. Makes a project of its own there.
All goes through the doors: our words come as a file of a translators' tool, theirs by Weblate's API, and its
own webhook calls us through a line that loses, doubles and shuffles calls. Shows whether one pass is enough,
no change lost, every conflict named.
"""

import argparse
import asyncio
import random
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from tests.conftest import ENGINES
from tests.services.localization.courses import Draft, publish, text_course, want
from tests.services.localization.test_course_files import log_is_sound, out, worked_at
from tests.services.localization.weblate.peer import Component, Weblate
from tests.world import Someone, Stage, World, open_stage

from bench.results import keep
from stoa.compose.embedded import embedded
from stoa.runtime.surroundings import TenantCard
from stoa.services.identity.service import SERVICE as IDENTITY
from stoa.services.localization.domain.sync.connection import PassRequested
from stoa.services.localization.service import SERVICE as LOCALIZATION

CHANGES, BOTH = 1_000, 10
"""On each side; and of so many one is of a unit that both change, differently."""
SECRET = "whsec_" + b64encode(b"of a bench, of thirty-two bytes.").decode()
_LOST = _DOUBLED = 0.2
_SEED = 7


@dataclass
class Line:
    """Between Weblate and us: keeps what it says until it is asked for."""

    port: int
    calls: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    def taken(self, chance: random.Random) -> list[tuple[str, dict[str, str], bytes]]:
        """What comes through: some lost, some twice, in any order."""
        calls, self.calls = self.calls, []
        came = [one for one in calls if chance.random() > _LOST]
        came += [one for one in came if chance.random() < _DOUBLED]
        chance.shuffle(came)
        return came


@contextmanager
def listening() -> Iterator[Line]:
    line = Line(0)

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            line.calls.append(
                (self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            )
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Ear)
    line.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield line
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Trial:
    world: World
    line: Line
    weblate: Weblate
    draft: Draft
    editor: Someone
    component: Component
    address: str = ""

    async def sign_in(self) -> None:
        """Anew: a token is good for some minutes only, and a real Weblate takes its time."""
        self.editor = await self.world.someone("editor", person=self.editor.person)

    async def send(self, said: dict[str, str]) -> None:
        """Our words, as another tool gives them back."""
        await self.sign_in()
        data = worked_at(await out(self.editor, self.draft), lambda source: said.get(source))
        path = f"/api/courses/{self.draft.document.course}/locales/es/xliff"
        answer = await self.editor.post(path, files={"file": ("course.xlf", data)})
        answer.raise_for_status()
        await self.world.quiet(600)

    async def last(self) -> dict[str, Any]:
        """The pass that ended last, and its figures."""
        await self.sign_in()
        shown = (await self.editor.get(self.address)).raise_for_status().json()["passes"][0]
        return {"ended": shown["ended"], "number": shown["number"], **shown["counts"]}

    async def passed(self) -> dict[str, Any]:
        (await self.editor.post(f"{self.address}/passes")).raise_for_status()
        await self.world.quiet(600)
        return await self.last()

    async def call(self, path: str, headers: dict[str, str], body: bytes) -> int:
        kept = {name: value for name, value in headers.items() if name.startswith("webhook-")}
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app=self.world.process.door),  # type: ignore[arg-type]
            base_url=f"http://127.0.0.1:{self.line.port}",
        ) as client:
            return (await client.post(path, content=body, headers=kept)).status_code

    async def here(self) -> dict[str, str]:
        """Targets by source."""
        found: dict[str, str] = {}
        for page in range(1, 10_000):
            path = f"/api/courses/{self.draft.document.course}/units?locale=es&page={page}"
            units = (await self.editor.get(path)).raise_for_status().json()
            found |= {one["source"]["text"]: one["unit"]["target"] for one in units}
            if not units:
                return found
        raise AssertionError("a course without an end")


async def begin(stage: Stage, line: Line, weblate: Weblate, units: int) -> Trial:
    world = World(stage)
    stage.tenants["127.0.0.1"] = TenantCard(id=world.tenant, name="Bench")
    draft = text_course("".join(f"<p>Sentence {n} says something.</p>" for n in range(units)))
    await publish(world, draft)
    editor = await want(world, draft, "es")
    trial = Trial(world, line, weblate, draft, editor, await weblate.new_component())
    await trial.send({f"Sentence {n} says something.": f"La frase {n} dice algo." for n in range(units)})
    wish = {
        "address": weblate.address, "project": trial.component.project, "component": trial.component.slug,
        "token": weblate.token, "secret": SECRET,
    }  # fmt: skip
    await trial.sign_in()
    path = f"http://127.0.0.1:{line.port}/api/courses/{draft.document.course}/connections"
    joined = (await trial.editor.post(path, json=wish)).raise_for_status().json()
    trial.address = f"/api/connections/{joined['connection']}"
    await world.quiet(600)
    known = (await trial.editor.get(trial.address)).raise_for_status().json()["connection"]
    await trial.component.call(known["hook_address"], SECRET)
    return trial


async def say_there(trial: Trial, said: dict[str, str]) -> None:
    """Their words, in bulk, by their API."""
    keys = {one["source"]: key for key, one in (await trial.component.units("es")).items()}
    await trial.component.upload("es", {keys[source]: target for source, target in said.items()})


async def measure(trial: Trial, units: int, changes: int) -> None:
    first, chance, both = await trial.last(), random.Random(_SEED), changes // BOTH
    print(f"first pass: {first}", flush=True)
    picked = chance.sample([f"Sentence {n} says something." for n in range(units)], 2 * changes - both)
    here, there = set(picked[:changes]), set(picked[changes - both :])
    trial.line.calls.clear()
    await say_there(trial, {source: f"La frase {source.split()[1]} cuenta algo." for source in there})
    await trial.sign_in()
    (await trial.editor.post(f"{trial.address}/pause")).raise_for_status()
    await trial.send({source: f"La frase {source.split()[1]} afirma algo." for source in here})
    told, calls = len(trial.line.calls), trial.line.taken(chance)
    begun, asked = time.perf_counter(), len(trial.world.events(PassRequested))
    (await trial.editor.post(f"{trial.address}/passes")).raise_for_status()
    answers = [await trial.call(*one) for one in calls]
    await trial.world.quiet(600)
    pass_s = time.perf_counter() - begun
    await trial.sign_in()
    shown = (await trial.editor.get(trial.address)).json()
    ours, theirs = await trial.here(), await trial.component.targets("es")
    again = await trial.passed()
    asked_about = here & there
    keep(
        "weblate",
        units=units,
        changed_here=len(here),
        changed_there=len(there),
        calls_made=told,
        calls_came=len(calls),
        calls_taken=answers.count(204),
        passes_asked=len(trial.world.events(PassRequested)) - asked,
        passes=[one["counts"] for one in shown["passes"][:-1]],
        conflicts_waiting=shown["waiting"],
        conflicts_expected=len(asked_about),
        same_after=sum(theirs[source][0] == ours[source] for source in picked if source not in asked_about),
        kept_here=sum("afirma" in ours[source] and "cuenta" in theirs[source][0] for source in asked_about),
        taken_here=sum("cuenta" in ours[source] for source in there - asked_about),
        taken_there=sum("afirma" in theirs[source][0] for source in here - asked_about),
        moved_by_another_pass=again["pushed"] + again["pulled"] + again["conflicts"],
        log_is_sound=await log_is_sound(trial.world, trial.draft),
        first_pass=first,
        pass_s=round(pass_s, 1),
    )


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--api", required=True)
    parser.add_argument("--token", required=True)
    parser.add_argument("--units", type=int, default=2_000)
    parser.add_argument("--changes", type=int, default=CHANGES)
    asked = parser.parse_args()
    weblate = Weblate(asked.api.rstrip("/"), asked.token, real=True)
    with TemporaryDirectory(prefix="stoa-bench-") as folder, listening() as line:
        (Path(folder) / "weblate.toml").write_text(f'servers = ["{weblate.address}"]\n')
        async with (
            embedded(Path(folder), only=ENGINES) as settings,
            open_stage(settings, [IDENTITY, LOCALIZATION]) as stage,
        ):
            trial = await begin(stage, line, weblate, asked.units)
            await measure(trial, asked.units, asked.changes)
            await trial.world.close()


if __name__ == "__main__":
    asyncio.run(main())
