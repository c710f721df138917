"""Who may be enrolled in a run, and by which way."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from stoa.kernel.errors import Conflict, Forbidden, NotFound
from stoa.services.tracking.domain.run import Admission, Phase, Run

MOST_USES = 100_000


class Way(StrEnum):
    SELF = "self"
    INVITE = "invite"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Invite:
    """A code that lets whoever holds it into a run. uses: None is any number. revoked: taken back."""

    id: UUID
    run: UUID
    code: str
    expires_at: datetime | None
    uses: int | None
    used: int
    revoked: bool

    def still_good(self, now: datetime) -> bool:
        return not self.revoked and not self._expired(now) and not self._used_up()

    def _expired(self, now: datetime) -> bool:
        return self.expires_at is not None and now >= self.expires_at

    def _used_up(self) -> bool:
        return self.uses is not None and self.used >= self.uses

    def check(self, now: datetime, *, used_before: bool = False) -> None:
        """used_before: who comes did so by it already, which counts once.

        Raises NotFound when it was taken back, Conflict when it is expired or used up.
        """
        if self.revoked:
            raise NotFound("invite.unknown")
        if self._expired(now):
            raise Conflict("invite.expired", at=self.expires_at)
        if self._used_up() and not used_before:
            raise Conflict("invite.used_up", uses=self.uses)


def check_self(run: Run, enrolled: int, now: datetime) -> None:
    """Raises Forbidden or Conflict unless somebody may come in by themself."""
    if run.schedule.admission is not Admission.EVERYONE:
        raise Forbidden("run.not_open_to_everyone")
    _check_time(run, now)
    _check_places(run, enrolled)


def check_invite(
    run: Run, invite: Invite, enrolled: int, now: datetime, *, used_before: bool = False
) -> None:
    """Raises Forbidden, NotFound or Conflict unless the invite lets somebody in."""
    if run.schedule.admission is Admission.NOBODY:
        raise Forbidden("run.not_open_to_everyone")
    invite.check(now, used_before=used_before)
    _check_time(run, now)
    _check_places(run, enrolled)


def places_left(run: Run, enrolled: int) -> int | None:
    """None is any number."""
    return None if run.schedule.places is None else max(0, run.schedule.places - enrolled)


def check_staff(run: Run, now: datetime) -> None:
    """The staff may add learners until the run has ended. Raises Conflict."""
    if run.schedule.phase(now) is Phase.ENDED:
        raise Conflict("run.ended", at=run.schedule.ends_at)


def check_leave(run: Run, way: Way, now: datetime) -> None:
    """Who came by themself may leave until the run has ended. Raises Forbidden or Conflict."""
    if way is Way.STAFF:
        raise Forbidden("enrolment.by_staff")
    check_staff(run, now)


def may_leave(run: Run, way: Way, now: datetime) -> bool:
    try:
        check_leave(run, way, now)
    except (Conflict, Forbidden):
        return False
    return True


def may_enrol_self(run: Run, enrolled: int, now: datetime) -> bool:
    try:
        check_self(run, enrolled, now)
    except (Conflict, Forbidden):
        return False
    return True


def _check_time(run: Run, now: datetime) -> None:
    schedule = run.schedule
    if schedule.phase(now) is Phase.ENDED:
        raise Conflict("run.ended", at=schedule.ends_at)
    if schedule.enrol_until is not None and now >= schedule.enrol_until:
        raise Conflict("run.enrolment_over", at=schedule.enrol_until)


def _check_places(run: Run, enrolled: int) -> None:
    if places_left(run, enrolled) == 0:
        raise Conflict("run.full", places=run.schedule.places)
