"""The longest target and source that are taken are checked in moments, however they are made."""

from time import process_time

import pytest

from stoa.kernel.locale import Locale
from stoa.services.localization.domain.checks.doubled import doubled_stretch
from stoa.services.localization.domain.checks.finding import Rendering
from stoa.services.localization.domain.coded import Code, CodedText, CodeKind, mark
from stoa.services.localization.domain.judgement import judge
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.post_edit import LONGEST_TARGET
from stoa.services.localization.domain.terms.glossary import Glossary
from stoa.services.localization.domain.terms.term import Term

_MOST_S = 2
"""Of the processor; they take a tenth of a second. What grew with the square took 13, 28 and 70 seconds."""
_PAIR = LocalePair("en", "es")


def judged_in_s(source: CodedText, target: str, glossary: Glossary) -> float:
    before = process_time()
    judge(source, target, glossary)
    return process_time() - before


@pytest.mark.parametrize(
    "sign",
    [
        " x",
        "la la ",
        "{n, plural, one {",
        "1,2 ",
        "a@b.co ",
        "http://a.b/ ",
        "{a} %s ",
        "A b c d e. ",
        "(",
        "\u2066",
    ],
)
def test_text_that_says_one_thing_without_end_is_checked(sign: str) -> None:
    text = (sign * LONGEST_TARGET)[:LONGEST_TARGET]
    for source in ("It bends.", text):
        assert judged_in_s(CodedText(source), text, Glossary(_PAIR)) < _MOST_S


def test_thousands_of_terms_are_sought_in_a_text_of_them() -> None:
    words = [f"wo{chr(97 + at % 26)}{chr(97 + at // 26 % 26)}{chr(97 + at // 676)}x" for at in range(2_000)]
    glossary = Glossary(_PAIR, tuple(Term(word, f"{word}o", (), case=False) for word in words))
    source = " ".join(words * 2)[:LONGEST_TARGET]
    assert judged_in_s(CodedText(source), "luz " * (LONGEST_TARGET // 4), glossary) < _MOST_S
    kept = " ".join(f"{word}o" for word in words * 2)[:LONGEST_TARGET]
    assert judged_in_s(CodedText(source), kept, glossary) < _MOST_S


def test_thousands_of_codes_are_compared() -> None:
    half = range(3_000)
    codes = [Code(kind, "<b>", at) for at in half for kind in (CodeKind.OPEN, CodeKind.CLOSE)]
    nested = "".join(mark(2 * at) for at in half) + "w" + "".join(mark(2 * at + 1) for at in reversed(half))
    crossed = "".join(mark(2 * at) for at in half) + "w" + "".join(mark(2 * at + 1) for at in half)
    for target in (nested, crossed, "w"):
        assert judged_in_s(CodedText(nested, tuple(codes)), target, Glossary(_PAIR)) < _MOST_S


def test_words_in_which_nothing_follows_itself_are_searched() -> None:
    """The sequence of Thue, three words without a square however long it is."""
    words = "a"
    while len(words) < LONGEST_TARGET // 2:
        words = "".join({"a": "abc", "b": "ac", "c": "b"}[one] for one in words)
    text = CodedText(" ".join(words[: LONGEST_TARGET // 2]))
    before = process_time()
    assert not list(doubled_stretch(Rendering(CodedText("It bends."), text, Locale("en"), Locale("es"))))
    assert process_time() - before < _MOST_S
