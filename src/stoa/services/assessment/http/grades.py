"""Grades of a run for those who teach it: to read, to decide, to take home."""

from collections.abc import Mapping, Sequence
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Controller, Response, get, post
from litestar.params import Parameter

from stoa.kernel.sheet import write_sheet
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles
from stoa.runtime.http.body import Body
from stoa.runtime.names import LONGEST_SEARCH, Names
from stoa.services.assessment.commands.grading import Decided, override_score, undo_override
from stoa.services.assessment.domain.gradebook import View
from stoa.services.assessment.queries.gradebook import Gradebook, gradebook_of
from stoa.services.assessment.queries.items import ItemWords, items_of
from stoa.services.assessment.store.item_sets import SetCard

MOST_LINES = 1_000


class GradeLine(msgspec.Struct, frozen=True, kw_only=True):
    """scores: share of the points by item set, in [0, 1]; a set without a score is not in it.

    total: share of the course's points, None before anything is scored. passed: None where there is nothing
    to pass.
    """

    registration: UUID
    learner: UUID
    active: bool
    total: float | None
    completed: bool
    passed: bool | None
    scores: Mapping[UUID, float]


class Grading(msgspec.Struct, frozen=True, kw_only=True):
    """next: how many lines to pass over for the following page, None at the end."""

    run: UUID
    title: str
    sets: Sequence[SetCard]
    lines: Sequence[GradeLine]
    found: int
    next: int | None


class Decide(Body, frozen=True, kw_only=True):
    registration: UUID
    item_set: UUID
    scaled: Annotated[float, msgspec.Meta(ge=0, le=1)]
    reason: Annotated[str, msgspec.Meta(min_length=3, max_length=500)]


def grading(book: Gradebook) -> Grading:
    lines = book.lines.lines
    reached = book.first + len(lines)
    return Grading(
        run=book.run.id,
        title=book.title,
        sets=book.columns,
        lines=[
            GradeLine(
                registration=line.registration,
                learner=line.learner,
                active=line.active,
                total=line.course.scaled,
                completed=line.course.completed,
                passed=line.course.passed,
                scores={
                    item_set: grade.scaled
                    for item_set, grade in line.cells.items()
                    if grade.scaled is not None
                },
            )
            for line in lines
        ],
        found=book.lines.found,
        next=reached if lines and reached < book.lines.found else None,
    )


def written_as_csv(book: Grading) -> bytes:
    heads = [
        "registration",
        "learner",
        "active",
        "total",
        "completed",
        "passed",
        *(column.title for column in book.sets),
    ]
    lines = (
        [
            str(line.registration),
            str(line.learner),
            _word(line.active),
            line.total,
            _word(line.completed),
            _word(line.passed),
            *(line.scores.get(column.id) for column in book.sets),
        ]
        for line in book.lines
    )
    return write_sheet(heads, lines)


def _word(said: bool | None) -> str:
    return "" if said is None else "yes" if said else "no"


class Grades(Controller):
    path = "/api"

    @get("/runs/{run:uuid}/grades", opt=roles("instructor", "administrator"))
    async def read(
        self,
        run: UUID,
        caller: Caller,
        db: Database,
        names: Names,
        q: Annotated[str, Parameter(max_length=LONGEST_SEARCH)] = "",
        first: Annotated[int, Parameter(ge=0)] = 0,
        size: Annotated[int, Parameter(ge=1, le=MOST_LINES)] = 200,
    ) -> Grading:
        """q: part of a name."""
        return grading(
            await gradebook_of(db, names, caller, run, View(words=q.strip()), first=first, most=size)
        )

    @get("/runs/{run:uuid}/grades.csv", opt=roles("instructor", "administrator"))
    async def take_home(self, run: UUID, caller: Caller, db: Database, names: Names) -> Response[bytes]:
        """Ids and scores; names are joined in the browser, because they never leave identity."""
        book = grading(await gradebook_of(db, names, caller, run, View(), most=100_000))
        return Response(
            written_as_csv(book),
            media_type="text/csv",
            headers={"Content-Disposition": f'attachment; filename="grades-{run}.csv"'},
        )

    @get("/runs/{run:uuid}/items", opt=roles("instructor", "administrator"))
    async def items(self, run: UUID, caller: Caller, db: Database) -> list[ItemWords]:
        """What is asked in the run's course, in words."""
        return await items_of(db, caller, run)

    @post("/overrides", opt=roles("instructor", "administrator"))
    async def decide(self, data: Decide, caller: Caller, db: Database) -> Decided:
        return await override_score(db, caller, data.registration, data.item_set, data.scaled, data.reason)

    @post("/overrides/{override:uuid}/undo", opt=roles("instructor", "administrator"))
    async def undo(self, override: UUID, caller: Caller, db: Database) -> Decided:
        return await undo_override(db, caller, override)
