"""What somebody is still writing is shown without reaching into what follows."""

from hypothesis import given
from hypothesis import strategies as st

from stoa.services.localization.domain.coded import Code, CodeKind, index_of, is_mark, mark
from stoa.services.localization.domain.inline.contained import contained

CODES = (
    Code(CodeKind.OPEN, "<b>", 0),
    Code(CodeKind.CLOSE, "</b>", 0),
    Code(CodeKind.ALONE, "<br>"),
    Code(CodeKind.OPEN, "<i>", 1),
    Code(CodeKind.CLOSE, "</i>", 1),
)
B, _B, BR, EM, _EM, NONE = map(mark, range(6))


def test_what_is_right_stays_as_it_is() -> None:
    said = f"{B}One {EM}two{_EM}{_B}{BR}three"
    assert contained(said, CODES) == said


def test_what_is_left_open_is_closed_and_what_was_never_opened_left_out() -> None:
    assert contained(f"{B}One {EM}two", CODES) == f"{B}One {EM}two{_EM}{_B}"
    assert contained(f"One{_B} two{NONE}", CODES) == "One two"
    assert contained(f"{B}One {EM}two{_B} three{_EM}", CODES) == f"{B}One {EM}two{_EM}{_B} three"


@given(st.text(alphabet=["a", " ", B, _B, BR, EM, _EM, NONE], max_size=20))
def test_any_text_is_well_nested_afterwards_and_says_the_same_words(text: str) -> None:
    shown = contained(text, CODES)
    opened: list[int | None] = []
    for sign in filter(is_mark, shown):
        code = CODES[index_of(sign)]
        if code.kind is CodeKind.OPEN:
            opened.append(code.pair)
        elif code.kind is CodeKind.CLOSE:
            assert opened.pop() == code.pair
    assert not opened
    assert [sign for sign in shown if not is_mark(sign)] == [sign for sign in text if not is_mark(sign)]
