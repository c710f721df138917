"""What of a fold instructors are told, by run."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from stoa.contracts.adaptive import LearnerLive, RunLive
from stoa.kernel.clock import utc_now
from stoa.services.adaptive.commands.fold.counts import Key
from stoa.services.adaptive.commands.fold.tenant import TenantFold
from stoa.services.adaptive.domain.tallied import FILM, ITEM, PULSE
from stoa.services.adaptive.store.live import film_live, item_live, points_live

_MOST_LEARNERS = 200
"""In one message."""
_POINTS_TOLD = 2
"""The one that is being counted, and the one before, which a push may have told before it was whole."""


def changed(fold: TenantFold) -> list[RunLive]:
    """Since it was asked before, no more at once than a page takes."""
    moved, counted = fold.moved, fold.counted
    fold.moved, fold.counted = set(), set()
    learners: defaultdict[UUID, list[LearnerLive]] = defaultdict(list)
    for one in _learners(fold, moved):
        learners[fold.standings[one.registration].run].append(one)
    messages = []
    for run in {*learners, *(key[0] for key in counted)}:
        theirs = learners.get(run, [])
        messages.append(_message(fold, run, theirs[:_MOST_LEARNERS], counted, _POINTS_TOLD))
        for place in range(_MOST_LEARNERS, len(theirs), _MOST_LEARNERS):
            messages.append(_message(fold, run, theirs[place : place + _MOST_LEARNERS], ()))
    return messages


def not_safe(fold: TenantFold, run: UUID) -> RunLive:
    """What of the run is not in safe keeping yet."""
    registrations, counts = fold.not_kept()
    learners = [one for one in _learners(fold, registrations) if fold.standings[one.registration].run == run]
    return _message(fold, run, learners, counts)


def _learners(fold: TenantFold, registrations: Collection[UUID]) -> list[LearnerLive]:
    return [fold.live(fold.standings[one]) for one in registrations if one in fold.standings]


def _message(
    fold: TenantFold, run: UUID, learners: list[LearnerLive], keys: Collection[Key], points: int = 0
) -> RunLive:
    """points: the last so many; 0 is all."""
    rows = [row for key in keys if key[0] == run and (row := fold.counts.row(key)) is not None]
    return RunLive(
        run=run,
        partition=fold.partition,
        sequence=fold.sequence,
        at=utc_now(),
        learners=learners,
        items=[item_live(row) for row in rows if row.noun == ITEM],
        films=[film_live(row) for row in rows if row.noun == FILM],
        points=[one for row in rows if row.noun == PULSE for one in points_live(row)[-points:]],
    )
