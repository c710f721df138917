import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.services.localization.domain.coded import Code, CodedText, CodeKind, mark
from stoa.services.localization.domain.sentences.coded_text import part
from stoa.services.localization.domain.sentences.cut import cut, parts

CODES = {
    "<": Code(CodeKind.OPEN, "<b>", 1),
    ">": Code(CodeKind.CLOSE, "</b>", 1),
    "{": Code(CodeKind.OPEN, "<i>", 2),
    "}": Code(CodeKind.CLOSE, "</i>", 2),
    "#": Code(CodeKind.ALONE, '<img src="lamp.png">'),
    "|": Code(CodeKind.ALONE, "<br>"),
}


def coded(text: str) -> CodedText:
    """`<` `>` and `{` `}` are pairs of codes, `#` a picture, `|` a line break."""
    codes: list[Code] = []
    signs = []
    for sign in text:
        if sign in CODES:
            signs.append(mark(len(codes)))
            codes.append(CODES[sign])
        else:
            signs.append(sign)
    return CodedText("".join(signs), tuple(codes))


def shown(text: CodedText) -> str:
    by_code = {code: sign for sign, code in CODES.items()}
    signs = {mark(index): by_code[code] for index, code in enumerate(text.codes)}
    return "".join(signs.get(sign, sign) for sign in text.text)


@pytest.mark.parametrize(
    "expected",
    [
        ["<One.> ", "Two."],
        ["One. ", "<Two.>"],
        ["One.", "< Two.>"],
        ["<One. >", "Two."],
        ["<One.> ", "<Two.>"],
        ["<{One.}> ", "{<Two.>}"],
        ["One.# ", "Two."],
        ["One. ", "# Two."],
        ["One.|", "Two."],
        ["One.<> ", "Two."],
    ],
    ids=lambda one: "/".join(one),
)
def test_what_closes_stays_before_a_break_and_what_opens_comes_after(expected: list[str]) -> None:
    assert [shown(one) for one in parts(coded("".join(expected)), "en")] == expected


def test_mark_up_inside_a_word_does_not_hide_it() -> None:
    assert [shown(one) for one in parts(coded("See D<r>. Osei. <S>he knows."), "en")] == [
        "See D<r>. Osei. ",
        "<S>he knows.",
    ]


def test_a_title_in_mark_up_inside_a_sentence_is_not_cut() -> None:
    text = "We read <Light! A History> in May. It is long."
    assert [shown(one) for one in parts(coded(text), "en")] == [
        "We read <Light! A History> in May. ",
        "It is long.",
    ]


def test_a_pair_that_ends_within_a_sentence_is_not_cut() -> None:
    text = "<Take the lens. Then> look. Done."
    assert [shown(one) for one in parts(coded(text), "en")] == ["<Take the lens. Then> look. ", "Done."]


def test_a_pair_around_whole_sentences_leaves_each_of_them_its_half() -> None:
    assert [shown(one) for one in parts(coded("<One. Two.> Three."), "en")] == ["<One. ", "Two.> ", "Three."]


def test_a_pair_around_a_pair_that_cannot_be_cut_is_judged_by_what_is_left() -> None:
    text = "{<One. Two.> and} three. Four."
    assert [shown(one) for one in parts(coded(text), "en")] == ["{<One. Two.> and} three. ", "Four."]


@given(st.text(alphabet="Ab. !?\n<>{}#|。1(\"'", max_size=40))
def test_parts_joined_are_the_text_with_all_its_codes(text: str) -> None:
    whole = coded(text)
    pieces = [part(whole, begin, end) for begin, end in cut(whole, "en")]
    assert "".join(shown(one) for one in pieces) == text
    assert tuple(code for one in pieces for code in one.codes) == whole.codes


@given(st.text(alphabet="Ab. !?\n|#1(\"'", max_size=30), st.text(alphabet="Ab. !?\n#1", max_size=12))
def test_no_break_lies_in_a_pair_that_begins_within_a_sentence(before: str, inside: str) -> None:
    whole = coded(f"{before}and <x{inside}x> then. End")
    begin, end = len(before) + 4, len(before) + 8 + len(inside)
    assert not [span for span in cut(whole, "en") if begin < span.begin < end]
