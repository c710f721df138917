"""What a segment is in its course, told by where it stands: an option is worded otherwise than a title."""

import re
from enum import StrEnum


class Part(StrEnum):
    """TEXT: of a reading, an introduction or an explanation. ALT: what puts a picture in words.

    CAPTION stands below a picture, CUE is shown in a film. ANSWER: what a response is compared with.
    """

    TITLE = "title"
    DESCRIPTION = "description"
    TEXT = "text"
    ALT = "alt"
    CAPTION = "caption"
    CUE = "cue"
    CHECKPOINT = "checkpoint"
    SKILL = "skill"
    QUESTION = "question"
    OPTION = "option"
    ANSWER = "answer"
    FEEDBACK = "feedback"
    HINT = "hint"
    SOLUTION = "solution"


_ENTRY = re.compile(r"\[[^\]]*\]")
_PARTS = {
    "title": Part.TITLE,
    "description": Part.DESCRIPTION,
    "alt": Part.ALT,
    "cover_alt": Part.ALT,
    "caption": Part.CAPTION,
    "captions": Part.CUE,
    "checkpoints": Part.CHECKPOINT,
    "skills": Part.SKILL,
}
_OF_ITEM = {
    "feedback": Part.FEEDBACK,
    "feedback_true": Part.FEEDBACK,
    "feedback_false": Part.FEEDBACK,
    "hints": Part.HINT,
    "solution": Part.SOLUTION,
    "choices": Part.OPTION,
    "pairs": Part.OPTION,
    "distractors": Part.OPTION,
    "entries": Part.OPTION,
    "patterns": Part.ANSWER,
}
"""The first that is named in a path counts: feedback to an option is feedback."""


def part_at(path: str) -> Part:
    names = _ENTRY.sub("", path).split(".")
    if names[0] != "item_set":
        return _PARTS.get(names[0], Part.TEXT)
    return next((part for name, part in _OF_ITEM.items() if name in names), Part.QUESTION)
