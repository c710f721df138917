"""A learner's registration, as far as attempts depend on it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from stoa.kernel.errors import Conflict, Forbidden, NotFound, Unavailable
from stoa.kernel.ids import is_new

ON_ITS_WAY = timedelta(minutes=10)
"""How long the news of an enrolment may take before an unknown registration counts as none."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """active: the right is there. starts_at, ends_at: of the run, None is open."""

    registration: UUID
    run: UUID
    course: UUID
    learner: UUID
    active: bool
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def admit(self, now: datetime) -> None:
        """Raises Forbidden or Conflict when nothing may be begun or given any more, or not yet."""
        if not self.active:
            raise Forbidden("enrolment.ended")
        if self.starts_at is not None and now < self.starts_at:
            raise Conflict("run.not_begun", starts_at=self.starts_at)
        if self.ends_at is not None and now >= self.ends_at:
            raise Conflict("run.over", ended_at=self.ends_at)


def unknown_registration(registration: UUID, now: datetime) -> NotFound | Unavailable:
    """The news of a registration made just now may still be on its way."""
    if is_new(registration, now, ON_ITS_WAY):
        return Unavailable("registration.on_its_way", retry_after_s=1)
    return NotFound("registration.missing")
