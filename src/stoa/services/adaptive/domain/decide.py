"""Choosing what to offer, or nothing."""

from stoa.services.adaptive.domain.decided import Decided
from stoa.services.adaptive.domain.features import Features
from stoa.services.adaptive.domain.outcome import Candidate, Outcome
from stoa.services.adaptive.domain.policy import Guards, Policy, Rule
from stoa.services.adaptive.domain.possible import Possible
from stoa.services.adaptive.domain.propensity import chosen_at, propensities


def decide(
    policy: Policy, features: Features, decided: Decided, possible: Possible, at: int, drawn: float
) -> Outcome | None:
    """None when nothing should, may or can be offered. drawn: from [0, 1).

    It keeps in `decided` since when rules hold; what it chose is kept by `decided.record`.
    """
    decided.follow(policy.key)
    held = [rule for rule in policy.rules if _lasts(rule, features, decided, at)]
    if not held or not _admits(policy.guards, features, decided, possible, at):
        return None
    safe = [rule for rule in held if _rested(rule, decided, at) and possible.allows(rule.kind)]
    return _choose(safe, policy.exploration, features, possible, drawn) if safe else None


def _lasts(rule: Rule, features: Features, decided: Decided, at: int) -> bool:
    if not rule.holds(features):
        if rule.for_s:
            decided.holding.pop(rule.name, None)
        return False
    return not rule.for_s or decided.lasting(at, rule.name) >= rule.for_s * 1000


def _admits(guards: Guards, features: Features, decided: Decided, possible: Possible, at: int) -> bool:
    if possible.exam or features.object_s < guards.object_s:
        return False
    if decided.last_at and at - decided.last_at < guards.cooldown_s * 1000:
        return False
    if decided.declined_at and at - decided.declined_at < guards.quiet_s * 1000:
        return False
    return guards.per_hour is None or decided.within_hour(at) < guards.per_hour


def _rested(rule: Rule, decided: Decided, at: int) -> bool:
    last = decided.by_rule.get(rule.name)
    return last is None or at - last >= rule.cooldown_s * 1000


def _choose(
    safe: list[Rule], exploration: float, features: Features, possible: Possible, drawn: float
) -> Outcome:
    rules: list[Rule | None] = [*safe, None]
    shares = propensities(len(rules), exploration)
    best, chosen = safe[0], rules[chosen_at(drawn, shares)]
    return Outcome(
        chosen=chosen,
        best=best,
        target=possible.target(chosen.kind) if chosen else None,
        candidates=tuple(Candidate(rule, share) for rule, share in zip(rules, shares, strict=True)),
        reasons=tuple(condition.reason(features) for condition in (chosen or best).when),
    )
