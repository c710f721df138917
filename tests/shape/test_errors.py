"""Whoever meets an error is told in words what would be right."""

import pytest

from tests.shape.errors import (
    Raised,
    families_without_words,
    raised,
    without_error,
    without_values,
    without_words,
    words_of,
)
from tests.shape.planted import planted
from tests.shape.source import SRC, Source

_FAULT = """
    def buy(count, most):
        if count > most:
            raise Invalid("shop.too_much", field="count", most=most)
        raise Conflict("shop.closed" if most else "shop.empty", until="noon")

    def passed_on(error):
        raise Invalid(error.code, **error.data)

    def one_of_many(kind):
        raise Invalid(f"shop.kind.{kind}")
"""


@pytest.fixture(scope="session")
def words() -> dict[str, str]:
    return words_of(SRC / "web" / "errors")


def test_every_error_has_words(code: list[Source], words: dict[str, str]) -> None:
    assert without_words(raised(code), words) + families_without_words(code, words) == []


def test_every_placeholder_is_given_its_value(code: list[Source], words: dict[str, str]) -> None:
    assert without_values(raised(code), words) == []


def test_no_words_are_kept_for_an_error_that_is_gone(code: list[Source], words: dict[str, str]) -> None:
    assert without_error(words, code) == []


def test_codes_are_found_where_errors_are_made() -> None:
    assert raised(planted("services/shop/commands.py", _FAULT)) == [
        Raised("services/shop/commands.py:4", "shop.too_much", frozenset({"most"})),
        Raised("services/shop/commands.py:5", "shop.closed", frozenset({"until"})),
        Raised("services/shop/commands.py:5", "shop.empty", frozenset({"until"})),
    ]


def test_error_without_words_is_found_out() -> None:
    fault = planted("services/shop/commands.py", _FAULT)
    known = {"shop.too_much": "At most {most}.", "shop.closed": "Closed."}
    assert without_words(raised(fault), known) == ["services/shop/commands.py:5 shop.empty has no words"]
    assert families_without_words(fault, known) == ["services/shop/commands.py:11 shop.kind.… has no words"]


def test_placeholder_without_a_value_is_found_out() -> None:
    found = raised(planted("services/shop/commands.py", _FAULT))
    known = {"shop.too_much": "At most {most}, not {count:.1f}.", "shop.closed": "Until {until}."}
    assert without_values(found, known) == ["services/shop/commands.py:4 shop.too_much gives no count"]


def test_value_that_is_added_on_the_way_is_seen() -> None:
    fault = """
        def read(data):
            raise Invalid("film.damaged")

        def deliver(thing):
            try:
                read(thing)
            except Invalid as error:
                told = {"object": thing.title, **error.data}
                raise Invalid(error.code, **told) from error
    """
    found = raised(planted("services/cinema/domain.py", fault))
    assert without_values(found, {"film.damaged": "“{object}” cannot be read."}) == []


def test_words_without_an_error_are_found_out() -> None:
    fault = planted("services/shop/commands.py", _FAULT)
    known = {"shop.too_much": "", "shop.kind.tea": "", "shop.forgotten": ""}
    assert without_error(known, fault) == ["shop.forgotten"]
