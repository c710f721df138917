"""Where one item of an attempt stands: what was given, what may be said of it, what may still be done."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from stoa.services.assessment.domain.item import Item, Response
from stoa.services.assessment.domain.reveal import Reveal
from stoa.services.assessment.domain.tries import TryPolicy, policy_for


class State(StrEnum):
    """OPEN: nothing given. SAVED: given, nothing said of it. TRIED: scored, a try is left. OVER: settled."""

    OPEN = "open"
    SAVED = "saved"
    TRIED = "tried"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Try:
    """A response that was kept. share: of the points, whichever try it was. hints: seen by then."""

    id: UUID
    number: int
    response: Response
    share: float
    hints: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """shares: of all tries in turn. last: the last try. hints: how many were shown.

    answer_shown: the learner asked to see what is right. submitted: the attempt is over.
    graded: a grader looks, from whom nothing is kept back.
    """

    item: Item
    reveal: Reveal
    shares: tuple[float, ...] = ()
    last: Try | None = None
    hints: int = 0
    answer_shown: bool = False
    submitted: bool = False
    graded: bool = False

    @property
    def policy(self) -> TryPolicy:
        return policy_for(self.item, self.reveal)

    @property
    def state(self) -> State:
        if self.submitted or self.answer_shown or self.policy.is_over(self.shares):
            return State.OVER
        if not self.shares:
            return State.OPEN
        return State.TRIED if self.policy.told else State.SAVED

    @property
    def tries_left(self) -> int:
        return 0 if self.state is State.OVER else self.policy.most - len(self.shares)

    @property
    def earned(self) -> float:
        """Share of the points, in [0, 1]."""
        return self.policy.earned(self.shares)

    @property
    def may_tell(self) -> bool:
        """Whether score and feedback may be shown now."""
        if self.last is None:
            return False
        if self.graded or self.reveal is Reveal.NEVER:
            return self.graded
        return self.submitted or self.reveal is Reveal.AFTER_RESPONSE

    @property
    def may_reveal(self) -> bool:
        """Whether what was right may be shown now."""
        if self.graded or self.reveal is Reveal.NEVER:
            return self.graded
        return self.submitted or (self.reveal is Reveal.AFTER_RESPONSE and self.state is State.OVER)

    @property
    def hints_shown(self) -> tuple[str, ...]:
        return self.item.hints[: self.hints]
