"""A message about one learner, folded into their state and the counts of their run."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from stoa.contracts.telemetry import ActionBatch
from stoa.services.adaptive.commands.fold.acting import DECISIVE, Acting
from stoa.services.adaptive.commands.fold.counts import Counts, Key
from stoa.services.adaptive.commands.fold.deciding import Deciding, Offer
from stoa.services.adaptive.commands.fold.platform import Platform
from stoa.services.adaptive.commands.fold.reading import Unreadable
from stoa.services.adaptive.commands.fold.standing import Standing
from stoa.services.adaptive.domain.told import Scored

WATERMARK_MS = 120_000
"""What is later than two minutes counts for totals, not for the present."""


class Folded(NamedTuple):
    """touched: items and films whose counts changed. answered: decisions that are open no more."""

    touched: set[Key]
    offer: Offer | None = None
    answered: Sequence[UUID] = ()


class Folding:
    def __init__(self, platform: Platform, counts: Counts, deciding: Deciding) -> None:
        self._platform = platform
        self._counts = counts
        self._deciding = deciding

    def act(self, standing: Standing, batch: ActionBatch, at_ms: int) -> Folded:
        """Raises Unreadable for a flood."""
        learning, acting = standing.learning, self._acting(standing)
        fresh = [action for action in batch.actions if learning.is_fresh(batch.capture, action.seq)]
        if not standing.kept.admits(len(fresh), at_ms):
            raise Unreadable("flood")
        last: UUID | None = None
        decisive = False
        for action in fresh:
            # Only what the browser's clock says of itself is believed: how long ago it was.
            lag = max(0, batch.sent_at - action.at)
            late = lag > WATERMARK_MS
            acting.fold(action, at_ms if late else max(learning.at, at_ms - lag), late=late)
            last, decisive = action.id, decisive or (not late and type(action) in DECISIVE)
        offer = self._deciding.decide(standing, last) if decisive else None
        return Folded(acting.touched, offer, acting.answered)

    def score(self, standing: Standing, scored: Scored, at_ms: int) -> Folded:
        acting = self._acting(standing)
        late = at_ms - scored.at_ms > WATERMARK_MS
        acting.score(scored, max(standing.learning.at, at_ms), late=late)
        return Folded(acting.touched, None if late else self._deciding.decide(standing, None))

    def _acting(self, standing: Standing) -> Acting:
        return Acting(standing, self._platform.course(standing.course), self._platform.items, self._counts)
