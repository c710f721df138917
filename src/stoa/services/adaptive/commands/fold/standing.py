"""One registration at work: who it is of, and all that its fold goes on from."""

from dataclasses import dataclass
from uuid import UUID

import msgspec
from msgspec import field

from stoa.contracts.adaptive import LearnerLive
from stoa.kernel.ids import PersonId, TenantId
from stoa.runtime.live import subjects
from stoa.services.adaptive.domain.changes import State
from stoa.services.adaptive.domain.features import Features
from stoa.services.adaptive.domain.learning import Learning

WINDOW_MS = 10_000
MOST_IN_WINDOW = 1_000
"""Actions of a registration that are folded in ten seconds; a page makes some twenty."""
MOST_SCORED = 64
"""Responses remembered: the server knows a repeat by itself for two minutes."""


class Kept(msgspec.Struct, array_like=True):
    """change: of the enrolment. window: of ten seconds, in which `folded` actions were taken.

    scored: responses that were folded last, the newest last.
    """

    learning: Learning = field(default_factory=Learning)
    active: bool = True
    change: int = 0
    window: int = 0
    folded: int = 0
    scored: list[UUID] = []

    def is_new(self, response: UUID) -> bool:
        """Whether the response was not folded yet. It counts as folded from now on."""
        if response in self.scored:
            return False
        self.scored = [*self.scored[1 - MOST_SCORED :], response]
        return True

    def admits(self, actions: int, at: int) -> bool:
        """Whether so many more are taken: a flood is stopped, whatever it holds."""
        window = at // WINDOW_MS
        if window != self.window:
            self.window, self.folded = window, 0
        self.folded += actions
        return self.folded <= MOST_IN_WINDOW


_ENCODER = msgspec.msgpack.Encoder(uuid_format="bytes")
_DECODER = msgspec.msgpack.Decoder(Kept)


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
    _subject: str = ""
    features: Features | None = None
    features_at: int = -1

    @property
    def learning(self) -> Learning:
        return self.kept.learning

    def subject(self, tenant: TenantId) -> str:
        """Where decisions for the learner are told. Kept: it is asked after every message."""
        self._subject = self._subject or subjects.decisions(tenant, PersonId(self.learner))
        return self._subject

    def state(self, live: LearnerLive) -> State:
        """Equal histories give equal bytes of `state`."""
        return State(
            self.registration,
            self.learner,
            self.run,
            self.course,
            self.learning.sequence,
            _ENCODER.encode(self.kept),
            msgspec.json.encode(live),
        )


def standing_from(state: State) -> Standing:
    kept = _DECODER.decode(state.state)
    return Standing(state.registration, state.learner, state.run, state.course, kept)
