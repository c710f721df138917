"""Where words stand in a course, and of what form they are.

A shape is nested like the document: a field leads to a form or to a further shape. Lists and mappings are
gone through entry by entry. What is named nowhere is no words: ids, addresses, numbers, regular expressions.
"""

from enum import StrEnum
from typing import Any


class Form(StrEnum):
    """PLAIN has no mark-up, HTML is sanitised mark-up, CUE a caption shown for a stretch of a film."""

    PLAIN = "plain"
    HTML = "html"
    CUE = "cue"


Shape = dict[str, Any]

_CHOICE: Shape = {"html": Form.HTML, "feedback": Form.HTML}
_PATTERN: Shape = {"text": Form.PLAIN, "feedback": Form.HTML}
_NEAR_MISS: Shape = {"feedback": Form.HTML}
_GAP: Shape = {
    "choices": _CHOICE,
    "patterns": _PATTERN,
    "near_misses": _NEAR_MISS,
    "feedback": Form.HTML,
}
_ITEM: Shape = {
    "prompt": Form.HTML,
    "text": Form.HTML,
    "choices": _CHOICE,
    "patterns": _PATTERN,
    "pairs": {"left": Form.HTML, "right": Form.HTML, "feedback": Form.HTML},
    "distractors": _CHOICE,
    "entries": {"html": Form.HTML},
    "gaps": _GAP,
    "hints": Form.HTML,
    "feedback": {"correct": Form.HTML, "partial": Form.HTML, "incorrect": Form.HTML},
    "feedback_true": Form.HTML,
    "feedback_false": Form.HTML,
    "near_misses": _NEAR_MISS,
    "solution": Form.HTML,
}
OBJECT: Shape = {
    "title": Form.PLAIN,
    "description": Form.HTML,
    "html": Form.HTML,
    "alt": Form.PLAIN,
    "caption": Form.HTML,
    "intro": Form.HTML,
    "explanations": Form.HTML,
    "checkpoints": {"title": Form.PLAIN},
    "item_set": {"items": _ITEM},
}
FRONT: Shape = {
    "title": Form.PLAIN,
    "description": Form.HTML,
    "cover_alt": Form.PLAIN,
    "skills": {"title": Form.PLAIN},
}
"""Of the course itself, without its objects."""
