"""Deciding what an item set counts, and taking that back."""

from uuid import UUID

import msgspec

from stoa.contracts.assessment import ScoreOverridden
from stoa.kernel.errors import Conflict, NotFound
from stoa.kernel.ids import new_id
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.assessment.domain.enrolment import Enrolment
from stoa.services.assessment.store import access, enrolments, grades, item_sets
from stoa.services.assessment.store.grades import Override


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """scaled: what counts now, None when nothing does."""

    override: UUID
    scaled: float | None


async def override_score(
    db: Database, caller: Caller, registration: UUID, item_set: UUID, scaled: float, reason: str
) -> Decided:
    """scaled: share of the points, in [0, 1]. Raises NotFound unless the run is the caller's to grade."""
    async with db.work(caller) as work:
        enrolment = await _graded_enrolment(work, caller, registration)
        decision = Override(
            new_id(), registration, item_set, scaled, reason.strip(), caller.known(), work.now
        )
        return work.keep(await _decide(work, enrolment, decision))


async def undo_override(db: Database, caller: Caller, override: UUID) -> Decided:
    """What counted before it counts again. Raises Conflict when a later decision stands."""
    async with db.work(caller) as work:
        taken = await grades.find_override(work, override)
        if taken is None:
            raise NotFound("override.missing")
        enrolment = await _graded_enrolment(work, caller, taken.registration)
        earlier = await grades.decisions(work, taken.registration, taken.item_set)
        if earlier[-1].id != override:
            raise Conflict("override.superseded")
        before = earlier[-2].scaled if len(earlier) > 1 else None
        decision = Override(
            new_id(), taken.registration, taken.item_set, before, "", caller.known(), work.now, override
        )
        return work.keep(await _decide(work, enrolment, decision))


async def _graded_enrolment(work: UnitOfWork, caller: Caller, registration: UUID) -> Enrolment:
    """Held, so that decisions about it are taken one after the other."""
    enrolment = await enrolments.load_enrolment(work, registration, held=True)
    if enrolment is None:
        raise NotFound("registration.missing")
    await access.graded_run(work, caller, enrolment.run)
    return enrolment


async def _decide(work: UnitOfWork, enrolment: Enrolment, decision: Override) -> Decided:
    pass_share = await item_sets.pass_share(work, enrolment.course, decision.item_set)
    if pass_share is None:
        raise NotFound("item_set.missing")
    grade = await grades.hold(work, enrolment.registration, decision.item_set, pass_share)
    decided = grade.with_override(decision.scaled)
    await grades.save_override(work, decision)
    await grades.save(work, enrolment.registration, decision.item_set, decided)
    change = len(await grades.decisions(work, enrolment.registration, decision.item_set))
    work.record(
        ScoreOverridden(
            override=decision.id,
            registration=enrolment.registration,
            course=enrolment.course,
            item_set=decision.item_set,
            learner=enrolment.learner,
            scaled=decided.scaled,
            passed=decided.passed,
            change=change,
            at=work.now,
            stands=decided.override is not None,
        )
    )
    return Decided(override=decision.id, scaled=decided.scaled)
