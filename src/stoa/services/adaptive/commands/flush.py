"""Bringing into safe keeping what was folded: states, decisions, counts and facts, in one unit of work."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

import msgspec

from stoa.contracts.adaptive import (
    DecisionsMade,
    LearnerAtRisk,
    MadeDecision,
    Reason,
)
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.adaptive.domain.changes import Alert, Changes, Made
from stoa.services.adaptive.store import decisions, folds, states, tallies

_MOST_IN_FACT = 100
"""Decisions, each of some two kilobytes."""


class Stale(Exception):
    """Another reader went on in these partitions: what was folded here is no longer true."""

    def __init__(self, partitions: set[int]) -> None:
        super().__init__(partitions)
        self.partitions = partitions


async def flush(db: Database, caller: Caller, changes: Sequence[Changes]) -> None:
    """All of one tenant, or nothing. Raises Stale."""
    async with db.work(caller) as work:
        stale = await folds.stale(work, changes)
        if stale:
            raise Stale(stale)
        for one in changes:
            await states.save(work, one.partition, one.states)
            await tallies.save(work, one.partition, one.tallies)
            await folds.save_known(work, one.partition, one.known)
            await decisions.add(work, one.made, one.alerts)
            # Partition by partition, so that decisions of the moment have their turn in between.
            for fact in (*_decisions_made(one.made), *map(_at_risk, one.alerts)):
                work.record(fact)
        await folds.advance(work, changes)


def _decisions_made(made: Sequence[Made]) -> Iterator[DecisionsMade]:
    """Course by course, without those that offered nothing."""
    by_course: defaultdict[UUID, list[MadeDecision]] = defaultdict(list)
    for one in made:
        if one.offered:
            by_course[one.course].append(_made_decision(one))
    for course, theirs in by_course.items():
        for begin in range(0, len(theirs), _MOST_IN_FACT):
            yield DecisionsMade(course=course, decisions=theirs[begin : begin + _MOST_IN_FACT])


def _made_decision(made: Made) -> MadeDecision:
    return MadeDecision(
        decision=_raw(made.decision),
        run=made.run,
        learner=made.learner,
        rule=made.rule,
        explored=made.explored,
        candidates=_raw(made.candidates),
    )


def _raw(written: str) -> Any:
    """It was written as JSON when it was decided, and is not read and written once more."""
    return msgspec.Raw(written.encode())


def _at_risk(alert: Alert) -> LearnerAtRisk:
    return LearnerAtRisk(
        registration=alert.registration,
        run=alert.run,
        course=alert.course,
        learner=alert.learner,
        risk=alert.risk,
        reasons=msgspec.json.decode(alert.reasons, type=list[Reason]),
        at=alert.at,
    )
