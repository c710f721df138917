"""What of an item set is the same in every language."""

from typing import Any

_WORDS = frozenset(
    {"prompt", "text", "html", "left", "right", "hints", "solution"}
    | {"feedback", "feedback_true", "feedback_false"}
)


def frame_of(told: Any) -> Any:
    """An item set as JSON values without its words: ids, keys, points and rules.

    Item sets with equal frames ask the same, so that what was given to one holds in the other. A list of
    words leaves its length: hints are counted.
    """
    if isinstance(told, list):
        return [frame_of(one) for one in told]
    if not isinstance(told, dict):
        return told
    return {name: _left(name, value, told) for name, value in told.items()}


def _left(name: str, value: Any, of: dict[str, Any]) -> Any:
    if name not in _WORDS or of.get("regular_expression"):
        return frame_of(value)
    return len(value) if isinstance(value, list) else None
