"""The policy of a course whose instructors wrote none."""

from typing import Any

DEFAULT: dict[str, Any] = {
    "name": "default",
    "version": 1,
    "exploration": 0.1,
    "risk_bound": 0.6,
    "guards": {"per_hour": 6, "cooldown_s": 60, "object_s": 10, "quiet_s": 600},
    "rules": [
        {
            "name": "wrong twice",
            "kind": "simpler",
            "when": [
                {"feature": "wrong_in_row", "at_least": 2},
                {"feature": "responses_here", "at_least": 1},
                {"feature": "level", "at_least": 0},
            ],
        },
        {
            "name": "does not begin",
            "kind": "help",
            "when": [{"feature": "waiting", "at_least": 1.5}, {"feature": "waiting_s", "at_least": 20}],
        },
        {
            "name": "still wrong",
            "kind": "repeat",
            "when": [
                {"feature": "wrong_in_row", "at_least": 3},
                {"feature": "accuracy_lately", "at_most": 0.4},
                {"feature": "responses_here", "at_least": 1},
            ],
            "cooldown_s": 900,
        },
        {
            "name": "goes down",
            "kind": "help",
            "when": [
                {"feature": "accuracy_change", "at_most": -0.2},
                {"feature": "accuracy_lately", "at_most": 0.5},
                {"feature": "responses", "at_least": 4},
            ],
        },
        {
            "name": "looks again and again",
            "kind": "simpler",
            "when": [
                {"feature": "film_rewatched", "at_least": 0.4},
                {"feature": "film_back", "at_least": 3},
                {"feature": "level", "at_least": 0},
            ],
            "cooldown_s": 900,
        },
        {
            "name": "tired",
            "kind": "break",
            "when": [
                {"feature": "since_break_min", "at_least": 50},
                {"feature": "engagement", "at_most": 0.6},
            ],
            "for_s": 60,
            "cooldown_s": 3600,
        },
        {
            "name": "wants more",
            "kind": "deeper",
            "when": [
                {"feature": "right_in_row", "at_least": 4},
                {"feature": "chance", "at_least": 0.8},
                {"feature": "responses_here", "at_least": 1},
                {"feature": "level", "between": [0, 0]},
            ],
            "cooldown_s": 900,
        },
        {
            "name": "can go on",
            "kind": "advance",
            "when": [
                {"feature": "right_in_row", "at_least": 2},
                {"feature": "responses_here", "at_least": 2},
                {"feature": "accuracy_lately", "at_least": 0.75},
                {"feature": "items_open", "at_most": 0},
            ],
        },
    ],
}
