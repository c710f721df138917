"""What becomes of a unit that comes back in a file."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.kernel.ids import new_id
from stoa.kernel.locale import Locale
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.exchange.unit import ExchangedUnit
from stoa.services.localization.domain.file import Outcome
from stoa.services.localization.domain.places import Form
from stoa.services.localization.domain.post_edit import Kind, PostEdit
from stoa.services.localization.domain.returned import Returned, name_of, returned, ruling
from stoa.services.localization.domain.segment import Segment, content_checksum
from stoa.services.localization.domain.task import Task
from stoa.services.localization.domain.unit import State, Unit

_NOW = datetime(2026, 1, 31, tzinfo=UTC)
_SENDER = new_id()
_SOURCE = CodedText("It bends.")
_CHECKSUM = content_checksum(_SOURCE)


def task(**changes: Any) -> Task:
    course, thing, segment = new_id(), new_id(), new_id()
    unit = Unit(new_id(), segment, course, thing, "es", source=_CHECKSUM, version=3)
    placed = Segment(segment, course, thing, "html", next(iter(Form)), 0, _SOURCE, _CHECKSUM, "")
    return Task(replace(unit, **changes), placed, None, "Light", "Optics", "en")


def came_back(there: Task, target: str, state: State = State.INITIAL) -> Returned:
    """As it went out, with the target."""
    name = name_of(there.unit, there.segment.checksum)
    part = ExchangedUnit(name, Locale("en"), Locale("es"), _SOURCE, CodedText(target), state)
    found = returned(part)
    assert found is not None
    return found


def outcome(one: Returned, there: Task | None) -> tuple[Outcome, str]:
    found = ruling(one, there, _SENDER, _NOW)
    return found.outcome, found.code


def test_changed_target_of_a_unit_that_did_not_move_is_taken() -> None:
    there = task()
    assert outcome(came_back(there, "Se dobla."), there) == (Outcome.TAKEN, "")


def test_target_that_stands_there_is_known_whatever_version_it_has() -> None:
    there = task(target="Se dobla.", state=State.REVIEWED)
    one = came_back(there, "Se dobla.", State.REVIEWED)
    later = replace(there, unit=replace(there.unit, version=9))
    assert outcome(one, there) == outcome(one, later) == (Outcome.KNOWN, "")


def test_target_that_was_neither_changed_nor_raised_says_nothing() -> None:
    there = task(target="Se dobla.")
    assert outcome(came_back(there, "Se dobla."), there) == (Outcome.LEFT, "")
    assert outcome(came_back(there, ""), there) == (Outcome.LEFT, "")
    assert outcome(came_back(there, "Se dobla.", State.TRANSLATED), there) == (Outcome.TAKEN, "")


@given(st.integers(0, 20).filter(lambda version: version != 3))
def test_unit_of_any_other_version_is_a_conflict(version: int) -> None:
    there = task()
    one = came_back(there, "Se dobla.")
    moved = replace(there, unit=replace(there.unit, version=version, target="Se curva."))
    assert outcome(one, moved) == (Outcome.CONFLICT, "unit.changed")


def test_unit_whose_source_says_something_else_is_a_conflict_even_at_the_same_version() -> None:
    there = task()
    one = came_back(there, "Se dobla.")
    other = CodedText("It bends a little.")
    moved = replace(there.segment, coded=other, checksum=content_checksum(other))
    assert outcome(one, replace(there, segment=moved)) == (Outcome.CONFLICT, "unit.source_changed")
    assert outcome(replace(one, said=other), there) == (Outcome.CONFLICT, "unit.source_changed")
    assert outcome(one, None) == (Outcome.CONFLICT, "unit.unknown")


def test_unit_in_somebody_elses_hands_is_a_conflict_until_the_lease_ends() -> None:
    there = task()
    waiting = PostEdit(there.unit.id, there.unit.course, "es", Kind.EDIT, 5, None, _NOW, holder=new_id())
    held = replace(there, waiting=replace(waiting, held_until=_NOW + timedelta(minutes=1)))
    over = replace(there, waiting=replace(waiting, held_until=_NOW - timedelta(minutes=1)))
    one = came_back(there, "Se dobla.")
    assert outcome(one, held) == (Outcome.CONFLICT, "post_edit.taken")
    assert outcome(one, over) == (Outcome.TAKEN, "")


def test_own_second_look_and_a_final_unit_are_refused() -> None:
    there = task()
    waiting = PostEdit(there.unit.id, there.unit.course, "es", Kind.REVIEW, 5, None, _NOW, not_by=_SENDER)
    one = came_back(there, "Se dobla.")
    assert outcome(one, replace(there, waiting=waiting)) == (Outcome.REFUSED, "post_edit.own_review")
    final = task(state=State.FINAL, target="Se curva.")
    assert outcome(came_back(final, "Se dobla."), final) == (Outcome.REFUSED, "unit.final")


@pytest.mark.parametrize("name", [None, "", "7", "u-x-v1-0", f"u-{'-' * 36}-v1-{'0' * 16}"])
def test_name_that_never_went_out_is_none_of_ours(name: str | None) -> None:
    part = ExchangedUnit(name, Locale("en"), Locale("es"), _SOURCE, CodedText("Se dobla."))
    assert returned(part) is None
