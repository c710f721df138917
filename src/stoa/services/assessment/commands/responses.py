"""Responding to an item: scored, kept and told in one unit of work."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from stoa.contracts.assessment import ResponseScored
from stoa.kernel.errors import Conflict, Invalid, NotFound
from stoa.kernel.ids import new_id
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.assessment.domain.attempt import Sheet
from stoa.services.assessment.domain.item import Given, Item
from stoa.services.assessment.domain.shown import ShownItem, show
from stoa.services.assessment.domain.standing import Standing, State, Try
from stoa.services.assessment.domain.tries import TryPolicy, policy_for
from stoa.services.assessment.store import attempts, enrolments, responses
from stoa.services.assessment.store.responses import KeptTry
from stoa.services.assessment.store.shelf import Paper, Shelf

_ROUNDS = 4
"""Other tries of the same item that may win the race for a number before this one gives up."""


@dataclass(frozen=True, slots=True)
class Answer:
    """response: its id. replayed: it was kept before, and nothing was changed."""

    response: UUID
    number: int
    item: ShownItem
    replayed: bool = False


async def respond(
    db: Database,
    shelf: Shelf,
    caller: Caller,
    attempt: UUID,
    item_id: UUID,
    given: Given,
    think_time_s: float | None,
) -> Answer:
    """Effect once by the id of the response, which follows from the Idempotency-Key: no inbox row is needed.

    Raises NotFound, Invalid (costs no try), Conflict when the attempt, the run or the item is over.
    """
    sheet, paper = await shelf.open(db, caller, attempt)
    item = paper.item_set.item(item_id)
    policy = policy_for(item, paper.item_set.reveal)
    response = item.read(given, sheet.shuffle)
    share = item.score(response, sheet.shuffle).share
    identity = uuid5(sheet.id, caller.once.key) if caller.once else new_id()
    async with db.work(caller.under(None)) as work:
        offered = Try(identity, 0, response, share, 0, work.now)
        for _ in range(_ROUNDS):
            kept = await responses.keep(work, sheet, item_id, policy, offered, think_time_s)
            if kept is not None:
                work.record(_fact(sheet, item, policy, kept.this, think_time_s))
                return Answer(identity, kept.this.number, _shown(sheet, paper, item, kept))
            replayed = await _explain(work, sheet, paper, item, offered)
            if replayed is not None:
                return replayed
    raise Conflict("response.crowded")


def _fact(
    sheet: Sheet, item: Item, policy: TryPolicy, kept: Try, think_time_s: float | None
) -> ResponseScored:
    scaled = kept.share * policy.worth(kept.number)
    return ResponseScored(
        response=kept.id,
        attempt=sheet.id,
        registration=sheet.registration,
        course=sheet.key.course,
        item_set=sheet.key.item_set,
        item=item.id,
        learner=sheet.learner,
        skills=list(item.skills),
        raw=item.points * scaled,
        maximum=item.points,
        scaled=scaled,
        hints_used=kept.hints,
        tries=kept.number,
        think_time_s=think_time_s,
        at=kept.at,
    )


def _shown(sheet: Sheet, paper: Paper, item: Item, kept: KeptTry) -> ShownItem:
    standing = Standing(
        item=item,
        reveal=paper.item_set.reveal,
        shares=(*kept.before, kept.this.share),
        last=kept.this,
        hints=kept.this.hints,
    )
    return show(standing, sheet.shuffle, paper.addresses(sheet.registration).resolve)


async def _explain(work: UnitOfWork, sheet: Sheet, paper: Paper, item: Item, offered: Try) -> Answer | None:
    """The first answer again if the response is kept already; None to try once more. Raises why not."""
    before = await responses.find(work, offered.id)
    sitting = await attempts.load(work, sheet.id)
    if sitting is None:
        raise NotFound("attempt.missing")
    submitted = sitting.result is not None
    standings = await attempts.standings(work, sheet.id, paper.item_set, submitted=submitted)
    standing = standings[item.id]
    if before is not None:
        if (before.attempt, before.item, before.response) != (sheet.id, item.id, offered.response):
            raise Invalid("idempotency.key_reused", field="Idempotency-Key")
        shown = show(standing, sheet.shuffle, paper.addresses(sheet.registration).resolve)
        return Answer(offered.id, len(standing.shares), shown, replayed=True)
    if submitted:
        raise Conflict("attempt.over")
    enrolment = await enrolments.load_enrolment(work, sheet.registration)
    if enrolment is not None:
        enrolment.admit(work.now)
    if standing.state is State.OVER:
        raise Conflict("item.over")
    return None
