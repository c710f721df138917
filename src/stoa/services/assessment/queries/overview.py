"""An item set before and between attempts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.assessment.domain.enrolment import unknown_registration
from stoa.services.assessment.domain.grade import Grade
from stoa.services.assessment.store import attempts, completions, enrolments, grades, item_sets
from stoa.services.assessment.store.attempts import Attempt
from stoa.services.assessment.store.shelf import Paper, Shelf


@dataclass(frozen=True, slots=True)
class Overview:
    """locked: something else of the course comes first. open: the attempt to go on with. last: the last one
    that is over. left: None is unlimited attempts.

    scaled: what the set counts at the moment, in [0, 1]; overridden: an instructor decided it.
    """

    registration: UUID
    item_set: UUID
    title: str
    intro: str
    items: int
    points: float
    in_video: bool
    exam: bool
    locked: bool
    pass_share: float
    open: UUID | None
    last: UUID | None
    taken: int
    left: int | None
    scaled: float | None
    overridden: bool


async def overview(
    db: Database,
    shelf: Shelf,
    caller: Caller,
    registration: UUID,
    item_set: UUID,
    locale: str | None,
    now: datetime,
) -> Overview:
    """Raises NotFound, and Unavailable while the enrolment is on its way."""
    async with db.read(caller) as read:
        enrolment = await enrolments.load_enrolment(read, registration)
        if enrolment is None:
            raise unknown_registration(registration, now)
        if enrolment.learner != caller.known():
            raise NotFound("registration.missing")
        begun = await attempts.all_of(read, registration, item_set)
        grade = await grades.load(read, registration, item_set)
        if begun and begun[-1].result is None:
            key = begun[-1].sheet.key
        else:
            key = await item_sets.active_key(
                read, enrolment.course, item_set, locale or caller.locale, enrolment.run
            )
        paper = await shelf.paper(read, caller.tenant, key)
        locked = not await completions.is_open(read, registration, paper.item_set)
    return _overview(registration, paper, begun, grade, locked=locked)


def _overview(
    registration: UUID, paper: Paper, begun: Sequence[Attempt], grade: Grade | None, *, locked: bool
) -> Overview:
    item_set = paper.item_set
    over = [one.sheet.id for one in begun if one.result is not None]
    going_on = [one.sheet.id for one in begun if one.result is None]
    return Overview(
        registration=registration,
        item_set=item_set.id,
        title=item_set.title,
        intro=paper.addresses(registration).resolve(item_set.intro),
        items=len(item_set.items),
        points=item_set.points,
        in_video=item_set.in_video,
        exam=item_set.exam,
        locked=locked,
        pass_share=item_set.pass_share,
        open=going_on[-1] if going_on else None,
        last=over[-1] if over else None,
        taken=len(begun),
        left=None if item_set.attempts is None else max(0, item_set.attempts - len(begun)),
        scaled=grade.scaled if grade else None,
        overridden=grade is not None and grade.override is not None,
    )
