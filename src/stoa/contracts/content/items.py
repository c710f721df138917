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


class Scoring(StrEnum):
    """What a response that is right in part earns: its part, or nothing."""

    PARTIAL = "partial"
    ALL = "all"


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

    share: part of the points it earns, in [0, 1]; below 1 it is a near miss.
    """

    text: str
    regular_expression: bool = False
    share: float = 1.0
    feedback: str = ""


class NearMiss(msgspec.Struct, frozen=True, kw_only=True):
    """A number that is not right but foreseen. share: part of the points it earns, in [0, 1)."""

    value: float
    tolerance: float = 0.0
    relative: bool = False
    feedback: str = ""
    share: float = 0.0


class ItemBase(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """points: > 0. hints: html, from the gentlest to the plainest. id: stable over revisions.

    solution: html, the worked answer; as secret as what is correct.
    """

    id: UUID
    key: str
    prompt: str
    points: float = 1.0
    skills: list[str] = []
    hints: list[str] = []
    feedback: Feedback = Feedback()
    solution: str = ""


class ChoiceItem(ItemBase, frozen=True, kw_only=True, tag="choice"):
    """Exactly one of the choices is correct."""

    choices: list[Choice]
    shuffle: bool = True


class MultipleItem(ItemBase, frozen=True, kw_only=True, tag="multiple"):
    """At least one of the choices is correct. A wrong one chosen takes back what a right one earns."""

    choices: list[Choice]
    shuffle: bool = True
    scoring: Scoring = Scoring.PARTIAL


class TrueFalseItem(ItemBase, frozen=True, kw_only=True, tag="true_false"):
    """feedback_true, feedback_false: html, shown when that was said."""

    answer: bool
    feedback_true: str = ""
    feedback_false: str = ""


class NumericItem(ItemBase, frozen=True, kw_only=True, tag="numeric"):
    """Correct within value ± tolerance; a relative tolerance is a share of the value.

    near_misses: tried in order when the response is not right.
    """

    value: float
    tolerance: float = 0.0
    relative: bool = False
    unit: str = ""
    near_misses: list[NearMiss] = []


class ShortTextItem(ItemBase, frozen=True, kw_only=True, tag="short_text"):
    """The first pattern that accepts the response decides."""

    patterns: list[Pattern]
    case_sensitive: bool = False


class MatchPair(msgspec.Struct, frozen=True, kw_only=True):
    """left, right: html. feedback: html, to who matched the left side wrongly."""

    id: str
    left: str
    right: str
    feedback: str = ""


class Distractor(msgspec.Struct, frozen=True, kw_only=True):
    """A right side that belongs to no left. feedback: html, to who used it."""

    id: str
    html: str
    feedback: str = ""


class MatchItem(ItemBase, frozen=True, kw_only=True, tag="match"):
    """Ids of pairs and distractors differ from each other."""

    pairs: list[MatchPair]
    distractors: list[Distractor] = []
    scoring: Scoring = Scoring.PARTIAL


class OrderEntry(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    html: str


class OrderItem(ItemBase, frozen=True, kw_only=True, tag="order"):
    """entries: in the right order. The part that is right is the longest run in order, gaps allowed."""

    entries: list[OrderEntry]
    scoring: Scoring = Scoring.PARTIAL


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """One gap of a cloze: choices to pick from, patterns for a text, or a number. Exactly one is given.

    feedback: html, to who filled it wrongly.
    """

    id: str
    choices: list[Choice] = []
    patterns: list[Pattern] = []
    case_sensitive: bool = False
    value: float | None = None
    tolerance: float = 0.0
    relative: bool = False
    unit: str = ""
    near_misses: list[NearMiss] = []
    feedback: str = ""


class ClozeItem(ItemBase, frozen=True, kw_only=True, tag="cloze"):
    """text: html in which `{{gap-id}}` stands for a gap. The gaps weigh the same.

    case_sensitive: in every gap; otherwise each gap says it for itself.
    """

    text: str
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


class ItemSet(msgspec.Struct, frozen=True, kw_only=True):
    """pages: ids of items, page by page. attempts: None is unlimited.

    pass_share: of the points, 0 to 1; 0 passes every attempt submitted. shuffle: the items inside a page.
    exam: nothing may help its learner while it is open.
    """

    items: list[Item]
    pages: list[list[UUID]]
    pass_share: float = 0.6
    attempts: int | None = None
    reveal: Reveal = Reveal.AFTER_RESPONSE
    shuffle: bool = False
    exam: bool = False
