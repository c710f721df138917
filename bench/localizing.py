"""A one-sentence edit in a large course, from the editor's save to the active edition in another language.

`python -m bench.localizing [SEGMENTS] [EDITS]`. Content, localization and delivery in one process, the edit
and its publication through content's doors. The course is translated first, by memory. Each edit is a
sentence that the memory knows, so that what is measured is the platform and neither a person nor an engine.
Beside it, in the same run: the same edit published in its own language.
"""

import asyncio
import gc
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from uuid import UUID

from tests.conftest import ENGINES
from tests.world import Someone, World, open_stage

from bench.results import keep
from stoa.compose.embedded import embedded
from stoa.contracts.delivery import ManifestActivated
from stoa.contracts.localization import LocaleReady, UnitsTranslated
from stoa.kernel.ids import new_id
from stoa.services.content.service import SERVICE as CONTENT
from stoa.services.delivery.service import SERVICE as DELIVERY
from stoa.services.identity.service import SERVICE as IDENTITY
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.remembered import TENANT, Memory
from stoa.services.localization.domain.segment import content_checksum
from stoa.services.localization.service import SERVICE as LOCALIZATION
from stoa.services.localization.store import memory

SENTENCES = 25
"""Of one object."""
GOAL_MS = 1000
TITLE = "A large course"


@dataclass(frozen=True, slots=True)
class Waits:
    """Milliseconds since the editor's save was sent.

    told: content has answered that it is published; ready: localization has told the locale; translated,
    source: readers have the edition in the other language, and in its own.
    """

    told: list[float]
    ready: list[float]
    translated: list[float]
    source: list[float]


def say(line: str) -> None:
    print(line, flush=True)


async def main(segments: int, edits: int) -> None:
    with TemporaryDirectory(prefix="stoa-bench-") as folder:
        async with (
            embedded(Path(folder), only=ENGINES) as settings,
            open_stage(settings, [IDENTITY, CONTENT, LOCALIZATION, DELIVERY]) as stage,
        ):
            world = World(stage)
            waits = await measure(world, segments, edits)
            await world.close()
    figures: dict[str, float] = {"segments": segments, "edits": edits}
    for name in ("told", "ready", "translated", "source"):
        times = sorted(getattr(waits, name))
        for share in (50, 95):
            figures[f"{name}_p{share}_ms"] = round(times[min(len(times) - 1, len(times) * share // 100)], 1)
        say(f"{name:10} p50 {figures[f'{name}_p50_ms']} ms, p95 {figures[f'{name}_p95_ms']} ms")
    met = figures["translated_p95_ms"] <= GOAL_MS
    say(f"the goal of {GOAL_MS} ms in the other language: {'met' if met else 'missed'}")
    keep("localizing", since="save", **figures)


async def measure(world: World, segments: int, edits: int) -> Waits:
    parts = segments // (SENTENCES + 1)
    said = [f"Edit {'i' * (1 + number)} says something new." for number in range(edits)]
    texts = {one for at in range(parts) for one in sentences(at)} | {*said}
    await learn(world, [*texts, TITLE, *(title(at) for at in range(parts))])
    editor = await world.someone("editor")
    began = perf_counter()
    course, things = await write(editor, parts)
    say(f"{segments} segments written in {perf_counter() - began:.1f} s")
    began = perf_counter()
    await ask(editor, "POST", f"/api/courses/{course}/publications", {})
    await world.quiet(600)
    say(f"cut and published in {perf_counter() - began:.1f} s")
    began = perf_counter()
    await ask(editor, "PUT", f"/api/courses/{course}/locales/es", {})
    seen: set[UUID] = set()
    async with asyncio.timeout(600):
        while len(seen) < len(texts) - edits:
            await asyncio.sleep(0.1)
            seen = {unit.unit for fact in world.events(UnitsTranslated) for unit in fact.units}
    filled = perf_counter() - began
    say(f"{len(seen)} segments translated by memory in {filled:.1f} s: {len(seen) / filled:.0f} a second")
    await world.quiet(600)
    say(f"published {perf_counter() - began - filled:.1f} s later")
    # As `stoa serve` does with what was loaded at start; here it is what the bench itself has heaped up.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)
    waits = Waits([], [], [], [])
    for number in range(edits):
        at = number % parts
        opened = await ask(editor, "GET", f"/api/courses/{course}/objects/{things[at]}")
        opened["object"]["html"] = opened["object"]["html"].replace(sentences(at)[3], said[number])
        await one_edit(world, editor, (course, things[at], opened), waits)
    return waits


async def one_edit(world: World, editor: Someone, edit: tuple[str, str, Any], waits: Waits) -> None:
    """edit: course, object, and what is put there."""
    course, thing, wanted = edit
    seen = len(world.events(LocaleReady)), len(world.events(ManifestActivated))
    began = perf_counter()
    await ask(editor, "PUT", f"/api/courses/{course}/objects/{thing}", wanted)
    publishing = asyncio.create_task(ask(editor, "POST", f"/api/courses/{course}/publications", {}))
    locales: dict[str, float] = {}
    async with asyncio.timeout(120):
        while len(locales) < 2:
            await asyncio.sleep(0.002)
            now = (perf_counter() - began) * 1000
            if publishing.done() and len(waits.told) == len(waits.translated):
                waits.told.append(now)
            if len(world.events(LocaleReady)) > seen[0] and len(waits.ready) == len(waits.translated):
                waits.ready.append(now)
            for fact in world.events(ManifestActivated)[seen[1] :]:
                locales.setdefault(fact.locale, now)
    await publishing
    waits.translated.append(locales["es"])
    waits.source.append(locales["en"])
    await world.quiet(60)


async def write(editor: Someone, parts: int) -> tuple[str, list[str]]:
    """A course of so many texts, through the doors of its editor. Returns its id and theirs."""
    course = (await ask(editor, "POST", "/api/courses", {"title": TITLE, "locale": "en"}))["course"]
    things = []
    for at in range(parts):
        new = {"kind": "text", "title": title(at)}
        thing = (await ask(editor, "POST", f"/api/courses/{course}/objects", new))["object"]
        opened = await ask(editor, "GET", f"/api/courses/{course}/objects/{thing}")
        opened["object"]["html"] = "".join(f"<p>{one}</p>" for one in sentences(at))
        await ask(editor, "PUT", f"/api/courses/{course}/objects/{thing}", opened)
        things.append(thing)
    return course, things


async def ask(editor: Someone, verb: str, path: str, data: Any = None) -> Any:
    answer = await editor.request(verb, path, json=data)
    answer.raise_for_status()
    return answer.json()


def title(at: int) -> str:
    return f"Text {letters(at)}"


def sentences(at: int) -> list[str]:
    return [
        f"Part {letters(at)} explains step {letters(number)} in a few words." for number in range(SENTENCES)
    ]


def letters(number: int) -> str:
    """A number without digits, which the checks would compare."""
    return "".join(chr(97 + int(digit)) for digit in str(number))


async def learn(world: World, texts: list[str], locale: str = "es") -> None:
    """The memory knows them all."""
    known = [
        Memory(
            id=new_id(),
            scope=TENANT,
            source_locale="en",
            target_locale=locale,
            checksum=content_checksum(CodedText(text)),
            context="",
            source=CodedText(text),
            target=f"Traducción de {text}",
            origin="import",
        )
        for text in dict.fromkeys(texts)
    ]
    for at in range(0, len(known), 1000):
        async with world.db("localization").work(world.caller()) as work:
            await memory.remember(work, known[at : at + 1000])


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    asyncio.run(main(*(given + [10_000, 20][len(given) :])))
