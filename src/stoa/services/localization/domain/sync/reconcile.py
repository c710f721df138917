"""Three-way reconciliation: what to bring to whom, and what only a person can decide.

Source texts are ours: who edits a course edits here. Targets belong to both. What only one side changed since
both had the same goes to the other; what both changed differently is a conflict, which stays as it is on both
sides until somebody resolves it. Nothing depends on how or in which order news of changes came.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from stoa.services.localization.domain.sync.stand import Stand


class Kind(StrEnum):
    """Why a conflict is one."""

    BOTH_CHANGED = "both_changed"
    OTHER_SOURCE = "other_source"
    """They translated a source text that is no longer ours."""
    GONE_HERE = "gone_here"
    """They translated what no longer stands in the course."""
    OVERWRITTEN = "overwritten"
    """They changed it between our look and our writing, and our writing came over it."""
    DOUBTED = "doubted"
    """They took back what stands here as translated or reviewed."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both sides as they were found. base: what both had last, None if they never had the same."""

    unit: str
    kind: Kind
    base: Stand | None
    ours: Stand | None
    theirs: Stand


@dataclass(frozen=True, slots=True)
class Outcome:
    """push, pull: what each side is to have, by unit. withdraw: what is to go there, and we had it all.

    left: what differs and is nobody's to bring, for now or by the mode.

    agreed: the base of the next time once push and pull are done; conflicts keep the base they had.
    """

    push: dict[str, Stand] = field(default_factory=dict)
    pull: dict[str, Stand] = field(default_factory=dict)
    withdraw: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    agreed: dict[str, Stand] = field(default_factory=dict)

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do but to decide conflicts."""
        return not (self.push or self.pull or self.withdraw)


def reconcile(base: Mapping[str, Stand], ours: Mapping[str, Stand], theirs: Mapping[str, Stand]) -> Outcome:
    outcome = Outcome()
    withdraw: list[str] = []
    conflicts: list[Conflict] = []
    for unit in sorted({*base, *ours, *theirs}):
        agreed, here, there = base.get(unit), ours.get(unit), theirs.get(unit)
        if there is None:
            if here is not None:
                outcome.push[unit] = outcome.agreed[unit] = here
        elif here is None and not _unseen(agreed, there):
            withdraw.append(unit)
        elif (kind := _decide(unit, outcome, agreed, here, there)) is not None:
            conflicts.append(Conflict(unit, kind, agreed, here, there))
            if agreed is not None:
                outcome.agreed[unit] = agreed
    return replace(outcome, withdraw=tuple(withdraw), conflicts=tuple(conflicts))


def _unseen(agreed: Stand | None, there: Stand) -> bool:
    """Whether they have a target that we never had."""
    return bool(there.target) and (agreed is None or agreed.says() != there.says())


def _decide(
    unit: str, outcome: Outcome, agreed: Stand | None, here: Stand | None, there: Stand
) -> Kind | None:
    """Notes what is to be done, or says what kind of conflict it is."""
    if here is None:
        return Kind.GONE_HERE
    if here.source != there.source:
        if _unseen(agreed, there) and there.says() != here.says():
            return Kind.OTHER_SOURCE
        outcome.push[unit] = outcome.agreed[unit] = here
    elif here.says() == there.says():
        outcome.agreed[unit] = here
    elif _unchanged(agreed, there):
        outcome.push[unit] = outcome.agreed[unit] = here
    elif _unchanged(agreed, here):
        outcome.pull[unit] = outcome.agreed[unit] = there
    else:
        return Kind.BOTH_CHANGED
    return None


def _unchanged(agreed: Stand | None, stand: Stand) -> bool:
    """Since both had the same; where they never had, an empty target is nothing of one's own."""
    return stand.says() == agreed.says() if agreed is not None else not stand.target
