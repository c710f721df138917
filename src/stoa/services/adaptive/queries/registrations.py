"""A registration as it is now, and why something was decided in it."""

import asyncio
from datetime import timedelta
from uuid import UUID

import msgspec

from stoa.contracts.adaptive import Candidate, Decision, LearnerLive, LearnerPoint
from stoa.kernel.errors import NotFound
from stoa.kernel.ids import PersonId, is_new
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.adaptive.domain.changes import Made, State
from stoa.services.adaptive.domain.kept import decode
from stoa.services.adaptive.domain.place import Enrolment
from stoa.services.adaptive.ports import Holders, Now
from stoa.services.adaptive.queries import access
from stoa.services.adaptive.store import decisions, replicas, states
from stoa.services.adaptive.store.live import points_of

_NEWS_COME_WITHIN_S = (0.05, 0.15, 0.4, 1.0, 3.0)
_ON_THEIR_WAY = timedelta(minutes=10)
"""How old a registration may be of which nothing is known yet."""
_DECISION = msgspec.json.Decoder(Decision)


class RegistrationNow(msgspec.Struct, frozen=True, kw_only=True):
    """number: of decisions so far; a page that saw fewer missed some. decision: the last one.

    open: it was neither taken nor declined. live: as the instructor sees it; None before anything was told
    of the registration. trail: the last quarter of an hour in which they were at work, the oldest first.
    """

    registration: UUID
    number: int
    decision: Decision | None
    open: bool
    live: LearnerLive | None
    trail: list[LearnerPoint]


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """A decision with all it was chosen from."""

    decision: Decision
    rule: str
    explored: bool
    candidates: list[Candidate]
    features: dict[str, float]


async def registration_now(
    db: Database, holders: Holders, caller: Caller, registration: UUID
) -> RegistrationNow:
    """What is in memory first, then what is in safe keeping: so nothing falls between the two."""
    enrolment = await _enrolment(db, caller, registration)
    now = await holders.registration(caller.tenant, PersonId(enrolment.learner), registration)
    async with db.read(caller) as read:
        kept = await decisions.newest(read, registration)
        known = await states.load(read, [registration])
    decision = _newer(now.decision if now else None, kept)
    live, trail = _seen(now, known[0] if known else None)
    number = max(now.number if now else 0, decision.number if decision else 0)
    return RegistrationNow(
        registration=registration,
        number=number,
        decision=decision,
        open=decision is not None and _is_open(decision, now, known[0] if known else None),
        live=live,
        trail=trail,
    )


async def _enrolment(db: Database, caller: Caller, registration: UUID) -> Enrolment:
    """A page may be opened before the news of its enrolment is here: they are waited for, a moment."""
    for wait_s in _NEWS_COME_WITHIN_S:
        async with db.read(caller) as read:
            on_its_way = is_new(registration, read.now, _ON_THEIR_WAY)
            if not on_its_way or await replicas.enrolment(read, registration) is not None:
                return await access.registration(read, caller, registration)
        await asyncio.sleep(wait_s)
    async with db.read(caller) as read:
        return await access.registration(read, caller, registration)


async def why(db: Database, caller: Caller, decision: UUID) -> Why:
    async with db.read(caller) as read:
        made = await decisions.load(read, decision)
        if made is None or not made.offered:
            raise NotFound("decision.missing")
        await access.registration(read, caller, made.registration)
    return Why(
        decision=_DECISION.decode(made.decision),
        rule=made.rule,
        explored=made.explored,
        candidates=msgspec.json.decode(made.candidates, type=list[Candidate]),
        features=msgspec.json.decode(made.features, type=dict[str, float]),
    )


def _seen(now: Now | None, kept: State | None) -> tuple[LearnerLive | None, list[LearnerPoint]]:
    if now is not None:
        return now.live, now.trail
    if kept is None:
        return None, []
    live = msgspec.json.decode(kept.live, type=LearnerLive)
    return live, points_of(decode(kept.state).trail)


def _is_open(decision: Decision, now: Now | None, kept: State | None) -> bool:
    """As the newer of the two knows it. A decision that is newer than both is open."""
    number, offered = (now.number, list(now.open)) if now else (0, [])
    if kept is not None and (now is None or kept.sequence > now.live.sequence):
        decided = decode(kept.state).learning.decided
        number, offered = decided.number, list(decided.offered)
    return decision.number > number or decision.id in offered


def _newer(now: Decision | None, kept: Made | None) -> Decision | None:
    if kept is None or (now is not None and now.number >= kept.number):
        return now
    return _DECISION.decode(kept.decision)
