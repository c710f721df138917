"""Everything that a policy may look at has words, and forms of policies say what they mean."""

from typing import Any

import pytest
from litestar.datastructures import FormMultiDict

from stoa.runtime.forms import Typed
from stoa.runtime.templates import Templates
from stoa.services.adaptive.domain.default_policy import DEFAULT
from stoa.services.adaptive.domain.features import NAMES
from stoa.services.adaptive.domain.policy_reading import read
from stoa.services.adaptive.pages.policy_form import stepped, typed_policy


def _typed(policy: dict[str, Any]) -> Typed:
    """As the form sends it."""
    fields: list[tuple[str, str]] = [("name", policy["name"])]
    for place, rule in enumerate(policy["rules"]):
        at = f"rules[{place}]."
        fields += [(f"{at}{name}", str(rule.get(name, 0))) for name in ("name", "kind", "for_s")]
        fields.append((f"{at}cooldown_s", str(rule.get("cooldown_s", 300))))
        for number, condition in enumerate(rule["when"]):
            bound = next(name for name in condition if name != "feature")
            value = condition[bound]
            low, high = value if isinstance(value, list) else (value, "")
            here = f"{at}when[{number}]."
            fields += [(f"{here}feature", condition["feature"]), (f"{here}bound", bound)]
            fields += [(f"{here}value", str(low)), (f"{here}to", str(high))]
    fields += [(f"guards.{name}", str(value)) for name, value in policy["guards"].items()]
    fields += [(name, str(policy[name])) for name in ("exploration", "risk_bound")]
    return Typed(FormMultiDict(fields))


def test_every_feature_has_words_and_a_unit() -> None:
    words = Templates("en", {}).get_template("components/features.html").module.FEATURES  # type: ignore[attr-defined]
    assert set(words) == NAMES
    assert all(text and unit for text, unit in words.values())


def test_a_policy_goes_through_its_form_unchanged() -> None:
    assert read(typed_policy(_typed(DEFAULT))) == read({**DEFAULT, "version": 1})


def test_what_is_no_number_stays_as_it_was_typed() -> None:
    policy = typed_policy(Typed(FormMultiDict([("name", "x"), ("exploration", "a lot")])))
    assert policy["exploration"] == "a lot"


@pytest.mark.parametrize(
    ("operation", "names"),
    [
        ("add-rule", ["a", "b", ""]),
        ("remove-rule:0", ["b"]),
        ("up-rule:1", ["b", "a"]),
        ("down-rule:0", ["b", "a"]),
        ("up-rule:0", ["a", "b"]),
        ("remove-rule:7", ["a", "b"]),
        ("something-else", ["a", "b"]),
    ],
)
def test_rules_come_move_and_go(operation: str, names: list[str]) -> None:
    policy = {"rules": [{"name": "a", "when": []}, {"name": "b", "when": []}]}
    assert [rule["name"] for rule in stepped(policy, operation)["rules"]] == names


def test_a_condition_is_added_to_its_rule() -> None:
    policy = {"rules": [{"name": "a", "when": []}, {"name": "b", "when": []}]}
    assert [len(rule["when"]) for rule in stepped(policy, "add-condition:1")["rules"]] == [0, 1]
