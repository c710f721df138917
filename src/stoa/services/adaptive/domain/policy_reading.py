"""Reading a policy: from data to rules, with every fault named by its field."""

import math
from difflib import get_close_matches
from typing import Any

from stoa.kernel.errors import Invalid, InvalidInput
from stoa.services.adaptive.domain.condition import Condition
from stoa.services.adaptive.domain.features import NAMES
from stoa.services.adaptive.domain.fields import Fields
from stoa.services.adaptive.domain.kind import Kind
from stoa.services.adaptive.domain.policy import Guards, Policy, Rule

MOST_RULES = 40
MOST_CONDITIONS = 8
MOST_EXPLORATION = 0.5
_DAY_S = 86_400.0
_LARGEST = 1e9
_KINDS = tuple(Kind)
_POLICY = ("name", "version", "rules", "guards", "exploration", "risk_bound")
_GUARDS = ("per_hour", "cooldown_s", "object_s", "quiet_s")
_RULE = ("name", "kind", "when", "for_s", "cooldown_s")
_BOUNDS = ("at_least", "at_most", "between")
_CONDITION = ("feature", *_BOUNDS)


def read(data: Any) -> Policy:
    """Raises InvalidInput with all that is wrong."""
    faults: list[Invalid] = []
    fields = Fields(data, "", faults, _POLICY)
    policy = Policy(
        name=fields.text("name"),
        version=fields.whole("version", 1, 1_000_000, default=1),
        rules=tuple(
            _rule(fields.entry(value, "rules", place, _RULE))
            for place, value in enumerate(fields.entries("rules", MOST_RULES))
        ),
        guards=_guards(fields.part("guards", _GUARDS)),
        exploration=fields.number("exploration", 0, MOST_EXPLORATION, default=0),
        risk_bound=fields.number("risk_bound", 0.05, 1, default=0.6),
    )
    _check_names(policy, fields)
    if faults:
        raise InvalidInput(faults)
    return policy


def _guards(fields: Fields) -> Guards:
    usual = Guards()
    return Guards(
        per_hour=None if fields.is_null("per_hour") else fields.whole("per_hour", 0, 60, default=6),
        cooldown_s=fields.number("cooldown_s", 0, _DAY_S, default=usual.cooldown_s),
        object_s=fields.number("object_s", 0, 3600, default=usual.object_s),
        quiet_s=fields.number("quiet_s", 0, _DAY_S, default=usual.quiet_s),
    )


def _rule(fields: Fields) -> Rule:
    kind = fields.one_of("kind", _KINDS)
    return Rule(
        name=fields.text("name"),
        kind=Kind(kind) if kind else Kind.HELP,
        when=tuple(
            _condition(fields.entry(value, "when", place, _CONDITION))
            for place, value in enumerate(fields.entries("when", MOST_CONDITIONS))
        ),
        for_s=fields.number("for_s", 0, 3600, default=0),
        cooldown_s=fields.number("cooldown_s", 0, _DAY_S, default=300),
    )


def _condition(fields: Fields) -> Condition:
    feature = fields.text("feature")
    if feature and feature not in NAMES:
        nearest = get_close_matches(feature, sorted(NAMES), n=1, cutoff=0.0)[0]
        fields.fault("policy.unknown_feature", "feature", nearest=nearest)
    low, high = _bounds(fields)
    return Condition(feature, low, high)


def _bounds(fields: Fields) -> tuple[float, float]:
    """One of `at_least`, `at_most` and `between`."""
    given = [name for name in _BOUNDS if fields.has(name)]
    if len(given) != 1:
        fields.fault("policy.one_bound", given[1] if given else "at_least", bounds=", ".join(_BOUNDS))
        return 0.0, 0.0
    if given == ["at_least"]:
        return fields.number("at_least", -_LARGEST, _LARGEST), math.inf
    if given == ["at_most"]:
        return -math.inf, fields.number("at_most", -_LARGEST, _LARGEST)
    pair = [fields.as_number(value, "between", -_LARGEST, _LARGEST) for value in fields.pair("between")]
    if pair[0] > pair[1]:
        fields.fault("policy.bounds_crossed", "between", low=pair[1], high=pair[0])
    return pair[0], pair[1]


def _check_names(policy: Policy, fields: Fields) -> None:
    seen: set[str] = set()
    for place, rule in enumerate(policy.rules):
        if rule.name and rule.name in seen:
            fields.fault("policy.name_twice", f"rules[{place}].name", name=rule.name)
        seen.add(rule.name)
