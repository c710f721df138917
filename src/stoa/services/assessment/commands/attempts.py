"""Beginning and ending attempts, and asking for help in them."""

from collections.abc import Mapping, Sequence
from secrets import token_bytes
from uuid import UUID

import msgspec

from stoa.contracts.assessment import AttemptStarted, AttemptSubmitted
from stoa.kernel.errors import Conflict, NotFound
from stoa.kernel.ids import new_id
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.assessment.domain.attempt import Result, SetKey, Sheet, result_of
from stoa.services.assessment.domain.enrolment import Enrolment, unknown_registration
from stoa.services.assessment.domain.standing import Standing, State
from stoa.services.assessment.store import attempts, completions, enrolments, grades, item_sets
from stoa.services.assessment.store.attempts import Attempt
from stoa.services.assessment.store.shelf import Paper, Shelf


class Started(msgspec.Struct, frozen=True, kw_only=True):
    attempt: UUID
    number: int


async def start_attempt(
    db: Database, shelf: Shelf, caller: Caller, registration: UUID, item_set: UUID, locale: str | None
) -> Started:
    """A new attempt on the active revision, or the one that is open. locale: wanted, where the course has it.

    Raises NotFound, Unavailable while the enrolment is on its way, Conflict when no attempt is left or
    the set is not open.
    """
    async with db.work(caller) as work:
        enrolment = await _own_enrolment(work, caller, registration)
        enrolment.admit(work.now)
        before = await attempts.all_of(work, registration, item_set)
        if before and before[-1].result is None:
            return work.keep(Started(attempt=before[-1].sheet.id, number=before[-1].sheet.number))
        key = await item_sets.active_key(
            work, enrolment.course, item_set, locale or caller.locale, enrolment.run
        )
        paper = await shelf.paper(work, caller.tenant, key)
        if not await completions.is_open(work, registration, paper.item_set):
            raise Conflict("item_set.locked", title=paper.item_set.title)
        begun = _begin(work, paper, enrolment, key, before)
        await attempts.save_new(work, begun)
        grade = await grades.hold(work, registration, item_set, paper.item_set.pass_share)
        await grades.save(work, registration, item_set, grade.with_begun(begun.number))
        work.record(
            AttemptStarted(
                attempt=begun.id,
                registration=registration,
                course=key.course,
                item_set=item_set,
                learner=begun.learner,
                number=begun.number,
            )
        )
        return work.keep(Started(attempt=begun.id, number=begun.number))


async def _own_enrolment(work: UnitOfWork, caller: Caller, registration: UUID) -> Enrolment:
    enrolment = await enrolments.load_enrolment(work, registration, held=True)
    if enrolment is None:
        raise unknown_registration(registration, work.now)
    if enrolment.learner != caller.known():
        raise NotFound("registration.missing")
    return enrolment


def _begin(
    work: UnitOfWork, paper: Paper, enrolment: Enrolment, key: SetKey, before: Sequence[Attempt]
) -> Sheet:
    allowed = paper.item_set.attempts
    if allowed is not None and len(before) >= allowed:
        raise Conflict("attempts.spent", allowed=allowed)
    return Sheet(
        id=new_id(),
        registration=enrolment.registration,
        learner=enrolment.learner,
        key=key,
        number=len(before) + 1,
        seed=token_bytes(16),
        started_at=work.now,
    )


async def submit_attempt(db: Database, shelf: Shelf, caller: Caller, attempt: UUID) -> Result:
    """Ends it: what was not responded to earns nothing. Again gives the same result."""
    sheet, paper = await shelf.open(db, caller, attempt)
    async with db.work(caller.under(None)) as work:
        found = await attempts.load(work, attempt, held=True)
        if found is None:
            raise NotFound("attempt.missing")
        if found.result is not None:
            return found.result
        standings = await attempts.standings(work, attempt, paper.item_set, submitted=True)
        result = result_of(paper.item_set, standings.values(), work.now)
        await attempts.save_result(work, attempt, result)
        key = sheet.key
        grade = await grades.hold(work, sheet.registration, key.item_set, paper.item_set.pass_share)
        await grades.save(work, sheet.registration, key.item_set, grade.with_attempt(result.scaled))
        work.record(
            AttemptSubmitted(
                attempt=attempt,
                registration=sheet.registration,
                course=key.course,
                item_set=key.item_set,
                learner=sheet.learner,
                number=sheet.number,
                raw=result.raw,
                maximum=result.maximum,
                scaled=result.scaled,
                passed=result.passed,
                at=result.at,
            )
        )
        return result


async def ask_hint(
    db: Database, shelf: Shelf, caller: Caller, attempt: UUID, item: UUID, number: int
) -> None:
    """Shows the hint of that number, from 1, and those before it. One rung at a time: 3 needs 2 seen.

    Natural idempotency: the same number again changes nothing. Raises Conflict when the item is over.
    """
    _, paper = await shelf.open(db, caller, attempt)
    one = paper.item_set.item(item)
    async with db.work(caller.under(None)) as work:
        standing = (await _open_standings(work, attempt, paper))[item]
        if standing.state is State.OVER:
            raise Conflict("item.over")
        if not 1 <= number <= len(one.hints) or number > standing.hints + 1:
            raise NotFound("hint.missing", hints=len(one.hints))
        await attempts.show_hints(work, attempt, item, number)


async def show_answer(db: Database, shelf: Shelf, caller: Caller, attempt: UUID, item: UUID) -> None:
    """Gives up the tries that are left, to see what is right. Raises Conflict where that is not for now."""
    _, paper = await shelf.open(db, caller, attempt)
    paper.item_set.item(item)
    async with db.work(caller.under(None)) as work:
        standing = (await _open_standings(work, attempt, paper))[item]
        if standing.state is State.OVER:
            return
        if standing.state is not State.TRIED:
            raise Conflict("answer.not_yet")
        await attempts.show_answer(work, attempt, item)


async def _open_standings(work: UnitOfWork, attempt: UUID, paper: Paper) -> Mapping[UUID, Standing]:
    """Of an attempt that goes on, and goes on until the commit."""
    found = await attempts.load(work, attempt, held=True)
    if found is None:
        raise NotFound("attempt.missing")
    if found.result is not None:
        raise Conflict("attempt.over")
    return await attempts.standings(work, attempt, paper.item_set, submitted=False)
