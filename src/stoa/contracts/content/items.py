"""Items: questions with their keys. They travel in documents that only services may read.

Words follow QTI: item, choice, response, outcome. Every text marked `html` is sanitised.
"""

from enum import StrEnum
from uuid import UUID

import msgspec


class Reveal(StrEnum):
    """When a learner may see what was correct."""

    AFTER_RESPONSE = "after_response"
    AFTER_ATTEMPT = "after_attempt"
    NEVER = "never"


class Feedback(msgspec.Struct, frozen=True, kw_only=True):
    """Shown by the outcome of the whole item, as html."""

    correct: str = ""
    partial: str = ""
    incorrect: str = ""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """id: unique in its item. html: what is shown. feedback: html, shown when it was chosen."""

    id: str
    html: str
    correct: bool
    feedback: str = ""


class Pattern(msgspec.Struct, frozen=True, kw_only=True):
    """Accepts a text that equals it, or matches it whole where it is a regular expression.

    share: part of the points it earns, in (0, 1].
    """

    text: str
    regular_expression: bool = False
    share: float = 1.0
    feedback: str = ""


class ItemBase(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """points: > 0. hints: html, from the gentlest to the plainest. id: stable over revisions."""

    id: UUID
    key: str
    prompt: str
    points: float = 1.0
    skills: list[str] = []
    hints: list[str] = []
    feedback: Feedback = Feedback()


class ChoiceItem(ItemBase, frozen=True, kw_only=True, tag="choice"):
    """Exactly one of the choices is correct."""

    choices: list[Choice]
    shuffle: bool = True


class MultipleItem(ItemBase, frozen=True, kw_only=True, tag="multiple"):
    """Any number of the choices is correct. A wrong one chosen takes back what a right one earns."""

    choices: list[Choice]
    shuffle: bool = True


class TrueFalseItem(ItemBase, frozen=True, kw_only=True, tag="true_false"):
    """feedback_true, feedback_false: html, shown when that was said."""

    answer: bool
    feedback_true: str = ""
    feedback_false: str = ""


class NumericItem(ItemBase, frozen=True, kw_only=True, tag="numeric"):
    """Correct within value ± tolerance; a relative tolerance is a share of the value."""

    value: float
    tolerance: float = 0.0
    relative: bool = False
    unit: str = ""


class ShortTextItem(ItemBase, frozen=True, kw_only=True, tag="short_text"):
    """The first pattern that accepts the response decides."""

    patterns: list[Pattern]
    case_sensitive: bool = False


class MatchPair(msgspec.Struct, frozen=True, kw_only=True):
    """left, right: html."""

    id: str
    left: str
    right: str


class MatchItem(ItemBase, frozen=True, kw_only=True, tag="match"):
    """distractors: html of rights that belong to no left."""

    pairs: list[MatchPair]
    distractors: list[str] = []


class OrderEntry(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    html: str


class OrderItem(ItemBase, frozen=True, kw_only=True, tag="order"):
    """entries: in the right order."""

    entries: list[OrderEntry]


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """One gap of a cloze: choices to pick from, patterns for a text, or a number. Exactly one is given."""

    id: str
    choices: list[Choice] = []
    patterns: list[Pattern] = []
    value: float | None = None
    tolerance: float = 0.0
    relative: bool = False


class ClozeItem(ItemBase, frozen=True, kw_only=True, tag="cloze"):
    """text: html in which `{{gap-id}}` stands for a gap. The gaps weigh the same."""

    text: str
    gaps: list[Gap]
    case_sensitive: bool = False


Item = (
    ChoiceItem
    | MultipleItem
    | TrueFalseItem
    | NumericItem
    | ShortTextItem
    | MatchItem
    | OrderItem
    | ClozeItem
)


class ItemSet(msgspec.Struct, frozen=True, kw_only=True):
    """pages: ids of items, page by page. pass_share: of the points, 0 to 1. attempts: None is unlimited."""

    items: list[Item]
    pages: list[list[UUID]]
    pass_share: float = 0.6
    attempts: int | None = None
    reveal: Reveal = Reveal.AFTER_RESPONSE
