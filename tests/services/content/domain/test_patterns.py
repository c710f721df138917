"""Patterns are quick or refused."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.services.content.domain.patterns import is_quick


@pytest.mark.parametrize(
    "pattern", ["colou?r", "(specular )?reflect(ion|ing)", r"\d{1,3}", "[a-z]+", r"a\.b"]
)
def test_plain_patterns_are_taken(pattern: str) -> None:
    assert is_quick(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "^a",
        "a$",
        "(a+)+",
        "(a|b)*",
        r"(a)\1",
        "(?i)a",
        "(?=a)",
        r"\bword",
        "a{1,21}",
        "a*b*c*",
        "*a",
        "a**",
        "[",
        "[[]",
        "[a--b]",
    ],
)
def test_slow_or_foreign_patterns_are_refused(pattern: str) -> None:
    assert not is_quick(pattern)


@given(st.text(alphabet="ab()|?*+{}[]\\.12,dw", max_size=24))
def test_what_is_taken_is_quick_on_a_long_text(pattern: str) -> None:
    if is_quick(pattern):
        started = time.thread_time()
        re.fullmatch(pattern, "a" * 500 + "!")
        assert time.thread_time() - started < 0.5
