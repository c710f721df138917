"""One pass over a component: what is to be brought to whom in each locale, and which sources stand there.

A component has one set of sources for all of its locales. Where one locale still has a question about a
former source, that source stays, and the unit waits in the other locales too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from stoa.services.localization.domain.sync.modes import Mode, within
from stoa.services.localization.domain.sync.reconcile import Outcome, reconcile
from stoa.services.localization.domain.sync.stand import Stand


@dataclass(frozen=True, slots=True)
class Side:
    """A locale. base: what both had last. ours: as it would be shown there."""

    base: Mapping[str, Stand]
    ours: Mapping[str, Stand]
    theirs: Mapping[str, Stand]


@dataclass(frozen=True, slots=True)
class Plan:
    """outcomes: by locale. sources: all that are to stand there; None if they do."""

    outcomes: dict[str, Outcome]
    sources: dict[str, str] | None


def planned(
    mode: Mode, sides: Mapping[str, Side], ours: Mapping[str, str], theirs: Mapping[str, str]
) -> Plan:
    """ours, theirs: sources by unit, as both sides write them."""
    outcomes = {
        locale: within(mode, reconcile(side.base, side.ours, side.theirs), side.base, side.ours, side.theirs)
        for locale, side in sides.items()
    }
    asked = {one.unit for outcome in outcomes.values() for one in outcome.conflicts}
    held = {unit: theirs[unit] for unit in asked if unit in theirs and theirs[unit] != ours.get(unit)}
    waiting = {locale: _without(outcome, sides[locale], held) for locale, outcome in outcomes.items()}
    wanted = {**ours, **held}
    return Plan(waiting, None if wanted == dict(theirs) else wanted)


def _without(outcome: Outcome, side: Side, held: Mapping[str, str]) -> Outcome:
    waits = [unit for unit in outcome.push if unit in held]
    push = {unit: stand for unit, stand in outcome.push.items() if unit not in held}
    agreed = {unit: stand for unit, stand in outcome.agreed.items() if unit not in waits}
    agreed |= {unit: side.base[unit] for unit in waits if unit in side.base}
    return replace(outcome, push=push, agreed=agreed, left=(*outcome.left, *waits))
