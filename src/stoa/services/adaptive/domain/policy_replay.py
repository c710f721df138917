"""What another policy would have done with what was seen."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

import msgspec

from stoa.services.adaptive.domain.decide import decide
from stoa.services.adaptive.domain.decided import Decided
from stoa.services.adaptive.domain.features import Features
from stoa.services.adaptive.domain.kind import Kind
from stoa.services.adaptive.domain.outcome import Outcome
from stoa.services.adaptive.domain.policy import Policy
from stoa.services.adaptive.domain.possible import Possible
from stoa.services.adaptive.domain.reason import Reason

EXAMPLES_OF_A_CHANGE = 3
MOST_EXAMPLES = 30


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """A learner at a moment, and what was offered then. kind: None nothing."""

    registration: UUID
    at: int
    features: Features
    possible: Possible
    drawn: float
    kind: Kind | None = None


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """before: offered then. after: would be offered. reasons: of what would be, none for nothing."""

    registration: UUID
    at: int
    before: Kind | None
    after: Kind | None
    rule: str
    reasons: tuple[Reason, ...]


class Replay(msgspec.Struct, kw_only=True):
    """before, after: decisions by kind. rules: how often each would be chosen. learners_*: offered anything.

    changes: moments at which something else would be offered. explored: decisions not the best of theirs.
    """

    snapshots: int = 0
    before: Counter[Kind] = msgspec.field(default_factory=Counter)
    after: Counter[Kind] = msgspec.field(default_factory=Counter)
    rules: Counter[str] = msgspec.field(default_factory=Counter)
    learners_before: int = 0
    learners_after: int = 0
    explored: int = 0
    changes: int = 0
    examples: list[Change] = []

    def merged(self, other: "Replay") -> "Replay":
        """Of other learners."""
        return Replay(
            snapshots=self.snapshots + other.snapshots,
            before=self.before + other.before,
            after=self.after + other.after,
            rules=self.rules + other.rules,
            learners_before=self.learners_before + other.learners_before,
            learners_after=self.learners_after + other.learners_after,
            explored=self.explored + other.explored,
            changes=self.changes + other.changes,
            examples=[*self.examples, *other.examples][:MOST_EXAMPLES],
        )


class Replaying:
    """Goes through moments of some learners with another policy, in the order of the log.

    Cool-downs and guard rails are gone through as they would be. What learners would have done with other
    offers nobody knows: they are seen doing what they did, and declining nothing.
    """

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._found = Replay()
        self._decided: dict[UUID, Decided] = {}
        self._changes: Counter[tuple[Kind | None, Kind | None]] = Counter()
        self._offered_before: set[UUID] = set()
        self._offered_after: set[UUID] = set()

    def see(self, one: Snapshot) -> None:
        outcome = self._again(one)
        after = outcome.chosen.kind if outcome and outcome.chosen else None
        _count(self._found, one.kind, outcome)
        if one.kind:
            self._offered_before.add(one.registration)
        if after:
            self._offered_after.add(one.registration)
        if after is not one.kind:
            self._note_change(one, after, outcome)

    def found(self) -> Replay:
        return msgspec.structs.replace(
            self._found,
            learners_before=len(self._offered_before),
            learners_after=len(self._offered_after),
        )

    def _again(self, one: Snapshot) -> Outcome | None:
        decided = self._decided.setdefault(one.registration, Decided())
        outcome = decide(self._policy, one.features, decided, one.possible, one.at, one.drawn)
        if outcome:
            decided.record(one.at, outcome, one.registration)
        return outcome

    def _note_change(self, one: Snapshot, after: Kind | None, outcome: Outcome | None) -> None:
        self._found.changes += 1
        self._changes[one.kind, after] += 1
        few = self._changes[one.kind, after] <= EXAMPLES_OF_A_CHANGE
        if few and len(self._found.examples) < MOST_EXAMPLES:
            self._found.examples.append(_change(one, outcome))


def replay(policy: Policy, snapshots: Iterable[Snapshot]) -> Replay:
    """snapshots: in the order of the log."""
    replaying = Replaying(policy)
    for one in snapshots:
        replaying.see(one)
    return replaying.found()


def _count(found: Replay, before: Kind | None, outcome: Outcome | None) -> None:
    found.snapshots += 1
    if before:
        found.before[before] += 1
    if outcome:
        found.explored += outcome.explored
        if outcome.chosen:
            found.after[outcome.chosen.kind] += 1
            found.rules[outcome.chosen.name] += 1


def _change(one: Snapshot, outcome: Outcome | None) -> Change:
    chosen = outcome.chosen if outcome else None
    return Change(
        registration=one.registration,
        at=one.at,
        before=one.kind,
        after=chosen.kind if chosen else None,
        rule=chosen.name if chosen else "",
        reasons=outcome.reasons if outcome and chosen else (),
    )
