"""State is a fold of the log, and a change to the log breaks its seals."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from stoa.services.localization.domain.chain import FIRST, Change, Entry, first_fault, fold, sealed
from stoa.services.localization.domain.unit import State, Unit

COURSE = UUID(int=1)
UNITS = [UUID(int=number) for number in range(10, 14)]
CHANGES = st.lists(
    st.builds(
        lambda unit, state, target, score: Change(
            Unit(
                id=unit,
                segment=UUID(int=unit.int + 100),
                course=COURSE,
                object=UUID(int=2),
                locale="es",
                state=state,
                target=target,
                score=score,
                checks=({"check": "numbers", "data": {"found": target}},),
                changed_at=datetime(2026, 1, 2, 3, 4, 5, 678, UTC),
            ),
            "accepted",
        ),
        st.sampled_from(UNITS),
        st.sampled_from(State),
        st.text(),
        st.none() | st.floats(0, 1),
    ),
    min_size=1,
    max_size=12,
)


@given(CHANGES)
def test_units_are_rebuilt_from_the_log_as_they_were_left(changes: list[Change]) -> None:
    entries = sealed(0, FIRST, changes)
    assert first_fault(entries) is None
    assert fold(COURSE, "es", entries) == {change.unit.id: change.unit for change in changes}


@given(CHANGES, st.data())
def test_entry_that_was_changed_is_named(changes: list[Change], data: st.DataObject) -> None:
    entries = sealed(0, FIRST, changes)
    at = data.draw(st.integers(0, len(entries) - 1))
    other = replace(entries[at], said=entries[at].said.replace('"accepted"', '"rejected"'))
    assert first_fault([*entries[:at], other, *entries[at + 1 :]]) == at + 1


def test_entry_that_was_sealed_anew_breaks_the_next_one() -> None:
    unit = Unit(uuid4(), uuid4(), COURSE, uuid4(), "es")
    entries = sealed(0, FIRST, [Change(unit, "proposed"), Change(unit, "accepted")])
    [forged] = sealed(0, FIRST, [Change(replace(unit, target="x"), "proposed")])
    assert first_fault([forged, entries[1]]) == 2


def test_log_goes_on_behind_its_last_entry() -> None:
    unit = Unit(uuid4(), uuid4(), COURSE, uuid4(), "es")
    first: list[Entry] = sealed(0, FIRST, [Change(unit, "proposed")])
    second = sealed(1, first[-1].seal, [Change(unit, "accepted")])
    assert first_fault([*first, *second]) is None
    assert first_fault(second, 1, first[-1].seal) is None
    assert first_fault(second) == 1
