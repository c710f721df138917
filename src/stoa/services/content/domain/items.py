"""Items: questions with their keys. Words follow QTI.

The values encode to the shapes of `contracts.content`; they are structs because they are stored as documents.
"""

from enum import StrEnum
from uuid import UUID

import msgspec

from stoa.services.content.domain.html import Html


class Reveal(StrEnum):
    """When a learner may see what was correct."""

    AFTER_RESPONSE = "after_response"
    AFTER_ATTEMPT = "after_attempt"
    NEVER = "never"


class Scoring(StrEnum):
    """What a response that is right in part earns."""

    PARTIAL = "partial"
    ALL = "all"


class Feedback(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """By the outcome of the whole item."""

    correct: Html = Html("")
    partial: Html = Html("")
    incorrect: Html = Html("")


class Choice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    id: str
    html: Html
    correct: bool
    feedback: Html = Html("")


class Pattern(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """share: in [0, 1]; below 1 it is a near miss."""

    text: str
    regular_expression: bool = False
    share: float = 1.0
    feedback: Html = Html("")


class NearMiss(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A number that is wrong but foreseen. share: in [0, 1)."""

    value: float
    tolerance: float = 0.0
    relative: bool = False
    feedback: Html = Html("")
    share: float = 0.0


class ItemBase(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    """hints: from the gentlest to the plainest. points: above 0."""

    id: UUID
    key: str
    prompt: Html
    points: float = 1.0
    skills: list[str] = []
    hints: list[Html] = []
    feedback: Feedback = Feedback()
    solution: Html = Html("")


class ChoiceItem(ItemBase, frozen=True, kw_only=True, tag="choice"):
    choices: list[Choice]
    shuffle: bool = True


class MultipleItem(ItemBase, frozen=True, kw_only=True, tag="multiple"):
    choices: list[Choice]
    shuffle: bool = True
    scoring: Scoring = Scoring.PARTIAL


class TrueFalseItem(ItemBase, frozen=True, kw_only=True, tag="true_false"):
    answer: bool
    feedback_true: Html = Html("")
    feedback_false: Html = Html("")


class NumericItem(ItemBase, frozen=True, kw_only=True, tag="numeric"):
    value: float
    tolerance: float = 0.0
    relative: bool = False
    unit: str = ""
    near_misses: list[NearMiss] = []


class ShortTextItem(ItemBase, frozen=True, kw_only=True, tag="short_text"):
    patterns: list[Pattern]
    case_sensitive: bool = False


class MatchPair(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    id: str
    left: Html
    right: Html
    feedback: Html = Html("")


class Distractor(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A right side that belongs to no left."""

    id: str
    html: Html
    feedback: Html = Html("")


class MatchItem(ItemBase, frozen=True, kw_only=True, tag="match"):
    pairs: list[MatchPair]
    distractors: list[Distractor] = []
    scoring: Scoring = Scoring.PARTIAL


class OrderEntry(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    html: Html


class OrderItem(ItemBase, frozen=True, kw_only=True, tag="order"):
    """entries: in the right order."""

    entries: list[OrderEntry]
    scoring: Scoring = Scoring.PARTIAL


class Gap(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Exactly one of choices, patterns and value is given."""

    id: str
    choices: list[Choice] = []
    patterns: list[Pattern] = []
    case_sensitive: bool = False
    value: float | None = None
    tolerance: float = 0.0
    relative: bool = False
    unit: str = ""
    near_misses: list[NearMiss] = []
    feedback: Html = Html("")


class ClozeItem(ItemBase, frozen=True, kw_only=True, tag="cloze"):
    """text: `{{gap-id}}` stands for a gap."""

    text: Html
    gaps: list[Gap]
    case_sensitive: bool = False
    scoring: Scoring = Scoring.PARTIAL


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

KINDS: dict[str, type[Item]] = {
    "choice": ChoiceItem,
    "multiple": MultipleItem,
    "true_false": TrueFalseItem,
    "numeric": NumericItem,
    "short_text": ShortTextItem,
    "match": MatchItem,
    "order": OrderItem,
    "cloze": ClozeItem,
}


class ItemSet(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """pages: ids of items, page by page. pass_share: 0 passes every attempt. attempts: None is unlimited.

    exam: nothing may help its learner while it is open.
    """

    items: list[Item]
    pages: list[list[UUID]]
    pass_share: float = 0.6
    attempts: int | None = None
    reveal: Reveal = Reveal.AFTER_RESPONSE
    shuffle: bool = False
    exam: bool = False
