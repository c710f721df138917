"""After an action: what to offer the learner, if anything, and whether their risk rose."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID, uuid5

import msgspec

from stoa.contracts.adaptive import Candidate, Decision, DecisionAnswered, DecisionKind, Reason
from stoa.services.adaptive.commands.fold.platform import ActivePolicy, Platform
from stoa.services.adaptive.commands.fold.standing import Standing
from stoa.services.adaptive.domain.about import item_about
from stoa.services.adaptive.domain.chance import drawn
from stoa.services.adaptive.domain.changes import NOTHING, Alert, Made
from stoa.services.adaptive.domain.decide import decide
from stoa.services.adaptive.domain.features import Features
from stoa.services.adaptive.domain.observed import observe
from stoa.services.adaptive.domain.outcome import Outcome
from stoa.services.adaptive.domain.policy_replay import Snapshot
from stoa.services.adaptive.domain.possible import possible
from stoa.services.adaptive.domain.reason import Reason as Why
from stoa.services.adaptive.domain.risk import risk

Watch = Callable[[Snapshot, UUID], None]
"""Sees every moment at which something could have been decided, with its course."""


class Offer(NamedTuple):
    """A decision that is pushed. data: as JSON, made once for the page and the log of decisions."""

    kind: DecisionKind
    data: bytes


def answer(registration: UUID, decision: UUID) -> bytes:
    """As JSON, for the learner's other pages."""
    return msgspec.json.encode(DecisionAnswered(registration=registration, decision=decision))


class Deciding:
    """made: every choice, also to offer nothing; alerts: risks that rose. Both in the order of the log."""

    def __init__(self, platform: Platform, watch: Watch | None = None) -> None:
        self._platform = platform
        self._watch = watch
        self.made: list[Made] = []
        self.alerts: list[Alert] = []

    def decide(self, standing: Standing, action: UUID | None) -> Offer | None:
        """action: the last one that was folded. Returns what to push to the learner's page."""
        learning, at = standing.learning, standing.learning.at
        course = self._platform.course(standing.course)
        active = self._platform.policy(standing.course)
        features = observe(learning, at, course, self._platform.items)
        standing.features, standing.features_at = features, learning.sequence
        self._mind_risk(standing, features, active)
        options = possible(course, learning)
        number = drawn(standing.registration, learning.sequence)
        outcome = decide(active.policy, features, learning.decided, options, at, number)
        offer = None
        if outcome is not None:
            identity = uuid5(standing.registration, str(learning.sequence))
            learning.decided.record(at, outcome, identity)
            moment = moment_of(at)
            offer = _offer(_decision(standing, identity, outcome, active, action, moment))
            self.made.append(_made(standing, identity, offer, outcome, features, moment))
        if self._watch is not None:
            chosen = outcome.chosen.kind if outcome and outcome.chosen else None
            self._watch(
                Snapshot(
                    registration=standing.registration,
                    at=at,
                    features=features,
                    possible=options,
                    drawn=number,
                    kind=chosen,
                ),
                standing.course,
            )
        return offer

    def _mind_risk(self, standing: Standing, features: Features, active: ActivePolicy) -> None:
        if not standing.learning.decided.risk_rose(features.risk, active.policy.risk_bound):
            return
        self.alerts.append(
            Alert(
                standing.registration,
                standing.learning.sequence,
                standing.learner,
                standing.run,
                standing.course,
                features.risk,
                _json(reasons(risk(features).reasons)),
                moment_of(standing.learning.at),
            )
        )


def _decision(
    standing: Standing,
    identity: UUID,
    outcome: Outcome,
    active: ActivePolicy,
    action: UUID | None,
    at: datetime,
) -> Decision | None:
    """None when offering nothing was chosen, or the learner is on no page."""
    learning = standing.learning
    if outcome.chosen is None or learning.visit.object is None:
        return None
    return Decision(
        id=identity,
        registration=standing.registration,
        number=learning.decided.number,
        kind=DecisionKind(outcome.chosen.kind.value),
        object=learning.visit.object,
        target=outcome.target,
        item=item_about(outcome, learning),
        action=action,
        reasons=reasons(outcome.reasons),
        policy=active.id,
        policy_version=active.version,
        at=at,
    )


def _offer(decision: Decision | None) -> Offer | None:
    return None if decision is None else Offer(decision.kind, msgspec.json.encode(decision))


def _made(
    standing: Standing,
    identity: UUID,
    offer: Offer | None,
    outcome: Outcome,
    features: Features,
    at: datetime,
) -> Made:
    candidates = [
        Candidate(
            rule=one.rule.name if one.rule else "",
            kind=DecisionKind(one.rule.kind.value) if one.rule else None,
            propensity=one.propensity,
        )
        for one in outcome.candidates
    ]
    learning = standing.learning
    return Made(
        identity,
        standing.registration,
        learning.decided.number,
        learning.sequence,
        standing.learner,
        standing.run,
        standing.course,
        outcome.chosen.name if outcome.chosen else "",
        outcome.explored,
        NOTHING if offer is None else offer.data.decode(),
        _json(candidates),
        _json(features),
        at,
    )


def reasons(found: tuple[Why, ...]) -> list[Reason]:
    return [Reason(feature=one.feature, value=one.value, bound=one.bound) for one in found]


def moment_of(ms: int) -> datetime:
    """ms: since 1970."""
    return datetime.fromtimestamp(ms / 1000, UTC)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
