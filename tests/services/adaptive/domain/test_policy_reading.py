"""A policy is read whole, or refused with every fault named by its field."""

import copy
from typing import Any

import pytest

from stoa.kernel.errors import InvalidInput
from stoa.services.adaptive.domain.default_policy import DEFAULT
from stoa.services.adaptive.domain.kind import Kind
from stoa.services.adaptive.domain.policy_reading import MOST_RULES, read


def faults(data: Any) -> dict[str | None, str]:
    with pytest.raises(InvalidInput) as caught:
        read(data)
    return {fault.field: fault.code for fault in caught.value.faults}


def changed(path: list[str | int], value: Any) -> dict[str, Any]:
    """The usual policy with one value changed."""
    data = copy.deepcopy(DEFAULT)
    place: Any = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return data


def test_usual_policy_can_be_read_and_offers_every_kind() -> None:
    policy = read(DEFAULT)
    assert {rule.kind for rule in policy.rules} == set(Kind)
    assert (policy.exploration, policy.guards.per_hour) == (0.1, 6)


def test_what_is_left_out_is_as_usual() -> None:
    rule = {"name": "a", "kind": "help", "when": [{"feature": "idle_s", "at_most": 3}]}
    policy = read({"name": "small", "rules": [rule]})
    assert (policy.version, policy.exploration, policy.risk_bound) == (1, 0, 0.6)
    assert (policy.rules[0].for_s, policy.rules[0].cooldown_s) == (0, 300)


def test_bound_of_an_hour_may_be_lifted() -> None:
    assert read(changed(["guards", "per_hour"], None)).guards.per_hour is None


@pytest.mark.parametrize(
    ("path", "value", "field", "code"),
    [
        (["name"], " ", "name", "policy.wrong_text"),
        (["name"], "a\0b", "name", "input.malformed"),
        (["rules", 0, "name"], "a\0b", "rules[0].name", "input.malformed"),
        (["rules", 0, "name"], "a\u202eb", "rules[0].name", "input.malformed"),
        (["version"], 1.5, "version", "policy.wrong_whole"),
        (["exploration"], 0.9, "exploration", "policy.wrong_number"),
        (["exploration"], True, "exploration", "policy.wrong_number"),
        (["risk_bound"], float("nan"), "risk_bound", "policy.wrong_number"),
        (["colour"], "red", "colour", "policy.unknown_field"),
        (["guards"], [], "guards", "policy.wrong_type"),
        (["guards", "per_hour"], -1, "guards.per_hour", "policy.wrong_whole"),
        (["guards", "per_day"], 9, "guards.per_day", "policy.unknown_field"),
        (["rules"], [], "rules", "policy.wrong_count"),
        (["rules"], [{}] * (MOST_RULES + 1), "rules", "policy.wrong_count"),
        (["rules", 1], "help", "rules[1]", "policy.wrong_type"),
        (["rules", 1, "kind"], "shout", "rules[1].kind", "policy.not_one_of"),
        (["rules", 1, "name"], "wrong twice", "rules[1].name", "policy.name_twice"),
        (["rules", 1, "for_s"], "long", "rules[1].for_s", "policy.wrong_number"),
        (["rules", 1, "when"], {}, "rules[1].when", "policy.wrong_count"),
        (
            ["rules", 1, "when", 0, "feature"],
            "waitng",
            "rules[1].when[0].feature",
            "policy.unknown_feature",
        ),
        (["rules", 1, "when", 0, "at_least"], None, "rules[1].when[0].at_least", "policy.wrong_number"),
        (["rules", 1, "when", 0, "at_most"], 3, "rules[1].when[0].at_most", "policy.one_bound"),
        (["rules", 1, "when", 0], {"feature": "pace"}, "rules[1].when[0].at_least", "policy.one_bound"),
        (
            ["rules", 1, "when", 0],
            {"feature": "pace", "between": [2, 1]},
            "rules[1].when[0].between",
            "policy.bounds_crossed",
        ),
        (
            ["rules", 1, "when", 0],
            {"feature": "pace", "between": 2},
            "rules[1].when[0].between",
            "policy.wrong_pair",
        ),
    ],
)
def test_fault_is_named_by_its_field(path: list[str | int], value: Any, field: str, code: str) -> None:
    assert faults(changed(path, value)) == {field: code}


def test_all_faults_are_told_at_once() -> None:
    data = changed(["rules", 0, "kind"], "go")
    data["name"] = 3
    assert set(faults(data)) == {"name", "rules[0].kind"}


def test_data_of_another_shape_is_refused_with_one_fault() -> None:
    assert faults([]) == {"policy": "policy.wrong_type"}


def test_nearest_feature_is_offered() -> None:
    with pytest.raises(InvalidInput) as caught:
        read(changed(["rules", 1, "when", 0, "feature"], "acuracy"))
    assert caught.value.faults[0].data == {"nearest": "accuracy"}
