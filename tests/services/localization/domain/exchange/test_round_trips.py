"""What is written is read again, and what was read is written as it was."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stoa.services.localization.domain.exchange.files import Format, export, read, write
from stoa.services.localization.domain.exchange.parts import units
from stoa.services.localization.domain.exchange.unit import ExchangedUnit, Note, Provenance
from stoa.services.localization.domain.unit import State
from tests.services.localization.domain.exchange.drawn import SOURCE, TARGET, targets
from tests.services.localization.domain.exchange.drawn import units as drawn

FORMATS = pytest.mark.parametrize("wanted", list(Format))


def file_of(one: ExchangedUnit, wanted: Format) -> bytes:
    return b"".join(export([one], wanted, SOURCE, TARGET))


def read_one(data: bytes) -> ExchangedUnit:
    (one,) = units(read([data]))
    return one


@FORMATS
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_every_unit_comes_back_as_it_was(wanted: Format, data: st.DataObject) -> None:
    one = data.draw(drawn(wanted))
    assert replace(read_one(file_of(one, wanted)), kept=None) == one


@FORMATS
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_unit_read_and_written_is_the_same_file(wanted: Format, data: st.DataObject) -> None:
    first = b"".join(write(read([file_of(data.draw(drawn(wanted)), wanted)]), wanted))
    assert b"".join(write(read([first]), wanted)) == first


@FORMATS
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_changed_unit_is_written_as_changed(wanted: Format, data: st.DataObject) -> None:
    before = read_one(file_of(data.draw(drawn(wanted)), wanted))
    changed = replace(
        before,
        target=data.draw(targets(before.source)),
        state=data.draw(st.sampled_from(State)),
        notes=(*before.notes, Note("new")),
        provenance=data.draw(st.sampled_from([before.provenance, Provenance("person", "someone")])),
    )
    after = read_one(file_of(changed, wanted))
    expected = changed if wanted is not Format.TMX else replace(changed, provenance=after.provenance)
    assert replace(after, kept=None) == replace(expected, kept=None)
    assert after.provenance.origin == changed.provenance.origin


@FORMATS
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_unit_of_one_format_goes_over_into_another(wanted: Format, data: st.DataObject) -> None:
    before = read_one(file_of(data.draw(drawn(Format.TMX)), Format.TMX))
    after = read_one(file_of(before, wanted))
    assert replace(after, kept=None) == replace(before, kept=None)


@FORMATS
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_pieces_of_any_length_give_the_same_units(wanted: Format, data: st.DataObject) -> None:
    whole = file_of(data.draw(drawn(wanted)), wanted)
    length = data.draw(st.integers(1, 50))
    pieces = (whole[start : start + length] for start in range(0, len(whole), length))
    assert list(units(read(pieces))) == list(units(read([whole])))
