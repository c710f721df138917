"""Who does not let be told how they learn: what their pages still send of it is not folded."""

from uuid import UUID

import msgspec

from stoa.services.adaptive.domain.changes import Known
from stoa.services.adaptive.domain.told import Consented

CONSENT = "consent"
_DECODER = msgspec.json.Decoder(Consented)


class Consents:
    """By learner, as they chose last; who never chose lets it be told."""

    def __init__(self) -> None:
        self._chosen: dict[UUID, Consented] = {}

    def hear(self, learner: UUID, told: Consented) -> bool:
        """Whether it is news."""
        before = self._chosen.get(learner)
        if before is not None and before.version >= told.version:
            return False
        self._chosen[learner] = told
        return True

    def withheld(self, learner: UUID) -> bool:
        chosen = self._chosen.get(learner)
        return chosen is not None and not chosen.learning

    def load(self, row: Known) -> None:
        self._chosen[row.about] = _DECODER.decode(row.data)

    def row(self, learner: UUID) -> Known:
        return Known(CONSENT, learner, msgspec.json.encode(self._chosen[learner]))
