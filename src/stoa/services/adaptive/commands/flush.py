"""Bringing into safe keeping what was folded: states, decisions, counts and facts, in one unit of work."""

from collections.abc import Sequence

import msgspec

from stoa.contracts.adaptive import Candidate, Decision, DecisionMade, LearnerAtRisk, Reason
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.adaptive.domain.changes import Alert, Changes, Made
from stoa.services.adaptive.store import decisions, folds, states, tallies


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
        await decisions.add(
            work,
            [made for one in changes for made in one.made],
            [alert for one in changes for alert in one.alerts],
        )
        await folds.advance(work, changes)
        for one in changes:
            for made in one.made:
                if made.decision != "null":
                    work.record(decision_made(made))
            for alert in one.alerts:
                work.record(_at_risk(alert))


def decision_made(made: Made) -> DecisionMade:
    return DecisionMade(
        id=made.id,
        decision=msgspec.json.decode(made.decision, type=Decision),
        run=made.run,
        course=made.course,
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
