"""A large course through the whole pipeline: published by content, cut, translated, and ready for readers.

`python -m bench.pipeline [SEGMENTS] [PART...]`. Content and localization in one process, on the real engines.
Part `memory`: the memory knows every sentence; beside it the same rows are put straight into PostgreSQL.
`two`: the same, with a second process that takes messages beside the first, as far as there are processors.
`machine`: Apertium translates every sentence, where it is installed. `slow`: an engine takes a hundred times
as long, and it is looked at how much memory the process has meanwhile.
"""

import asyncio
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.conftest import ENGINES
from tests.world import Someone, World, open_stage

from bench.beside import beside
from bench.costs import Cost
from bench.localizing import SENTENCES, TITLE, ask, learn, sentences, title
from bench.pipeline_slow import slow_engine, watch
from bench.results import keep
from bench.straight import straight
from stoa.compose.embedded import embedded
from stoa.compose.serve import spare_pauses
from stoa.contracts.localization import (
    LocaleReady,
    PostEditRequested,
    SegmentsChanged,
    UnitsTranslated,
)
from stoa.kernel.event import Event, decode, type_name
from stoa.runtime.config import Settings
from stoa.services.content.service import SERVICE as CONTENT
from stoa.services.identity.service import SERVICE as IDENTITY
from stoa.services.localization.adapters.machines import FILE
from stoa.services.localization.adapters.providers.apertium.modes import advice, installed, way
from stoa.services.localization.service import SERVICE as LOCALIZATION

GOALS = {"memory": 3_000, "machine": 300}
SERVICES = (IDENTITY, CONTENT, LOCALIZATION)
_PATIENCE_S = 900


def say(line: str) -> None:
    print(line, flush=True)


async def main(segments: int, parts: Sequence[str]) -> None:
    with TemporaryDirectory(prefix="stoa-bench-") as folder:
        async with embedded(Path(folder), only=ENGINES) as settings:
            for part in parts:
                await PARTS[part](settings, segments)


async def from_memory(settings: Settings, segments: int) -> None:
    await _from_memory(settings, segments, "memory", nullcontext())


async def by_two(settings: Settings, segments: int) -> None:
    names = [service.name for service in SERVICES]
    await _from_memory(settings, segments, "two", beside(settings, names))


async def _from_memory(
    settings: Settings, segments: int, part: str, company: AbstractAsyncContextManager[None]
) -> None:
    """company: is there from the moment on that is measured."""
    (settings.data / FILE).write_text("providers = []\nroutes = []\n")
    async with open_stage(settings, SERVICES) as stage:
        course = await Course.written(World(stage), segments, known=("es", "fr"))
        spare_pauses(short=False)
        async with company:
            figures = await measured(course, part)
        rows = await straight(settings, course.world, "es")
        await course.world.close()
    keep("pipeline", part=part, segments=course.fresh, goal_a_second=GOALS["memory"], **figures, **rows)


async def measured(course: "Course", part: str) -> dict[str, float]:
    whole, phases = await course.published("es")
    phases["ready"] = await course.ready()
    figures = told(part, course.fresh, whole)
    for name, cost in phases.items():
        say(f"  {name:9} {cost.words()}")
        figures |= cost.named(name)
    return figures | told("again", course.segments, await course.wanted("fr"))


async def from_machine(settings: Settings, segments: int) -> None:
    if way(installed(), "en", "es") is None:
        say(f"machine: Apertium is not installed, so nothing is measured. {advice('en', 'es')}")
        return
    (settings.data / FILE).write_text('routes = ["*>* apertium"]\n[[providers]]\ntype = "apertium"\n')
    async with open_stage(settings, SERVICES) as stage:
        course = await Course.written(World(stage), segments)
        spare_pauses(short=False)
        whole, _ = await course.published("es")
        await course.world.close()
    figures = told("machine", course.fresh, whole)
    keep("pipeline", part="machine", segments=course.fresh, goal_a_second=GOALS["machine"], **figures)


async def from_slow(settings: Settings, segments: int) -> None:
    with slow_engine() as engine:
        (settings.data / FILE).write_text(
            f'routes = ["*>* libretranslate"]\n[[providers]]\ntype = "libretranslate"\n'
            f'address = "{engine.address}"\n'
        )
        async with open_stage(settings, SERVICES) as stage:
            course = await Course.written(World(stage), segments)
            spare_pauses(short=False)
            await course.publish()
            figures = await watch(engine, course.answered, say)
            await course.world.close()
    keep("pipeline", part="slow", segments=course.fresh, **figures)


PARTS = {"memory": from_memory, "two": by_two, "machine": from_machine, "slow": from_slow}


