"""A one-sentence edit in a large course, from content's fact to the active edition in another language.

`python -m bench.localizing [SEGMENTS] [EDITS]`. Localization and delivery in one process. The course is
translated first, by memory. Each edit is a sentence that the memory knows, so that what is measured is the
platform and neither a person nor an engine. Beside it, in the same run: the same edit published in its own
language, which is what delivery takes for any course of that size.
"""

import asyncio
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from uuid import UUID

import msgspec
from msgspec.structs import replace
from tests.conftest import ENGINES
from tests.world import World, open_stage

from bench.results import keep
from stoa.compose.embedded import embedded
from stoa.contracts.content import CourseDocument, RevisionPublished, TextObject
from stoa.contracts.delivery import ManifestActivated
from stoa.contracts.localization import LocaleReady, UnitsTranslated
from stoa.kernel.checksum import checksum
from stoa.kernel.ids import new_id
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


@dataclass(frozen=True, slots=True)
class Waits:
    """Milliseconds, from content's fact on."""

    ready: list[float]
    translated: list[float]
    source: list[float]


def say(line: str) -> None:
    print(line, flush=True)


async def main(segments: int, edits: int) -> None:
    with TemporaryDirectory(prefix="stoa-bench-") as folder:
        async with (
            embedded(Path(folder), only=ENGINES) as settings,
            open_stage(settings, [IDENTITY, LOCALIZATION, DELIVERY]) as stage,
        ):
            world = World(stage)
            waits = await measure(world, segments, edits)
            await world.close()
    figures: dict[str, float] = {"segments": segments, "edits": edits}
    for name in ("ready", "translated", "source"):
        times = sorted(getattr(waits, name))
        for share in (50, 95):
            figures[f"{name}_p{share}_ms"] = round(times[min(len(times) - 1, len(times) * share // 100)], 1)
        say(f"{name:10} p50 {figures[f'{name}_p50_ms']} ms, p95 {figures[f'{name}_p95_ms']} ms")
    keep("localizing", **figures)


async def measure(world: World, segments: int, edits: int) -> Waits:
    document = course(segments)
    said = [f"Edit {'i' * (1 + number)} says something new." for number in range(edits)]
    texts = {one for thing in document.objects for one in sentences_of(thing)} | {*said}
    await learn(world, [*texts, document.title, *(thing.title for thing in document.objects)])
    editor = await world.someone("editor")
    began = perf_counter()
    await publish(world, document)
    await world.quiet(600)
    say(f"{segments} segments cut and published in {perf_counter() - began:.1f} s")
    began = perf_counter()
    answer = await editor.put(f"/api/courses/{document.course}/locales/es", json={})
    answer.raise_for_status()
    seen: set[UUID] = set()
    async with asyncio.timeout(600):
        while len(seen) < len(texts) - edits:
            await asyncio.sleep(0.1)
            seen = {unit.unit for fact in world.events(UnitsTranslated) for unit in fact.units}
    filled = perf_counter() - began
    say(f"{len(seen)} segments translated by memory in {filled:.1f} s: {len(seen) / filled:.0f} a second")
    await world.quiet(600)
    say(f"published {perf_counter() - began - filled:.1f} s later")
    waits = Waits([], [], [])
    for number in range(edits):
        document = edited(document, number, said[number])
        await one_edit(world, document, waits)
    return waits


async def one_edit(world: World, document: CourseDocument, waits: Waits) -> None:
    seen = len(world.events(LocaleReady)), len(world.events(ManifestActivated))
    began = perf_counter()
    await publish(world, document)
    locales: dict[str, float] = {}
    async with asyncio.timeout(120):
        while len(locales) < 2:
            await asyncio.sleep(0.002)
            now = (perf_counter() - began) * 1000
            if len(world.events(LocaleReady)) > seen[0] and len(waits.ready) == len(waits.translated):
                waits.ready.append(now)
            for fact in world.events(ManifestActivated)[seen[1] :]:
                locales.setdefault(fact.locale, now)
    waits.translated.append(locales["es"])
    waits.source.append(locales["en"])
    await world.quiet(60)


def course(segments: int) -> CourseDocument:
    things = [
        TextObject(id=new_id(), key=f"t{at}", title=f"Text {letters(at)}", html=html(at))
        for at in range(segments // (SENTENCES + 1))
    ]
    return CourseDocument(
        course=new_id(), revision=1, locale="en", title="A large course", objects=list(things)
    )


def html(at: int) -> str:
    said = (
        f"Part {letters(at)} explains step {letters(number)} in a few words." for number in range(SENTENCES)
    )
    return "".join(f"<p>{one}</p>" for one in said)


def letters(number: int) -> str:
    """A number without digits, which the checks would compare."""
    return "".join(chr(97 + int(digit)) for digit in str(number))


def sentences_of(thing: object) -> list[str]:
    assert isinstance(thing, TextObject)
    return thing.html.removeprefix("<p>").removesuffix("</p>").split("</p><p>")


def edited(document: CourseDocument, number: int, sentence: str) -> CourseDocument:
    """The next revision, in which one sentence says something else."""
    things = list(document.objects)
    thing = things[number % len(things)]
    assert isinstance(thing, TextObject)
    things[number % len(things)] = replace(thing, html=thing.html.replace(sentences_of(thing)[3], sentence))
    return replace(document, revision=document.revision + 1, objects=things)


async def learn(world: World, texts: list[str]) -> None:
    """The memory knows them all."""
    known = [
        Memory(
            id=new_id(),
            scope=TENANT,
            source_locale="en",
            target_locale="es",
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


async def publish(world: World, document: CourseDocument) -> None:
    data = msgspec.json.encode(document)
    digest = checksum(data)
    key = f"{world.tenant}/documents/{digest}"
    await world.objects.private.put(key, data, "application/json")
    await world.publish(
        RevisionPublished(
            course=document.course,
            revision=document.revision,
            locale=document.locale,
            title=document.title,
            document_key=key,
            document_checksum=digest,
            publication=new_id(),
        )
    )


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    asyncio.run(main(*(given + [10_000, 20][len(given) :])))
