"""What was decided, and what it was chosen from."""

from uuid import UUID

import msgspec

from stoa.services.adaptive.domain.policy import Rule
from stoa.services.adaptive.domain.reason import Reason


class Candidate(msgspec.Struct, frozen=True):
    """rule: None for offering nothing. propensity: how likely it was to be chosen, in [0, 1]."""

    rule: Rule | None
    propensity: float


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """chosen: None when offering nothing was chosen, to explore. best: the first candidate.

    target: object to go to, or that explains. reasons: of what was chosen, or else of the best.
    """

    chosen: Rule | None
    best: Rule
    target: UUID | None
    candidates: tuple[Candidate, ...]
    reasons: tuple[Reason, ...]

    @property
    def explored(self) -> bool:
        return self.chosen is not self.best
