"""Dates of runs, who may come in, languages, places."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from stoa.services.tracking.domain.admission import (
    Invite,
    check_invite,
    check_self,
    check_staff,
    may_enrol_self,
)
from stoa.services.tracking.domain.language import Chosen, choose
from stoa.services.tracking.domain.place import Place, later, plausible
from stoa.services.tracking.domain.run import Admission, Phase, Run, Schedule, instant, local_text
from tests.services.tracking.domain.courses import known

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def run(schedule: Schedule = Schedule()) -> Run:
    return Run(known(1), known(2), schedule, frozenset({known(3)}), 1)


def invite(
    *, expires_at: datetime | None = None, uses: int | None = None, used: int = 0, revoked: bool = False
) -> Invite:
    return Invite(known(4), known(1), "code", expires_at, uses, used, revoked)


def test_a_run_without_dates_is_always_open() -> None:
    assert Schedule().phase(NOW) is Phase.OPEN


def test_a_run_opens_at_its_start_and_is_over_at_its_end() -> None:
    dated = Schedule(starts_at=NOW, ends_at=NOW + HOUR)
    assert dated.phase(NOW - timedelta(seconds=1)) is Phase.NOT_OPEN_YET
    assert dated.phase(NOW) is Phase.OPEN
    assert dated.phase(NOW + HOUR) is Phase.ENDED


@pytest.mark.parametrize(
    ("schedule", "field"),
    [
        (Schedule(starts_at=NOW, ends_at=NOW), "ends_at"),
        (Schedule(ends_at=NOW, enrol_until=NOW + HOUR), "enrol_until"),
        (Schedule(places=0), "places"),
        (Schedule(time_zone="Mars/Olympus"), "time_zone"),
        (Schedule(time_zone="../../etc/passwd"), "time_zone"),
    ],
)
def test_a_schedule_that_cannot_be_names_its_field(schedule: Schedule, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        schedule.checked()
    assert refused.value.field == field


def test_nobody_comes_into_a_full_ended_or_closed_run() -> None:
    with pytest.raises(Conflict, match=r"run\.full"):
        check_self(run(Schedule(places=2)), 2, NOW)
    with pytest.raises(Conflict, match=r"run\.ended"):
        check_self(run(Schedule(ends_at=NOW)), 0, NOW)
    with pytest.raises(Conflict, match=r"run\.enrolment_over"):
        check_self(run(Schedule(enrol_until=NOW)), 0, NOW)
    with pytest.raises(Forbidden):
        check_self(run(Schedule(admission=Admission.INVITED)), 0, NOW)
    assert may_enrol_self(run(Schedule(places=2, starts_at=NOW + HOUR)), 1, NOW)


def test_an_invite_opens_a_run_for_invited_until_it_expires_or_is_used_up() -> None:
    invited = run(Schedule(admission=Admission.INVITED))
    check_invite(invited, invite(expires_at=NOW + HOUR, uses=2, used=1), 0, NOW)
    with pytest.raises(Conflict, match=r"invite\.expired"):
        check_invite(invited, invite(expires_at=NOW), 0, NOW)
    with pytest.raises(Conflict, match=r"invite\.used_up"):
        check_invite(invited, invite(uses=2, used=2), 0, NOW)
    with pytest.raises(NotFound):
        check_invite(invited, invite(revoked=True), 0, NOW)
    with pytest.raises(Forbidden):
        check_invite(run(Schedule(admission=Admission.NOBODY)), invite(), 0, NOW)


def test_the_staff_adds_learners_until_the_end() -> None:
    check_staff(run(Schedule(enrol_until=NOW - HOUR, admission=Admission.NOBODY)), NOW)
    with pytest.raises(Conflict):
        check_staff(run(Schedule(ends_at=NOW)), NOW)


def test_a_time_of_a_form_is_meant_in_the_zone_of_the_run() -> None:
    told = instant("2026-09-01T09:00", "America/Bogota", "starts_at")
    assert told is not None
    assert told.astimezone(UTC) == datetime(2026, 9, 1, 14, tzinfo=UTC)
    assert local_text(told, "America/Bogota") == "2026-09-01T09:00"
    assert instant("", "UTC", "starts_at") is None
    with pytest.raises(Invalid):
        instant("tomorrow", "UTC", "starts_at")


def test_the_locale_is_exact_then_of_the_language_then_the_source() -> None:
    available = ["en", "es-MX", "pt-BR"]
    assert choose(available, ["pt-BR"]) == Chosen("pt-BR", exact=True)
    assert choose(available, ["es-ES"]) == Chosen("es-MX", exact=True)
    assert choose(available, ["ar"]) == Chosen("en", exact=False)
    assert choose(available, ["ar", "pt-PT"]) == Chosen("pt-BR", exact=True)


@given(st.permutations(range(6)))
def test_the_last_place_wins_whatever_the_order_of_arrival(order: list[int]) -> None:
    held: Place | None = None
    for minute in order:
        held = later(held, Place(NOW + timedelta(minutes=minute), anchor=f"p-{minute}"))
    assert held is not None
    assert held.anchor == "p-5"


def test_a_clock_that_is_ahead_does_not_hold_the_place_for_ever() -> None:
    assert plausible(NOW + timedelta(days=400), NOW) == NOW
    assert plausible(NOW - HOUR, NOW) == NOW - HOUR
