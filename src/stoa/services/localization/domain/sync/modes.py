"""Which way words go, and what is left as it is: nobody's words are taken away or lowered by silence."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from stoa.services.localization.domain.sync.reconcile import Conflict, Kind, Outcome
from stoa.services.localization.domain.sync.stand import Stand
from stoa.services.localization.domain.unit import State


class Mode(StrEnum):
    """PUSH: ours go there, theirs stay there. HYBRID: both ways.

    PULL: sources go there, and our targets as long as they have none; theirs come here.
    """

    PUSH = "push"
    PULL = "pull"
    HYBRID = "hybrid"


def within(
    mode: Mode,
    outcome: Outcome,
    base: Mapping[str, Stand],
    ours: Mapping[str, Stand],
    theirs: Mapping[str, Stand],
) -> Outcome:
    """What of the outcome is done in the mode. What is not done keeps the base it had, to be found again."""
    doubted = [unit for unit, there in outcome.pull.items() if _doubts(ours[unit], there)]
    pull = {
        unit: there
        for unit, there in outcome.pull.items()
        if mode is not Mode.PUSH and there.target and there.state >= State.TRANSLATED and unit not in doubted
    }
    push = {unit: here for unit, here in outcome.push.items() if not _stays(mode, here, theirs.get(unit))}
    undone = {*outcome.pull, *outcome.push} - {*pull, *push}
    agreed = {unit: stand for unit, stand in outcome.agreed.items() if unit not in undone}
    agreed |= {unit: base[unit] for unit in undone if unit in base}
    conflicts = [Conflict(one, Kind.DOUBTED, base.get(one), ours[one], theirs[one]) for one in doubted]
    left = tuple(sorted(undone - set(doubted)))
    return replace(
        outcome, push=push, pull=pull, left=left, agreed=agreed, conflicts=(*outcome.conflicts, *conflicts)
    )


def _doubts(here: Stand, there: Stand) -> bool:
    """They took back what stands here as translated, or the approval of the very same words."""
    if here.state < State.TRANSLATED:
        return False
    return there.state < State.TRANSLATED or (there.target == here.target and there.state < here.state)


def _stays(mode: Mode, here: Stand, there: Stand | None) -> bool:
    """Whether ours is not brought. A new source always is: then only the words they have are in question."""
    if there is None or there.source != here.source:
        return False
    if not here.target or (here.target == there.target and here.state < there.state):
        return True
    return mode is Mode.PULL and bool(there.target)
