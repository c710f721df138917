from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.kernel.captions import Cue, read_captions
from stoa.kernel.errors import Invalid

SAMPLES = sorted((Path(__file__).parents[3] / "shared" / "content" / "webvtt").glob("*.vtt"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_samples_of_other_tools_are_read(sample: Path) -> None:
    cues = read_captions(sample.read_bytes())
    assert cues
    assert not any("<" in cue.text or "-->" in cue.text for cue in cues)


def test_cues_have_times_speakers_and_plain_text() -> None:
    timing = "00:01.500 --> 01:00:02.250 line:0 align:left"
    data = f"WEBVTT - title\n\nNOTE not said\n\n1\n{timing}\n<v.loud Ada>Hello <b>you</b>\n&amp; me\n"
    assert read_captions(data.encode()) == [Cue(1.5, 3602.25, "Hello you & me", "Ada", 6)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"1\n00:00:01,000 --> 00:00:02,000\nSubRip\n", "captions.not_webvtt"),
        (b"WEBVTT\n\n00:00:01,000 --> 00:00:02,000\ncomma\n", "captions.timing"),
        (b"WEBVTT\n\n00:02.000 --> 00:01.000\nback\n", "captions.ends_first"),
        (b"WEBVTT\n\nlost words\n", "captions.timing"),
        (b"WEBVTT\n", "captions.empty"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n\xff\xfe\n", "captions.not_utf8"),
    ],
)
def test_captions_with_a_fault_are_refused_by_its_name(data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_captions(data)
    assert caught.value.code == code


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read_captions(("WEBVTT\n\n" + text).encode())
    except Invalid:
        return


def test_the_line_at_fault_is_named() -> None:
    with pytest.raises(Invalid) as caught:
        read_captions(b"WEBVTT\n\n00:01.000 --> 00:02.000\nfine\n\n00:03.000 -> 00:04.000\nwrong\n")
    assert caught.value.data["line"] == 6
