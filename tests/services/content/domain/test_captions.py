"""Captions of a course: what can be published later, and no more than a reader can follow."""

import pytest

from stoa.kernel.errors import Invalid
from stoa.services.content.domain.captions import check_captions

FIRST = "00:01.000 --> 00:03.000\nLight bends.\n\n"


@pytest.mark.parametrize(
    ("rest", "code", "line"),
    [
        ("00:02.000 --> 00:04.000\nToo early.\n", "content.captions.order", 6),
        (f"00:03.000 --> 00:09.000\n{'light ' * 60}\n", "content.captions.too_long", 6),
        ("Words without a time.\n", "captions.timing", 6),
        ("00:03,000 --> 00:04,000\nA comma.\n", "captions.timing", 6),
        ("00:04.000 --> 00:03.000\nBackwards.\n", "captions.ends_first", 6),
    ],
)
def test_captions_with_a_fault_are_refused_with_its_line(rest: str, code: str, line: int) -> None:
    with pytest.raises(Invalid) as caught:
        check_captions(f"WEBVTT\n\n{FIRST}{rest}".encode())
    assert (caught.value.code, caught.value.data["line"]) == (code, line)


def test_notes_and_marks_are_no_words_of_a_caption() -> None:
    note = "NOTE what stood here\n\n"
    marked = f"00:03.000 --> 00:04.000\n<b>{'light ' * 49}</b>\n"
    assert len(check_captions(f"WEBVTT\n\n{note}{FIRST}{marked}".encode())) == 2
