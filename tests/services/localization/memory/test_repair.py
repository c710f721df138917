"""What is changed in a target of the memory, and what is better left as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.services.localization.domain.coded import Code, CodedText, CodeKind, is_mark, mark
from stoa.services.localization.domain.memory.recoded import recoded
from stoa.services.localization.domain.memory.repair import Repair, Repaired, repaired
from stoa.services.localization.domain.terms.term import Term

BOLD = (Code(CodeKind.OPEN, "<b>", 0), Code(CodeKind.CLOSE, "</b>", 0))
ITALIC = (Code(CodeKind.OPEN, "<i>", 0), Code(CodeKind.CLOSE, "</i>", 0))


def repair(wanted: str, source: str, target: str, locale: str = "es", *terms: Term) -> Repaired:
    return repaired(CodedText(wanted), CodedText(source), CodedText(target), locale, terms)


@pytest.mark.parametrize(
    ("wanted", "source", "target", "locale", "becomes"),
    [
        ("Wait 20 minutes", "Wait 15 minutes", "Espere 15 minutos", "es", "Espere 20 minutos"),
        ("Costs 2.5 dollars", "Costs 1.5 dollars", "Cuesta 1,5 dólares", "es", "Cuesta 2,5 dólares"),
        ("From 3 to 9 days", "From 2 to 7 days", "De 2 a 7 días", "es", "De 3 a 9 días"),
        ("See page 7 of 12", "See page 5 of 12", "12ページ中5ページ", "ja", "12ページ中7ページ"),
    ],
)
def test_number_that_changed_is_changed_in_the_target(
    wanted: str, source: str, target: str, locale: str, becomes: str
) -> None:
    assert repair(wanted, source, target, locale).target.text == becomes


@pytest.mark.parametrize(
    ("wanted", "source", "target", "locale"),
    [
        ("Wait 1 minute", "Wait 2 minute", "Espere 2 minutos", "es"),
        ("3 files", "5 files", "5 plików", "pl"),
        ("Add 3 and 5", "Add 2 and 2", "Sume 2 y 2", "es"),
        ("Wait 20 minutes", "Wait 15 minutes", "Espere un cuarto de hora", "es"),
        ("Wait minutes", "Wait 15 minutes", "Espere 15 minutos", "es"),
        ("Version 3 of 20", "Version of 15", "Versión de 15", "es"),
        ("Open MP4 files", "Open MP3 files", "Abra archivos MP3", "es"),
    ],
)
def test_uncertain_number_stays_as_it_was(wanted: str, source: str, target: str, locale: str) -> None:
    result = repair(wanted, source, target, locale)
    assert result == Repaired(CodedText(source), CodedText(target))


@given(st.lists(st.integers(2, 999), min_size=1, max_size=4, unique=True))
def test_numbers_go_where_the_old_ones_were_in_whatever_order(numbers: list[int]) -> None:
    new = [number + 1000 for number in numbers]
    source = " and ".join(f"thing {number}" for number in numbers)
    wanted = " and ".join(f"thing {number}" for number in new)
    target = ", ".join(f"cosa {number}" for number in reversed(numbers))
    assert repair(wanted, source, target, "en").target.text == ", ".join(
        f"cosa {one}" for one in reversed(new)
    )


def test_names_are_exchanged_in_any_language() -> None:
    terms = Term("Moodle", "Moodle"), Term("Canvas", "Canvas")
    result = repair("Open Canvas now", "Open Moodle now", "Abra Moodle ahora", "es", *terms)
    assert result.target.text == "Abra Canvas ahora"
    assert result.repairs == (Repair.TERMS,)


def test_translated_terms_are_exchanged_only_where_words_have_no_forms() -> None:
    japanese = Term("course", "コース"), Term("lesson", "レッスン")
    assert (
        repair("Open the lesson", "Open the course", "コースを開く", "ja", *japanese).target.text
        == "レッスンを開く"
    )
    spanish = Term("course", "curso"), Term("lesson", "lección")
    assert repair("Open the lesson", "Open the course", "Abra el curso", "es", *spanish).repairs == ()


def test_term_that_stands_twice_in_the_target_is_left() -> None:
    terms = Term("Moodle", "Moodle"), Term("Canvas", "Canvas")
    assert repair("Use Canvas", "Use Moodle", "Moodle: use Moodle", "es", *terms).repairs == ()


def test_codes_of_the_same_shape_take_each_others_place() -> None:
    source, target = (CodedText(f"{mark(0)}{word}{mark(1)}", BOLD) for word in ("Page", "Página"))
    wanted = CodedText(f"{mark(0)}Page{mark(1)}", ITALIC)
    assert recoded(wanted, source, target) == CodedText(f"{mark(0)}Página{mark(1)}", ITALIC)


def test_codes_around_the_whole_segment_are_put_around_the_target() -> None:
    wanted = CodedText(f"{mark(0)}A page{mark(1)}", BOLD)
    result = recoded(wanted, CodedText("A page"), CodedText("Una página"))
    assert result == CodedText(f"{mark(0)}Una página{mark(1)}", BOLD)


def test_codes_that_the_segment_has_not_go() -> None:
    source, target = (CodedText(f"{mark(0)}{word}{mark(1)}", BOLD) for word in ("Page", "Página"))
    assert recoded(CodedText("Page"), source, target) == CodedText("Página")


@given(st.text("ab \ue000\ue001", max_size=8), st.booleans())
def test_target_never_has_a_mark_without_a_code(text: str, coded: bool) -> None:
    codes = BOLD if coded else ()
    source, target = CodedText(f"{mark(0)}x", BOLD[:1]), CodedText(f"y{mark(0)}", BOLD[:1])
    wanted = CodedText(text if coded else "".join(sign for sign in text if not is_mark(sign)), codes)
    result = recoded(wanted, source, target)
    assert all(sign < mark(len(codes)) for sign in result.text if is_mark(sign))
