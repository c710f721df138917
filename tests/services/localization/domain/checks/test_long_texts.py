"""A text made to be slow to read is read as fast as any other of its length."""

from time import process_time

import pytest

from stoa.kernel.captions import read_captions
from stoa.kernel.locale import Locale
from stoa.services.localization.domain.checks.finding import Rendering
from stoa.services.localization.domain.checks.numbers import numbers_changed
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.inline.coder import TooManyCodes
from stoa.services.localization.domain.inline.cues import take_cue

_MOST_S = 5
"""Of the processor. What was quadratic took minutes and hours."""


@pytest.mark.parametrize("sign", ["1,", "7", "٧", "1.", " 12:30", "1 ", "-1"])
def test_numbers_without_end_are_compared(sign: str) -> None:
    before = process_time()
    source, target = CodedText("It has 5 wheels", ()), CodedText(sign * (20_000 // len(sign)), ())
    [found] = numbers_changed(Rendering(source, target, Locale("en"), Locale("es")))
    assert found["missing"] == "5"
    assert process_time() - before < _MOST_S


@pytest.mark.parametrize(
    "tags", ["<v" + " " * 100_000 + "x", "<v " * 30_000, "<a" * 50_000, "<" + "a" * 50_000]
)
def test_tags_without_end_are_read(tags: str) -> None:
    before = process_time()
    [cue] = read_captions(f"WEBVTT\n\n00:00.000 --> 00:01.000\nhi {tags}".encode())
    assert cue.text == "hi"
    try:
        take_cue(cue.payload)
    except TooManyCodes:
        """It stays as it is."""
    assert process_time() - before < _MOST_S
