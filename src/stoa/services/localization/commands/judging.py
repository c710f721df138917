"""Whatever lacks a target, or is to have another one, with what is proposed for it and how that is judged."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from anyio import to_thread

from stoa.kernel.locale import Locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, ReadSession
from stoa.services.localization.commands.proposing import Task, from_machines, from_memory, parts_of
from stoa.services.localization.domain.course import Course
from stoa.services.localization.domain.edition import Edition
from stoa.services.localization.domain.judgement import Judgement, judge_all
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.proposal import Proposal
from stoa.services.localization.domain.quality.calibration import Calibration
from stoa.services.localization.domain.remembered import scopes_of
from stoa.services.localization.domain.segment import Segment
from stoa.services.localization.domain.terms.glossary import Glossary, glossary_of
from stoa.services.localization.domain.unit import Unit
from stoa.services.localization.ports import Outside
from stoa.services.localization.store import calibrations, memory, offers, rechecks, terms, units


@dataclass(frozen=True, slots=True)
class Ready:
    """Segments with what is proposed for them. late: texts that wait for a machine, so far. last: none do,
    and nothing comes after.
    """

    segments: Sequence[Segment]
    found: Mapping[UUID, Proposal | None]
    judged: Mapping[UUID, Judgement]
    late: int
    last: bool


async def task_of(
    read: ReadSession,
    course: Course,
    edition: Edition,
    lacking: Sequence[Segment],
    there: Mapping[UUID, Unit],
    since: datetime | None = None,
) -> Task:
    """there: units by segment. since: what machines said before is not taken for an answer."""
    sums = {one.checksum for one in lacking}
    pair = LocalePair(course.locale, edition.locale)
    exact = await memory.exact(read, pair, scopes_of(course.id, edition.terms.domain), sums)
    made = await units.made_by_machines(read, pair, sums - exact.keys(), since)
    stamp = await rechecks.stamp_of(read)
    wordings = await terms.wordings_for(read, pair, course.id)
    return Task(course, edition, lacking, there, exact, made, wordings, stamp)


async def propose(db: Database, outside: Outside, caller: Caller, task: Task) -> AsyncIterator[Ready]:
    """Part by part, as they are to be kept: first all that is at hand, then what machines are asked."""
    glossary = await to_thread.run_sync(glossary_of, task.wordings, task.pair)
    remembered = await _remembered(db, outside, caller, task, glossary)
    fitted = await _fitted(db, outside, caller, task, remembered)
    late = 0
    parts = list(parts_of(task, remembered, outside.machines))
    for number, part in enumerate(parts, 1):
        found = await from_machines(outside.machines, task, part, remembered, glossary)
        late += found.late
        ready = [one for one in part if one.id in found.by]
        judged = await to_thread.run_sync(judge_all, ready, found.by, glossary, fitted)
        yield Ready(ready, found.by, judged, late, number == len(parts) and not late)


async def _remembered(
    db: Database, outside: Outside, caller: Caller, task: Task, glossary: Glossary
) -> dict[UUID, Proposal]:
    """The best for each segment; the index may not have heard what was forgotten meanwhile."""
    found = await from_memory(outside.fuzzy, caller, task, glossary)
    if not found:
        return {}
    async with db.read(caller) as read:
        known = await offers.provenance_of(read, {UUID(one.by) for some in found.values() for one in some})
    left = {segment: [one for one in some if UUID(one.by) in known] for segment, some in found.items()}
    return {segment: some[0] for segment, some in left.items() if some}


async def _fitted(
    db: Database, outside: Outside, caller: Caller, task: Task, remembered: Mapping[UUID, Proposal]
) -> dict[str, Calibration]:
    """What is known of machines between the two locales, by engine; not asked where all is remembered."""
    pair = task.pair
    asked = outside.machines.translates(Locale(pair.source), Locale(pair.target)) or bool(task.made)
    if not asked or all(one.id in remembered for one in task.lacking):
        return {}
    async with db.read(caller) as read:
        return await calibrations.of_pair(read, pair)
