"""Terms are known in their inflected forms, and only those."""

import pytest

from stoa.services.localization.domain.terms.found import broken, occurrences
from stoa.services.localization.domain.terms.term import Term

MEMORY = Term("translation memory", "memoria de traducción")
COURSE = Term("course", "curso")


@pytest.mark.parametrize(
    "target",
    ["Las memorias de traducción", "La Memoria de Traducción.", "una\ue000 memoria de\ue001 traducción"],
)
def test_an_inflected_term_is_kept(target: str) -> None:
    assert broken("Translation memories help", target, [MEMORY], ("en", "es")) == []


def test_a_term_in_other_words_is_broken() -> None:
    assert broken("A translation memory", "Un recuerdo", [MEMORY, COURSE], ("en", "es")) == [MEMORY]


def test_a_further_form_is_right_too() -> None:
    term = Term("computer", "ordenador", forms=("computadora",))
    assert broken("Computers", "Las computadoras", [term], ("en", "es")) == []


def test_the_longest_of_overlapping_terms_counts() -> None:
    short = Term("memory", "recuerdo")
    found = occurrences("A translation memory and a memory", [short, MEMORY], "en")
    assert [one.term for one in found] == [MEMORY, short]


def test_capitals_count_where_they_are_said_to() -> None:
    writer = Term("Writer", "Writer", case=True)
    assert occurrences("a writer", [writer], "en") == []
    assert len(occurrences("Open Writer", [writer], "en")) == 1


def test_part_of_a_word_is_no_term() -> None:
    assert occurrences("discourse and courses", [COURSE], "en")[0].start == len("discourse and ")
    assert len(occurrences("discourse and courses", [COURSE], "en")) == 1


def test_scripts_without_blanks_are_searched_as_they_stand() -> None:
    assert broken("the course", "这门课程很好", [Term("course", "课程")], ("en", "zh-CN")) == []
    assert broken("the course", "这门科目很好", [Term("course", "课程")], ("en", "zh-CN")) != []
