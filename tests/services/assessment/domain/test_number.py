"""Numbers are read as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.kernel.errors import Invalid
from stoa.services.assessment.domain.number import NearMiss, NumberKey, Range, parse_number, write_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3.14", "3.14"),
        ("3,14", "3.14"),
        (" +7 ", "7"),
        ("−0,5", "-0.5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("6.02e23", "6.02e23"),
        ("6,02 × 10^23", "6.02e23"),
        ("1e-3", "0.001"),
        ("٣٫١٤", "3.14"),
        ("۱۲۳", "123"),
        ("१२", "12"),
        ("１２", "12"),
        ("1 250 000", "1250000"),
        ("12’500", "12500"),
        ("0,125", "0.125"),
    ],
)
def test_a_number_is_read_in_any_script_with_either_mark(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize(("text", "locale"), [("1,250", "en"), ("12.500", "de"), ("-1,250", "en-GB")])
def test_a_mark_that_may_set_off_thousands_is_asked_about(text: str, locale: str) -> None:
    with pytest.raises(Invalid, match=r"response\.number_ambiguous") as refusal:
        parse_number(text, locale=locale)
    assert refusal.value.field == "given"


@pytest.mark.parametrize(("text", "locale"), [("1,250", "de"), ("1.250", "en")])
def test_the_mark_of_the_locale_is_never_asked_about(text: str, locale: str) -> None:
    assert parse_number(text, locale=locale) == Decimal("1.25")


@pytest.mark.parametrize(
    "text", ["", "-", ".", "1.2.3", "1,2,3", "12a", "one", "1e9999", "0x10", "NaN", "∞", "1 2"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match=r"response\.no_number"):
        parse_number(text)


@pytest.mark.parametrize("text", ["5", "5 cm", "5cm", "5 CM", "5 ㎝"])
def test_the_unit_may_stand_behind_the_number(text: str) -> None:
    assert parse_number(text, "cm") == 5


def test_another_unit_is_no_number_so_that_it_costs_no_try() -> None:
    with pytest.raises(Invalid, match=r"response\.no_number"):
        parse_number("5 km", "cm")


def test_both_ends_of_a_range_are_in_it() -> None:
    around = Range.around(0.2, 0.1)
    assert around.holds(Decimal("0.1"))
    assert around.holds(Decimal("0.3"))
    assert not around.holds(Decimal("0.3000001"))


def test_a_relative_tolerance_is_a_share_of_the_value() -> None:
    assert Range.around(-200, 0.05, relative=True).holds(Decimal(-190))
    assert not Range.around(-200, 0.05, relative=True).holds(Decimal(-189))


def test_near_misses_are_tried_in_order_after_what_is_right() -> None:
    misses = (NearMiss(Range.around(65, 1), 0.5, "first"), NearMiss(Range.around(65, 5), 0.2, "second"))
    key = NumberKey(Range.around(25), misses)
    assert key.judge("25") == (1.0, "")
    assert key.judge("65") == (0.5, "first")
    assert key.judge("68") == (0.2, "second")
    assert key.judge("99") == (0.0, "")


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(["en", "de", "ar", "es"]))
def test_a_number_written_is_read_again(number: float, locale: str) -> None:
    value = Decimal(str(number))
    assert parse_number(write_number(value, locale), locale=locale) == value
