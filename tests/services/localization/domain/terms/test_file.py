"""Glossaries as tables."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.kernel.errors import Invalid
from stoa.kernel.ids import new_id
from stoa.services.localization.domain.terms.file import read_terms, write_terms
from stoa.services.localization.domain.terms.wording import KeptTerm, Use, Wording

_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20).map(
    lambda text: f"a{text}"
)
_WORDING = st.builds(
    Wording,
    source_locale=st.just("en"),
    target_locale=st.sampled_from(["es", "ar", "pt-BR"]),
    source=_WORDS,
    target=_WORDS,
    use=st.just(Use.PREFERRED),
    scope=st.sampled_from(["tenant", f"course:{new_id()}", "domain:optics"]),
    case=st.booleans(),
    note=st.sampled_from(["", "=SUM(A1)", 'of light, "rays"; two\nlines']),
)


def kept(wording: Wording) -> KeptTerm:
    return KeptTerm(new_id(), wording, 1, new_id(), datetime(2026, 1, 1, tzinfo=UTC))


@given(st.lists(_WORDING, max_size=5))
def test_what_is_written_is_read_again_the_same(wordings: list[Wording]) -> None:
    assert read_terms(write_terms(map(kept, wordings))) == wordings


def test_spreadsheet_finds_no_formula_in_it() -> None:
    table = write_terms([kept(Wording("en", "es", "-course", "=curso"))]).decode("utf-8-sig")
    assert "'-course" in table
    assert "'=curso" in table


def test_columns_stand_in_any_order_and_only_four_are_needed() -> None:
    found = read_terms(b"target;source;target_locale;source_locale\ncurso;course;es;en\n")
    assert found == [Wording("en", "es", "course", "curso")]


@pytest.mark.parametrize(
    ("row", "line", "why"),
    [
        ("en,es,course,,", 2, "term.empty"),
        ("en,klingon,course,curso,", 2, "locale.malformed"),
        ("en,es,course,curso,perhaps", 2, "term.use"),
        ("en,es,a,b,\nen,en,course,curso,", 3, "term.one_language"),
    ],
)
def test_line_that_cannot_be_read_is_named_with_the_reason(row: str, line: int, why: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_terms(f"source_locale,target_locale,source,target,use\n{row}\n".encode())
    assert (refused.value.code, refused.value.data["line"], refused.value.data["why"]) == (
        "term.line",
        line,
        why,
    )


def test_file_without_a_needed_column_says_which_there_are() -> None:
    with pytest.raises(Invalid) as refused:
        read_terms(b"source,target\na,b\n")
    assert refused.value.data["column"] == "source_locale"
