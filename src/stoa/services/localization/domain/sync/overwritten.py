"""Lost updates. A system that writes without comparing versions can be told afterwards, by its log, what a
writing of ours came over: each change there says what stood before it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from stoa.services.localization.domain.sync.reconcile import Conflict, Kind
from stoa.services.localization.domain.sync.stand import Stand


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of their log. id: rises with time. old: the target before. by: who, as they call them."""

    id: int
    unit: str
    old: str
    target: str
    at: datetime
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """seen: what they had when we looked. wrote: what we then wrote."""

    seen: Stand
    wrote: Stand


def overwritten(written: Mapping[str, Written], changes: Iterable[Change]) -> list[Conflict]:
    """What our writing came over that we had not seen. changes: since we looked; any order, any twice.

    Whoever wrote our very words over somebody's: those are in question.
    """
    lost: dict[str, Conflict] = {}
    for change in sorted(set(changes), key=lambda one: one.id):
        ours = written.get(change.unit)
        if ours is None or change.target != ours.wrote.target:
            continue
        if change.unit not in lost and change.old not in (ours.seen.target, ours.wrote.target):
            theirs = replace(ours.seen, target=change.old)
            lost[change.unit] = Conflict(change.unit, Kind.OVERWRITTEN, ours.seen, ours.wrote, theirs)
    return [lost[unit] for unit in sorted(lost)]
