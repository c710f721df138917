"""Tags of WebVTT cues are codes, and come back as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.kernel.captions import read_captions
from stoa.services.localization.domain.captions import cue_fields, write_captions
from stoa.services.localization.domain.coded import CodedText, CodeKind
from stoa.services.localization.domain.inline.cues import put_cue, take_cue, voiced

RICH = [
    "Light <i>bends</i>.",
    "<b>Look:</b> <c.loud.yellow>now</c>!",
    "<u>A</u> <lang fr>rayon</lang> comes.",
    "<ruby>光<rt>ひかり</rt></ruby> bends.",
    "<ruby>光<rt>ひかり</ruby> bends.",
    "One <00:00:02.500>by <00:00:03.000>one.",
    "Yes. <v Bob>No.</v> <v.loud Eve>Maybe.",
    "<i>Never closed",
    "Closed only</i>.",
    "A <unknown>tag</unknown>.",
    "a &lt; b &amp; c",
    "<i><b>Both</b></i>, <b><i>crossed</b></i>.",
]


@pytest.mark.parametrize("payload", RICH)
def test_cue_comes_back_as_it_was(payload: str) -> None:
    assert put_cue(take_cue(payload)) == payload


def test_what_belongs_together_is_a_pair_and_a_timestamp_stands_alone() -> None:
    coded = take_cue("Light <i>bends</i> <00:02.000>now.")
    assert coded.words == "Light bends now."
    assert [(code.kind, code.markup) for code in coded.codes] == [
        (CodeKind.OPEN, "<i>"),
        (CodeKind.CLOSE, "</i>"),
        (CodeKind.ALONE, "<00:02.000>"),
    ]
    assert coded.codes[0].pair == coded.codes[1].pair


def test_ruby_ends_what_is_written_beside_it() -> None:
    kinds = [code.kind for code in take_cue("<ruby>光<rt>ひかり</ruby>").codes]
    assert kinds == [CodeKind.OPEN, CodeKind.ALONE, CodeKind.CLOSE]


def test_voice_of_the_whole_cue_is_not_the_translators() -> None:
    assert voiced("<v.loud Ada>Light bends.") == ("<v.loud Ada>", "Light bends.", "")
    assert voiced("<v Ada>Light bends.</v>") == ("<v Ada>", "Light bends.", "</v>")
    assert voiced("<v Ada>Yes.</v> <v Bob>No.") == ("", "<v Ada>Yes.</v> <v Bob>No.", "")
    assert voiced("<i>Light</i>") == ("", "<i>Light</i>", "")


def test_words_of_a_target_are_never_tags() -> None:
    source = take_cue("It <i>bends</i>.")
    said = put_cue(CodedText(source.text.replace("It", "<script>--> &"), source.codes))
    assert said == "&lt;script&gt;--&gt; &amp; <i>bends</i>."


def test_more_tags_than_there_are_marks_for_stay_as_they_are() -> None:
    payload = "<b>x" * 7000
    coded = take_cue(payload)
    assert (coded.words, put_cue(coded)) == ("", payload)


_PARTS = st.sampled_from(
    ["Light", " ", "<i>", "</i>", "<c.x>", "</c>", "<00:01.000>", "<lang ar>", "</lang>", "&amp;", "é", "光"]
)


@given(st.lists(_PARTS, max_size=20).map("".join))
def test_any_cue_comes_back_but_for_its_blanks(payload: str) -> None:
    assert put_cue(take_cue(payload)) == " ".join(payload.split())


def test_file_that_nobody_translated_keeps_every_tag_and_time() -> None:
    blocks = [f"00:00:{at:02}.000 --> 00:00:{at:02}.900\n<v Ada>{said}" for at, said in enumerate(RICH)]
    data = ("WEBVTT\n\n" + "\n\n".join(blocks) + "\n").encode()
    cues = read_captions(data)
    texts = {one.path: put_cue(take_cue(one.text)) for one in cue_fields(cues)}
    assert write_captions(cues, texts) == data
