"""The gradebook of a run, and what lies behind one of its cells."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, ReadSession
from stoa.runtime.names import MOST_PEOPLE, Names
from stoa.services.assessment.domain.grade import Grade
from stoa.services.assessment.domain.gradebook import View
from stoa.services.assessment.domain.run import Run
from stoa.services.assessment.domain.shown import ShownItem, show
from stoa.services.assessment.store import access, attempts, enrolments, gradebook, grades, item_sets
from stoa.services.assessment.store.attempts import Attempt
from stoa.services.assessment.store.gradebook import Lines
from stoa.services.assessment.store.grades import Override
from stoa.services.assessment.store.item_sets import SetCard
from stoa.services.assessment.store.shelf import Shelf

LINES_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Gradebook:
    """columns: the item sets of the active revision, in the order of the course. first: lines passed over."""

    run: Run
    title: str
    columns: Sequence[SetCard]
    lines: Lines
    first: int


async def gradebook_of(
    db: Database,
    names: Names,
    caller: Caller,
    run_id: UUID,
    view: View,
    *,
    first: int = 0,
    most: int = LINES_A_PAGE,
) -> Gradebook:
    """Six statements, whatever the size, and two more where names are asked for.

    Raises NotFound unless the run is the caller's to grade; Unavailable and Conflict where names cannot be
    asked for.
    """
    named = await _named(db, names, caller, run_id, view.words) if view.asks_names else None
    async with db.read(caller) as read:
        run = await access.graded_run(read, caller, run_id)
        title, columns = await _columns(read, caller, run)
        sets = [column.id for column in columns]
        lines = await gradebook.lines(read, run_id, sets, view, named, first=first, most=most)
    return Gradebook(run, title, columns, lines, first)


async def _named(db: Database, names: Names, caller: Caller, run: UUID, words: str) -> list[UUID]:
    """The run's learners whose name has the words, by name."""
    async with db.read(caller) as read:
        await access.graded_run(read, caller, run)
        learners = await gradebook.learners(read, run, MOST_PEOPLE + 1)
    return await names.in_order(caller.tenant, learners, words)


async def _columns(read: ReadSession, caller: Caller, run: Run) -> tuple[str, Sequence[SetCard]]:
    found = await item_sets.active_revision(read, run.course, caller.locale)
    if found is None:
        return "", []
    locale, revision = found
    title = await item_sets.course_title(read, run.course, locale)
    return title, await item_sets.cards(read, run.course, revision, locale)


@dataclass(frozen=True, slots=True)
class CellSeen:
    """All that lies behind a cell. attempts: in turn; items: of the one chosen, as its learner saw them.

    decisions: of instructors, in turn.
    """

    run: UUID
    registration: UUID
    learner: UUID
    item_set: UUID
    title: str
    grade: Grade | None
    attempts: Sequence[Attempt]
    chosen: Attempt | None
    items: Sequence[ShownItem]
    decisions: Sequence[Override]


async def cell_seen(
    db: Database,
    shelf: Shelf,
    caller: Caller,
    run_id: UUID,
    registration: UUID,
    item_set: UUID,
    number: int | None,
) -> CellSeen:
    """number: of the attempt to open, else the last. Raises NotFound unless it is the caller's to grade."""
    async with db.read(caller) as read:
        run = await access.graded_run(read, caller, run_id)
        enrolment = await enrolments.load_enrolment(read, registration)
        if enrolment is None or enrolment.run != run_id:
            raise NotFound("registration.missing")
        title = await item_sets.title(read, run.course, item_set)
        if title is None:
            raise NotFound("item_set.missing")
        begun = await attempts.all_of(read, registration, item_set)
        chosen = next((one for one in begun if one.sheet.number == number), None)
        chosen = chosen or (begun[-1] if begun else None)
        return CellSeen(
            run=run_id,
            registration=registration,
            learner=enrolment.learner,
            item_set=item_set,
            title=title,
            grade=await grades.load(read, registration, item_set),
            attempts=begun,
            chosen=chosen,
            items=await _items_seen(read, shelf, caller, chosen) if chosen else [],
            decisions=await grades.decisions(read, registration, item_set),
        )


async def _items_seen(read: ReadSession, shelf: Shelf, caller: Caller, taken: Attempt) -> Sequence[ShownItem]:
    sheet = taken.sheet
    paper = await shelf.paper(read, caller.tenant, sheet.key)
    standings = await attempts.standings(read, sheet.id, paper.item_set, submitted=taken.result is not None)
    resolve = paper.addresses(sheet.registration).resolve
    return [show(replace(one, graded=True), sheet.shuffle, resolve) for one in standings.values()]
