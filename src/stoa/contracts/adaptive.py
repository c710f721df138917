"""What adaptive decides and tells: to the learner's page, to the instructor's, to other services."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from stoa.kernel.event import Event


class DecisionKind(StrEnum):
    ADVANCE = "advance"
    REPEAT = "repeat"
    SIMPLER = "simpler"
    DEEPER = "deeper"
    HELP = "help"
    BREAK = "break"


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """A condition of the policy that held. value: of the feature then. bound: that it reached."""

    feature: str
    value: float
    bound: float


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """rule: of the policy; empty for deciding nothing. propensity: how likely it was to be chosen."""

    rule: str
    kind: DecisionKind | None
    propensity: float


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """As it is pushed to the learner's page, on `live.<tenant>.<learner>.decisions`.

    number: counts up by one a registration, so that a page knows what it has seen and what it missed.
    object: on the page when it was decided. target: the object to go to, of `advance` and `repeat`.
    item: the decision is about, if about one. action: the last one that was folded before it.
    """

    id: UUID
    registration: UUID
    number: int
    kind: DecisionKind
    object: UUID
    target: UUID | None = None
    item: UUID | None = None
    action: UUID | None = None
    reasons: list[Reason]
    policy: UUID
    policy_version: int
    at: datetime


class MadeDecision(msgspec.Struct, frozen=True, kw_only=True):
    """The decision with what it was chosen from. explored: not the best rule.

    The features as they were are kept by adaptive, which shows them under the decision's id.
    """

    decision: Decision
    run: UUID
    learner: UUID
    rule: str
    explored: bool
    candidates: list[Candidate]


class DecisionAnswered(msgspec.Struct, frozen=True, kw_only=True):
    """A decision was taken or declined on one of the learner's pages: on all others it is over.

    Pushed to them on `live.<tenant>.<learner>.answers`.
    """

    registration: UUID
    decision: UUID


class DecisionsMade(Event, frozen=True, kw_only=True):
    """What was offered to learners of a course lately, at most a hundred decisions in a fact."""

    service = "adaptive"
    noun = "decisions"
    verb = "made"

    course: UUID
    decisions: list[MadeDecision]


class LearnerAtRisk(Event, frozen=True, kw_only=True):
    """The risk of a registration rose over the bound of its policy. risk: in [0, 1]."""

    service = "adaptive"
    noun = "learner"
    verb = "at_risk"

    registration: UUID
    run: UUID
    course: UUID
    learner: UUID
    risk: float
    reasons: list[Reason]
    at: datetime


class FloodNoticed(Event, frozen=True, kw_only=True):
    """A session told far more actions than a person can do: identity takes its live connection for a while.

    actions: how many came within the last `seconds`.
    """

    service = "adaptive"
    noun = "flood"
    verb = "noticed"

    session: UUID
    learner: UUID
    actions: int
    seconds: float

    def about(self) -> str:
        return str(self.session)


class LearnerLive(msgspec.Struct, frozen=True, kw_only=True):
    """A learner as the instructor's page sees them. sequence: of the log; a higher one is newer.

    object: the last one on their page. seen_at: of their last action. Shares are in [0, 1].
    responses: so far; before the first one accuracy is a guess.
    """

    registration: UUID
    learner: UUID
    sequence: int
    object: UUID | None
    seen_at: datetime
    here: bool
    engagement: float
    accuracy: float
    hesitation: float
    progress: float
    risk: float
    reasons: list[Reason]
    responses: int = 0


class ItemLive(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of an item in a run, of one partition. hesitation_ms: median from shown to the first input."""

    item: UUID
    shown: int
    responses: int
    right: int
    skipped: int
    hints: int
    hesitation_ms: int


class FilmLive(msgspec.Struct, frozen=True, kw_only=True):
    """What learners of one partition did along one film, by stretches of `step_s` seconds."""

    object: UUID
    step_s: float
    watched: list[int]
    rewatched: list[int]
    paused: list[int]
    left: list[int]


class ClassPoint(msgspec.Struct, frozen=True, kw_only=True):
    """How many learners of one partition were where in one half minute: at 0, a twentieth, ... and 1.

    number: half minutes since 1970. engagement, accuracy: of those who were at work then, to the nearest;
    risk: of everybody, the last that it reached.
    """

    number: int
    engagement: list[int]
    accuracy: list[int]
    risk: list[int]


class LearnerPoint(msgspec.Struct, frozen=True, kw_only=True):
    """Where one learner was in one half minute, in twentieths: the last of it.

    number: half minutes since 1970. accuracy: None before the first response.
    """

    number: int
    engagement: int
    accuracy: int | None
    risk: int


class RunLive(msgspec.Struct, frozen=True, kw_only=True):
    """What changed in a run, pushed on `live.<tenant>.runs.<run>` a few times a second, by each partition.

    Learners are those who changed; items and films are whole counts of the partition, of those that changed;
    points the last two, or, where the state is asked for, those of a quarter of an hour.
    """

    run: UUID
    partition: int
    sequence: int
    at: datetime
    learners: list[LearnerLive]
    items: list[ItemLive] = []
    films: list[FilmLive] = []
    points: list[ClassPoint] = []
