"""A policy as a form: what was typed, and the data it makes; rules and conditions come, move and go.

Fields are named as faults name them: `rules[0].when[1].feature`, `guards.per_hour`.
"""

import re
from typing import Any

from stoa.runtime.forms import Typed
from stoa.services.adaptive.domain.policy_reading import MOST_CONDITIONS, MOST_RULES

Json = dict[str, Any]

SAVE = "save"
_STEP = re.compile(r"(add|remove|up|down)-(rule|condition):?(\d*)(?::(\d+))?")
_NEW_CONDITION: Json = {"feature": "", "at_least": ""}


def typed_policy(typed: Typed) -> Json:
    """As `policy_reading.read` takes it; what is no number stays text, so that it is named as a fault."""
    return {
        "name": typed.text("name"),
        "version": 1,
        "rules": [_rule(typed, f"rules[{place}].") for place in _places(typed, "rules[{}].name", MOST_RULES)],
        "guards": {
            name: _number(typed.text(f"guards.{name}"))
            for name in ("per_hour", "cooldown_s", "object_s", "quiet_s")
        },
        "exploration": _number(typed.text("exploration")),
        "risk_bound": _number(typed.text("risk_bound")),
    }


def stepped(policy: Json, operation: str) -> Json:
    """With a rule or condition added, moved or taken away, as the button said."""
    found = _STEP.fullmatch(operation)
    if found is None:
        return policy
    verb, noun = found[1], found[2]
    rules: list[Json] = policy["rules"]
    place = int(found[3] or 0)
    if noun == "condition" and place < len(rules):
        _step(rules[place]["when"], verb, int(found[4] or 0), dict(_NEW_CONDITION))
    elif noun == "rule":
        _step(rules, verb, place, {"name": "", "kind": "help", "when": [dict(_NEW_CONDITION)], "for_s": 0})
    return policy


def _step(entries: list[Json], verb: str, place: int, new: Json) -> None:
    if verb == "add":
        entries.append(new)
    elif place >= len(entries):
        return
    elif verb == "remove":
        del entries[place]
    else:
        other = place - 1 if verb == "up" else place + 1
        if 0 <= other < len(entries):
            entries[place], entries[other] = entries[other], entries[place]


def _rule(typed: Typed, at: str) -> Json:
    conditions = _places(typed, at + "when[{}].feature", MOST_CONDITIONS)
    return {
        "name": typed.text(f"{at}name"),
        "kind": typed.text(f"{at}kind"),
        "when": [_condition(typed, f"{at}when[{place}].") for place in conditions],
        "for_s": _number(typed.text(f"{at}for_s")),
        "cooldown_s": _number(typed.text(f"{at}cooldown_s")),
    }


def _condition(typed: Typed, at: str) -> Json:
    bound = typed.text(f"{at}bound")
    value = _number(typed.text(f"{at}value"))
    if bound == "between":
        return {"feature": typed.text(f"{at}feature"), bound: [value, _number(typed.text(f"{at}to"))]}
    return {"feature": typed.text(f"{at}feature"), bound or "at_least": value}


def _places(typed: Typed, name: str, most: int) -> range:
    """As many as follow each other without a hole, the last one as well that is too many."""
    count = 0
    while count <= most and typed.several(name.format(count)):
        count += 1
    return range(count)


def _number(text: str) -> float | int | str:
    """The text itself where it is no number."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return text
    return int(number) if number.is_integer() and abs(number) < 1e15 else number
