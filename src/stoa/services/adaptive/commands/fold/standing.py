"""One registration at work: who it is of, and all that its fold goes on from."""

from dataclasses import dataclass
from uuid import UUID

import msgspec

from stoa.contracts.adaptive import LearnerLive
from stoa.kernel.ids import PersonId, TenantId
from stoa.runtime.live import subjects
from stoa.services.adaptive.domain.changes import State
from stoa.services.adaptive.domain.features import Features
from stoa.services.adaptive.domain.kept import Kept, decode, encode
from stoa.services.adaptive.domain.learning import Learning


@dataclass(slots=True)
class Standing:
    """live, features: as seen and observed when the state was at `live_at`, `features_at`."""

    registration: UUID
    learner: UUID
    run: UUID
    course: UUID
    kept: Kept
    live: LearnerLive | None = None
    live_at: int = -1
    _subjects: tuple[str, str] | None = None
    features: Features | None = None
    features_at: int = -1

    @property
    def learning(self) -> Learning:
        return self.kept.learning

    def told_on(self, tenant: TenantId) -> tuple[str, str]:
        """Where decisions for the learner, and their answers, are told. Kept: it is asked often."""
        if self._subjects is None:
            learner = PersonId(self.learner)
            self._subjects = subjects.decisions(tenant, learner), subjects.answers(tenant, learner)
        return self._subjects

    def state(self, live: LearnerLive) -> State:
        """Equal histories give equal bytes of `state`."""
        return State(
            self.registration,
            self.learner,
            self.run,
            self.course,
            self.learning.sequence,
            encode(self.kept),
            msgspec.json.encode(live),
        )


def standing_from(state: State) -> Standing:
    kept = decode(state.state)
    return Standing(state.registration, state.learner, state.run, state.course, kept)
