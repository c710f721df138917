"""Expressions agree with Python's own on the grammar they have, and never run long."""

import re
from time import thread_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stoa.kernel.errors import Invalid
from stoa.services.assessment.domain.expression import Expression

atoms = st.sampled_from(
    ["a", "b", "ab", ".", "[ab]", "[^a]", "\\d", "\\w", "\\.", "(a|b)", "(?:ab|)", "(a(b)?)"]
)
repeats = st.sampled_from(["", "", "?", "*", "+", "{2}", "{1,3}", "{0,}", "+?"])
pieces = st.tuples(atoms, repeats).map("".join)
patterns = st.lists(pieces, max_size=5).map("".join) | st.lists(pieces, min_size=2, max_size=3).map("|".join)


@settings(max_examples=400)
@given(patterns, st.text("abAB.1é", max_size=8))
def test_it_accepts_what_python_accepts(pattern: str, text: str) -> None:
    assert Expression.compile(pattern, True).matches(text) == bool(re.fullmatch(pattern, text))


@given(patterns, st.text("abAB.1", max_size=8))
def test_without_case_it_accepts_what_python_accepts(pattern: str, text: str) -> None:
    expected = bool(re.fullmatch(pattern, text.casefold(), re.IGNORECASE))
    assert Expression.compile(pattern, False).matches(text.casefold()) == expected


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|a)*b", "(a*)*b", "(.*)*(.*)*(.*)*b", "a?" * 40 + "a{40}b"])
def test_a_catastrophic_pattern_takes_no_time(pattern: str) -> None:
    expression = Expression.compile(pattern, True)
    started = thread_time()
    assert not expression.matches("a" * 500)
    assert thread_time() - started < 1.0


@pytest.mark.parametrize(
    "pattern",
    [
        *["a(?=b)", "(?P<x>a)", "(a)\\1", "^a", "a$", "\\bword", "(?i)a", "[[a]", "[z-a]", "a{3,1}"],
        *["(", ")", "a)", "[a", "*a", "a**b{", "\\", "x{1000}", "((a{200}){200}){200}", "a" * 301],
        "(" * 30 + "a" + ")" * 30,
    ],
)
def test_what_the_engine_cannot_do_is_refused(pattern: str) -> None:
    with pytest.raises(Invalid, match=r"pattern.unsupported"):
        Expression.compile(pattern, True)


def test_a_folded_sharp_s_is_two_signs() -> None:
    assert Expression.compile("stra[sß]*e|gro(ß)e?", False).matches("grosse")