@dataclass
class Course:
    """Written and wanted in Spanish; of its texts only the first are published yet."""

    world: World
    editor: Someone
    id: str = ""
    texts: list[str] = field(default_factory=list)
    _before: int = 0
    _read: int = 0
    _seen: Counter[str] = field(default_factory=Counter)

    @property
    def segments(self) -> int:
        return len(self.texts)

    @property
    def fresh(self) -> int:
        """Segments that are not published yet, or were not before the last publication."""
        return self.segments - self._before

    @classmethod
    async def written(cls, world: World, segments: int, known: Sequence[str] = ()) -> "Course":
        """known: locales in which the memory knows all of it."""
        course = cls(world, await world.someone("editor"))
        parts = segments // (SENTENCES + 1)
        texts = [TITLE, *(one for at in range(parts) for one in (title(at), *sentences(at)))]
        for locale in known:
            await learn(world, texts, locale)
        new = {"title": TITLE, "locale": "en"}
        course.id = (await ask(course.editor, "POST", "/api/courses", new))["course"]
        await course._add(0)
        await course.publish()
        await world.quiet(60)
        course.texts = texts[: SENTENCES + 2]
        await course.wanted("es")
        await world.quiet(60)
        course._before, course.texts = course.segments, texts
        for at in range(1, parts):
            await course._add(at)
        await world.quiet(60)
        say(f"{course.segments} segments written")
        return course

    async def _add(self, at: int) -> None:
        new = {"kind": "text", "title": title(at)}
        path = f"/api/courses/{self.id}/objects"
        thing = (await ask(self.editor, "POST", path, new))["object"]
        opened = await ask(self.editor, "GET", f"{path}/{thing}")
        opened["object"]["html"] = "".join(f"<p>{one}</p>" for one in sentences(at))
        await ask(self.editor, "PUT", f"{path}/{thing}", opened)

    async def publish(self) -> None:
        await ask(self.editor, "POST", f"/api/courses/{self.id}/publications", {})

    async def published(self, locale: str) -> tuple[Cost, dict[str, Cost]]:
        """From the call to content's door on. Until every unit has its answer, and by phase."""
        began = Cost.now()
        await self.publish()
        answered = Cost.now()
        await self._until(lambda: self._seen[type_name(SegmentsChanged)] > 1)
        cut = Cost.now()
        await self._until(lambda: self._seen[locale] >= self.segments)
        through = Cost.now()
        phases = {
            "answered": answered.since(began),
            "cut": cut.since(answered),
            "units": through.since(cut),
        }
        return through.since(began), phases

    async def ready(self) -> Cost:
        """From now until the locale is told."""
        began = Cost.now()
        await self._until(lambda: self._seen[type_name(LocaleReady)] > 1)
        ended = Cost.now()
        await self.world.quiet(60)
        return ended.since(began)

    async def wanted(self, locale: str) -> Cost:
        """In one locale more of what is cut already. From the wish until every unit has its answer."""
        began = Cost.now()
        await ask(self.editor, "PUT", f"/api/courses/{self.id}/locales/{locale}", {"policy": "translated"})
        await self._until(lambda: self._seen[locale] >= self.segments)
        return Cost.now().since(began)

    def answered(self) -> int:
        self._look()
        return self._seen["es"]

    async def _until(self, reached: Any) -> None:
        async with asyncio.timeout(_PATIENCE_S):
            while not reached():
                await asyncio.sleep(0.02)
                self._look()

    def _look(self) -> None:
        """Counts what was told since the last look: units by locale, everything else by kind."""
        heard, self._read = self.world.heard()[self._read :], len(self.world.heard())
        for envelope, _ in heard:
            self._seen[envelope.type] += 1
            for kind in (UnitsTranslated, PostEditRequested):
                if envelope.type == type_name(kind):
                    self._count(decode(kind, envelope.data))

    def _count(self, fact: Event) -> None:
        assert isinstance(fact, UnitsTranslated | PostEditRequested)
        self._seen[fact.locale] += len(fact.units)


def told(name: str, segments: int, cost: Cost) -> dict[str, float]:
    a_second = segments / cost.wall_s
    say(f"{name}: {segments} segments, {a_second:.0f} a second: {cost.words()}")
    return {f"{name}_a_second": round(a_second), **cost.named(name)}


if __name__ == "__main__":
    _, *given = sys.argv
    asked = [one for one in given if one in PARTS]
    numbers = [int(one) for one in given if one.isdigit()]
    asyncio.run(main(numbers[0] if numbers else 10_000, asked or list(PARTS)))
