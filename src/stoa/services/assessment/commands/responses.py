"""Responding to an item: scored, kept and told in one unit of work, with those that come meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID, uuid5

from stoa.contracts.assessment import ResponseScored
from stoa.kernel.errors import Conflict, Invalid, NotFound
from stoa.kernel.ids import new_id
from stoa.runtime.caller import Caller, Origin, origin_of
from stoa.runtime.db import Database, UnitOfWork
from stoa.runtime.gathering import Gathering
from stoa.services.assessment.domain.item import Given
from stoa.services.assessment.domain.shown import ShownItem, show
from stoa.services.assessment.domain.standing import Standing, State, Try
from stoa.services.assessment.domain.tries import policy_for
from stoa.services.assessment.store import attempts, enrolments, responses
from stoa.services.assessment.store.responses import KeptTry, Offer
from stoa.services.assessment.store.shelf import Paper, Shelf

_ROUNDS = 4
"""Other tries of the same item that may win the race for a number before this one gives up."""

Intake = Gathering[tuple[Offer, Origin], KeptTry | None]
"""Where the responses of a process come in. One a process; a tenant's are kept together."""


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
    intake: Intake,
    caller: Caller,
    attempt: UUID,
    item_id: UUID,
    given: Given,
    think_time_s: float | None,
    locale: str | None = None,
) -> Answer:
    """locale: that the item was read in; what is right may be another word there.

    Effect once by the id of the response, which follows from the Idempotency-Key: no inbox row is needed.

    Raises NotFound, Invalid (costs no try), Conflict when the attempt, the run or the item is over.
    """
    sheet, paper = await shelf.read(db, caller, attempt, locale)
    item = paper.item_set.item(item_id)
    response = item.read(given, sheet.shuffle)
    offer = Offer(
        id=uuid5(sheet.id, caller.once.key) if caller.once else new_id(),
        sheet=sheet,
        item=item,
        policy=policy_for(item, paper.item_set.reveal),
        response=response,
        share=item.score(response, sheet.shuffle).share,
        think_time_s=think_time_s,
    )
    caller = caller.under(None)
    kept = await intake.add(caller.tenant, (offer, origin_of(caller)), partial(_keep_all, db, caller))
    if kept is not None:
        return _answer(paper, offer, kept)
    return await _explain_or_keep(db, caller, paper, offer)


async def _keep_all(
    db: Database, caller: Caller, offered: Sequence[tuple[Offer, Origin]]
) -> Sequence[KeptTry | None]:
    """None for those that were not kept; the others were, and their facts recorded."""
    async with db.work(caller) as work:
        return await _keep(work, offered)


async def _keep(work: UnitOfWork, offered: Sequence[tuple[Offer, Origin]]) -> Sequence[KeptTry | None]:
    kept = await responses.keep(work, [offer for offer, _ in offered])
    for offer, origin in offered:
        if offer.id in kept:
            work.record(_fact(offer, kept[offer.id].this), origin)
    return [kept.get(offer.id) for offer, _ in offered]


async def _explain_or_keep(db: Database, caller: Caller, paper: Paper, offer: Offer) -> Answer:
    """For one that was not kept among the others: it is kept already, may not be, or lost a race."""
    async with db.work(caller) as work:
        for _ in range(_ROUNDS):
            replayed = await _explain(work, paper, offer)
            if replayed is not None:
                return replayed
            (kept,) = await _keep(work, [(offer, origin_of(caller))])
            if kept is not None:
                return _answer(paper, offer, kept)
    raise Conflict("response.crowded")


def _fact(offer: Offer, kept: Try) -> ResponseScored:
    sheet, item = offer.sheet, offer.item
    scaled = kept.share * offer.policy.worth(kept.number)
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
        think_time_s=offer.think_time_s,
        at=kept.at,
    )


def _answer(paper: Paper, offer: Offer, kept: KeptTry) -> Answer:
    standing = Standing(
        item=offer.item,
        reveal=paper.item_set.reveal,
        shares=(*kept.before, kept.this.share),
        last=kept.this,
        hints=kept.this.hints,
    )
    return Answer(offer.id, kept.this.number, _shown(paper, offer, standing))


def _shown(paper: Paper, offer: Offer, standing: Standing) -> ShownItem:
    return show(standing, offer.sheet.shuffle, paper.addresses(offer.sheet.registration).resolve)


async def _explain(work: UnitOfWork, paper: Paper, offer: Offer) -> Answer | None:
    """The first answer again if the response is kept already; None to try once more. Raises why not."""
    sheet, item = offer.sheet, offer.item
    before = await responses.find(work, offer.id)
    found = await attempts.load(work, sheet.id)
    if found is None:
        raise NotFound("attempt.missing")
    submitted = found.result is not None
    standings = await attempts.standings(work, sheet.id, paper.item_set, submitted=submitted)
    standing = standings[item.id]
    if before is not None:
        if (before.attempt, before.item, before.response) != (sheet.id, item.id, offer.response):
            raise Invalid("idempotency.key_reused", field="Idempotency-Key")
        return Answer(offer.id, len(standing.shares), _shown(paper, offer, standing), replayed=True)
    if submitted:
        raise Conflict("attempt.over")
    enrolment = await enrolments.load_enrolment(work, sheet.registration)
    if enrolment is not None:
        enrolment.admit(work.now)
    if standing.state is State.OVER:
        raise Conflict("item.over")
    return None
