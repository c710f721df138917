"""Which item a decision is about."""

from uuid import UUID

from stoa.services.adaptive.domain.learning import Learning
from stoa.services.adaptive.domain.outcome import Outcome

_OPEN = frozenset({"waiting", "waiting_s", "changes"})
_ANSWERED = frozenset(
    {"wrong_in_row", "right_in_row", "responses_here", "accuracy_lately", "accuracy_change"}
)


def item_about(outcome: Outcome, learning: Learning) -> UUID | None:
    """The one that lies open where that was the reason; the one answered last where responses were."""
    reasons = {reason.feature for reason in outcome.reasons}
    if reasons & _OPEN:
        return learning.waiting.item
    return learning.visit.answered if reasons & _ANSWERED else None
