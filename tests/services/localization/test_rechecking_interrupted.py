"""A glossary that changes while targets are written, and a recheck that dies or is overtaken."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from threading import Event
from typing import Any
from uuid import UUID

import pytest
from anyio import create_task_group, sleep, to_thread

from stoa.contracts.localization import LocaleReady
from stoa.kernel.ids import new_id
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.localization.commands import rechecking
from stoa.services.localization.commands.asking import hold_again
from stoa.services.localization.domain.chain import Change
from stoa.services.localization.domain.task import Task
from stoa.services.localization.domain.terms.glossary import Glossary
from stoa.services.localization.domain.terms.wording import Wording
from stoa.services.localization.domain.unit import State
from stoa.services.localization.service import SERVICE as LOCALIZATION
from stoa.services.localization.store import editions, log, rechecks, terms
from stoa.services.localization.store.tasks import of_units as tasks_of
from tests.services.localization.courses import accept, publish, text_course, translate_all, want
from tests.services.localization.test_bulks import do, undo
from tests.services.localization.test_crash import PowerCut
from tests.services.localization.test_rechecking import HTML, RAY, found_by, the_unit
from tests.services.localization.test_terms import COURSE
from tests.services.localization.test_terms_kept import tasks
from tests.world import World


class MortalDatabase(Database):
    """The real database of a process that dies before one of its transactions."""

    def __init__(self, world: World, works: int) -> None:
        super().__init__(world.process.engine, LOCALIZATION.metadata)
        self._left = works

    @asynccontextmanager
    async def work(self, caller: Caller) -> AsyncIterator[UnitOfWork]:
        if self._left == 0:
            raise PowerCut
        self._left -= 1
        async with super().work(caller) as work:
            yield work


async def add_untold(world: World, **said: str) -> UUID:
    """The glossary is another, and nobody was told of it."""
    async with world.db("localization").work(world.caller()) as work:
        [term] = await terms.save_terms(work, [Wording(**{**COURSE, **said})], new_id())
        return term.id


async def take_away_untold(world: World, term: UUID) -> None:
    async with world.db("localization").work(world.caller()) as work:
        known = await terms.load_term(work, term)
        assert known is not None
        gone = replace(known, removed=True, version=known.version + 1, changed_at=work.now)
        await terms.write_term(work, gone)


async def test_readers_get_what_stands_again_whenever_the_process_died(world: World) -> None:
    await publish(world, first := text_course(HTML))
    await want(world, first, "es")
    await translate_all(world, lambda text: text.replace("The ray bends.", "La línea se dobla."))
    term = await add_untold(world, **RAY)
    await publish(world, second := text_course(HTML))
    await want(world, second, "es")
    course, caller = second.document.course, world.caller()
    assert [fact.course for fact in world.events(LocaleReady)] == [first.document.course]
    await take_away_untold(world, term)
    for works in range(4):
        with suppress(PowerCut):
            await rechecking.recheck(MortalDatabase(world, works), caller, course, "es")
    await world.quiet()
    assert [fact.course for fact in world.events(LocaleReady)] == [first.document.course, course]


async def test_what_is_written_while_the_glossary_changes_is_held_against_it(world: World) -> None:
    """The writer has looked at the glossary for the last time, and commits after it changed.

    The recheck is one that was asked for before, and begins then.
    """
    await publish(world, draft := text_course(HTML))
    await want(world, draft, "es")
    translator, course = await world.someone("translator"), draft.document.course
    waiting = await the_unit(translator, course)
    db, caller = world.db("localization"), world.caller()
    async with create_task_group() as group, db.work(caller) as work:
        await editions.load_edition(work, course, "es", lock=True)
        stamp = await rechecks.stamp_of(work)
        [task] = await tasks_of(work, [UUID(waiting["unit"]["id"])])
        said = replace(task.unit, target="La línea se dobla.", version=1, by=translator.person)
        await log.append(work, course, "es", [Change(replace(said, state=State.REVIEWED), "accepted")])
        await hold_again(work, course, "es", stamp)
        await add_untold(world, **RAY)
        group.start_soon(rechecking.recheck, db, caller, course, "es")
        await sleep(0.5)
    await world.quiet()
    assert found_by(await the_unit(translator, course)) == ["term_missing"]


async def test_what_is_put_back_while_it_is_rechecked_is_held_against_the_glossary(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The recheck has judged it as a word about many left it, and writes when that is taken back."""
    await publish(world, first := text_course(HTML))
    await want(world, first, "es")
    await translate_all(world, lambda text: text.replace("The ray bends.", "La línea se dobla."))
    await publish(world, draft := text_course(HTML + "<p>It is fast.</p>"))
    editor, course = await want(world, draft, "es"), draft.document.course
    before = await the_unit(editor, course)
    assert (before["unit"]["state"], before["waiting"]) == ("translated", None)
    bulk = await do(world, editor, draft, "accept", only="translated")
    judge, judged, put_back = rechecking._judge, Event(), Event()

    def slow(some: Sequence[Task], glossary: Glossary) -> Any:
        found = judge(some, glossary)
        if found:
            judged.set()
            assert put_back.wait(60)
        return found

    monkeypatch.setattr(rechecking, "_judge", slow)
    await add_untold(world, **RAY)
    async with create_task_group() as group:
        group.start_soon(rechecking.recheck, world.db("localization"), world.caller(), course, "es")
        assert await to_thread.run_sync(judged.wait, 60)
        assert (await undo(world, editor, bulk))["counts"]["restored"] == bulk["counts"]["done"]
        put_back.set()
    await world.quiet()
    after = await the_unit(editor, course)
    assert found_by(after) == ["term_missing"]
    assert (after["unit"]["state"], after["waiting"]["kind"]) == ("initial", "edit")


async def test_recheck_that_the_glossary_overtakes_is_made_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two processes: the slow one has judged by what a term said, and writes when the other has finished."""
    await publish(world, draft := text_course(HTML))
    await want(world, draft, "es")
    translator, course = await world.someone("translator"), draft.document.course
    [task] = await tasks(translator, "ray")
    await accept(translator, task, "La línea se dobla.")
    await world.quiet()
    judge, judged, overtaken = rechecking._judge, Event(), Event()

    def slow(some: Sequence[Task], glossary: Glossary) -> Any:
        found = judge(some, glossary)
        if found:
            judged.set()
            assert overtaken.wait(60)
        return found

    monkeypatch.setattr(rechecking, "_judge", slow)
    db, caller = world.db("localization"), world.caller()
    term = await add_untold(world, **RAY)
    async with create_task_group() as group:
        group.start_soon(rechecking.recheck, db, caller, course, "es")
        assert await to_thread.run_sync(judged.wait, 60)
        await take_away_untold(world, term)
        await rechecking.recheck(db, caller, course, "es")
        overtaken.set()
    await world.quiet()
    assert found_by(await the_unit(translator, course)) == []
