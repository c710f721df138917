from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.services.localization.domain.sentences.cut import cut
from stoa.services.localization.domain.sentences.places import Places
from stoa.services.localization.domain.sentences.rules.ours import ours
from stoa.services.localization.domain.sentences.srx import Rule

LOCALES = st.sampled_from(["en", "de", "fr", "ru", "ar", "ja", "zh", "hi", "hy", "th", "xx"])
SIGNS = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("Aa.?! \n\"'()[]1。」…\u00a0•")), max_size=80
)

ASCII = st.lists(
    st.sampled_from(
        ["The", "lamp", "x", "Mr", "p.m", "1", "2", "a", *".?!:,;-*()[]\"'/", " ", " ", " ", "\n", "..."]
    ),
    max_size=40,
).map("".join)


@given(SIGNS, LOCALES)
def test_spans_joined_are_the_text(text: str, locale: str) -> None:
    spans = cut(text, locale)
    assert "".join(text[begin:end] for begin, end in spans) == text
    assert all(begin < end for begin, end in spans)


@given(SIGNS, LOCALES)
def test_cutting_the_same_text_again_gives_the_same_spans(text: str, locale: str) -> None:
    assert cut(text, locale) == cut(text, locale)


@given(ASCII, LOCALES)
def test_rules_that_never_speak_of_ascii_are_not_missed_there(text: str, locale: str) -> None:
    every, those = ours().rules_for(locale), ours().rules_for(locale, ascii_only=True)
    assert _places(those).find(text) == _places(every).find(text)


@cache
def _places(rules: tuple[Rule, ...]) -> Places:
    return Places(rules, trusted=True)


def test_no_text_has_no_sentence() -> None:
    assert cut("", "en") == []


@pytest.mark.parametrize("sign", [".", '"', "(", "1. ", "«", "'", " ", "\n", "。", "a.", "[", "A. "])
def test_one_sign_repeated_is_cut_without_loss(sign: str) -> None:
    """Time is the bench's to measure; a rule that goes back and forth would not come to an end here."""
    text = sign * 20_000
    assert sum(end - begin for begin, end in cut(text, "en")) == len(text)
