"""Of a text counts what a teacher would count."""

import pytest

from stoa.services.assessment.domain.text import Pattern, TextKey, normalise


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("  Refraction ", "refraction"),
        ("don’t", "don't"),
        ("STRASSE", "straße"),
        ("e\u0301tude", "étude"),
        ("H₂O", "h2o"),
        ("ﬁeld", "field"),
        ("two\u00a0 words", "two words"),
        ("\u200fضوء\u200f", "ضوء"),
        ("well‑known", "well-known"),
    ],
)
def test_spelling_that_differs_only_in_writing_is_the_same(typed: str, meant: str) -> None:
    assert normalise(typed, False) == normalise(meant, False)


def test_case_counts_where_the_author_says_so() -> None:
    key = TextKey((Pattern.exact("Na", case_sensitive=True),), case_sensitive=True)
    assert key.judge("Na")[0] == 1
    assert key.judge("NA")[0] == 0


def test_the_first_pattern_that_accepts_decides() -> None:
    key = TextKey((Pattern.matching("re(fl|fr)action", 0.5, "almost"), Pattern.exact("reflaction")))
    assert key.judge("Reflaction") == (0.5, "almost")


def test_what_is_shown_as_right_is_right() -> None:
    shadowed = TextKey((Pattern.matching(".*", 0.0), Pattern.exact("light")))
    assert shadowed.written() is None
    assert TextKey((Pattern.matching("lights?"), Pattern.exact("light"))).written() == "light"
