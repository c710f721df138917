"""Bringing into safe keeping what was folded: states, decisions, counts and facts, in one unit of work."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from uuid import UUID

import msgspec

from stoa.contracts.adaptive import (
    Candidate,
    Decision,
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
        made = [made for one in changes for made in one.made]
        alerts = [alert for one in changes for alert in one.alerts]
        await decisions.add(work, made, alerts)
        await folds.advance(work, changes)
        for fact in (*_decisions_made(made), *map(_at_risk, alerts)):
            work.record(fact)


def _decisions_made(made: Sequence[Made]) -> Iterator[DecisionsMade]:
    """Course by course, without those that offered nothing."""
    by_course: defaultdict[UUID, list[MadeDecision]] = defaultdict(list)
    for one in made:
        if one.decision != "null":
            by_course[one.course].append(_made_decision(one))
    for course, theirs in by_course.items():
        for begin in range(0, len(theirs), _MOST_IN_FACT):
            yield DecisionsMade(course=course, decisions=theirs[begin : begin + _MOST_IN_FACT])


def _made_decision(made: Made) -> MadeDecision:
    return MadeDecision(
        decision=msgspec.json.decode(made.decision, type=Decision),
        run=made.run,
        learner=made.learner,
        rule=made.rule,
        explored=made.explored,
        candidates=msgspec.json.decode(made.candidates, type=list[Candidate]),
        features=msgspec.json.decode(made.features, type=dict[str, float]),
    )


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
