"""Through an engine and back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.services.content.domain.html import Html
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.inline.masks import Style, mask
from stoa.services.localization.domain.inline.plain import put_plain, take_plain
from stoa.services.localization.domain.inline.restore import Broken, Damage, Restored, unmask
from stoa.services.localization.domain.inline.skeleton import take_apart
from tests.services.localization.domain.inline.documents import documents

STYLES = pytest.mark.parametrize("style", list(Style))


def source(html: str) -> CodedText:
    return take_apart(f"<p>{html}</p>").texts[0].coded


def marked(text: str, numbers: str = "0123456789") -> str:
    """Digits in braces become marks: `[0]`."""
    return re.sub(r"\[(\d)\]", lambda found: chr(0xE000 + int(found[1])), text)


def back(reply: str, html: str) -> str | tuple[Damage, tuple[int, ...]]:
    """The target with `[0]` for marks, or what is wrong with it."""
    restored = unmask(marked(reply), source(html), Style.SIGNS)
    if isinstance(restored, Broken):
        return restored.damage, restored.codes
    return re.sub("[\ue000-\uf8ff]", lambda found: f"[{ord(found[0]) - 0xE000}]", restored.target.text)


@STYLES
@given(html=documents)
def test_what_comes_back_as_it_went_is_unchanged(style: Style, html: Html) -> None:
    for text in take_apart(html).texts:
        assert unmask(mask(text.coded, style), text.coded, style) == Restored(text.coded)


@given(text=st.text())
def test_a_plain_text_comes_back_as_it_was(text: str) -> None:
    assert put_plain(take_plain(text)) == text


def test_tags_are_minimal_and_text_is_encoded() -> None:
    text = source('A <a href="u" title="t">b &lt; c</a> &amp; <img src="media:x" alt=""> d')
    assert mask(text, Style.TAGS) == 'A <g id="0">b &lt; c</g> &amp; <x id="2"></x> d'


@pytest.mark.parametrize(
    "reply",
    [
        'Un <g id="0">b</g> y <x id="2"/> d',
        "Un <G ID='0'>b</G> y <x id=\"2\" /> d",
        'Un <g id = "0" >b</g > y <x id=2></x> d',
        'Un <g id="0"> b </g> y <x id="2"> </x> d',
        'Un < g id="0">b</ g> y <x id="2"></x> d',
    ],
)
def test_tags_are_read_however_an_engine_writes_them(reply: str) -> None:
    text = source('A <a href="u">b</a> and <img src="media:x" alt=""> d')
    restored = unmask(reply, text, Style.TAGS)
    assert isinstance(restored, Restored)
    assert restored.target.text == marked("Un [0]b[1] y [2] d")


BOLD = "Take <b>two</b> of {x} now"
"""Marks 0 and 1 around `two`, 2 for the placeholder."""


@pytest.mark.parametrize(
    ("reply", "target"),
    [
        ("Toma [0] dos [1] de [2] ahora", "Toma [0]dos[1] de [2] ahora"),
        ("Toma[0] dos[1] de [2] ahora", "Toma [0]dos[1] de [2] ahora"),
        ("Toma [0]dos [1]de [2] ahora", "Toma [0]dos[1] de [2] ahora"),
        ("Toma [0]dos[1] de[2]ahora", "Toma [0]dos[1] de [2] ahora"),
        ("[2] ahora [0]dos[1]", "[2] ahora [0]dos[1]"),
    ],
)
def test_blanks_are_where_the_source_has_them(reply: str, target: str) -> None:
    assert back(reply, BOLD) == target


@pytest.mark.parametrize(
    ("reply", "target"),
    [
        ("Toma [0]dos[1] de [2] [2] ahora", "Toma [0]dos[1] de [2] ahora"),
        ("Toma [0][0]dos[1] de [2] ahora", "Toma [0]dos[1] de [2] ahora"),
        ("Toma [0]dos[1] [0]dos[1] de [2]", "Toma [0]dos dos[1] de [2]"),
    ],
)
def test_what_came_double_is_joined(reply: str, target: str) -> None:
    assert back(reply, BOLD) == target


def test_a_pair_that_stands_around_words_twice_is_refused() -> None:
    assert back("Toma [0]dos[1] y [0]tres[1] de [2]", BOLD) == (Damage.DOUBLED, (0, 1))


def test_a_placeholder_at_two_places_is_refused() -> None:
    assert back("Toma [2] o [0]dos[1] de [2]", BOLD) == (Damage.DOUBLED, (2,))


def test_a_mark_that_the_source_has_not_goes() -> None:
    assert back("Toma [0]dos[1] de [2] ahora[7]", BOLD) == "Toma [0]dos[1] de [2] ahora"


def test_a_lost_placeholder_is_refused() -> None:
    assert back("Toma [0]dos[1] ahora", BOLD) == (Damage.LOST, (2,))


def test_a_lost_half_is_refused() -> None:
    assert back("Toma [0]dos de [2] ahora", BOLD) == (Damage.LOST, (1,))


def test_a_pair_around_words_that_came_back_as_they_were_is_put_back() -> None:
    html = "Start <em>LibreOffice</em> now"
    assert back("Inicie LibreOffice ahora", html) == "Inicie [0]LibreOffice[1] ahora"
    assert back("Inicie LibreOffices ahora", html) == (Damage.LOST, (0, 1))
    assert back("LibreOffice, inicie LibreOffice", html) == (Damage.LOST, (0, 1))


def test_a_pair_around_a_mark_is_put_back() -> None:
    assert back("Ahora [1] va", "Now <b>{x}</b> goes") == "Ahora [0][1][2] va"


def test_a_mark_beside_another_is_put_back() -> None:
    html = 'Line one<br><span id="c-a"></span>and two'
    assert back("Línea uno[0]y dos", html) == "Línea uno[0][1][2]y dos"


@pytest.mark.parametrize(
    ("html", "reply", "target"),
    [
        ("a <b><i>x</i></b> b", "a [0][1]x[3][2] b", "a [0][1]x[2][3] b"),
        ("a <b><i>x</i></b> b", "a [1] [0]x[2][3] b", "a [0][1]x[2][3] b"),
        ("<b>x</b><i>y</i> z", "[0]x[2][1]y[3] z", "[0]x[1][2]y[3] z"),
    ],
)
def test_marks_that_stand_together_are_put_in_order(html: str, reply: str, target: str) -> None:
    assert back(reply, html) == target


def test_pairs_that_cross_around_words_are_refused() -> None:
    assert back("a [0]b [2]c[1] d[3]", "a <b>b</b> c <i>d</i>") == (Damage.CROSSED, (0, 1, 2, 3))


def test_an_end_before_its_beginning_is_refused() -> None:
    assert back("a [1]b[0] c", "a <b>b</b> c") == (Damage.CROSSED, (0, 1))


def test_what_was_mended_is_told() -> None:
    restored = unmask(marked("Toma [0] dos[1] de [2] [2] ahora"), source(BOLD), Style.SIGNS)
    assert isinstance(restored, Restored)
    assert restored.repaired == {Damage.DOUBLED, Damage.SPACED}


@STYLES
@given(html=documents, data=st.data())
def test_whatever_an_engine_does_the_target_has_every_code_once(
    style: Style, html: Html, data: st.DataObject
) -> None:
    for text in take_apart(html).texts:
        parts = re.split("(<[^>]*>|[\ue000-\uf8ff])", mask(text.coded, style))
        reply = "".join(data.draw(st.lists(st.sampled_from(parts), max_size=2 * len(parts))))
        restored = unmask(reply, text.coded, style)
        if isinstance(restored, Restored):
            marks = [sign for sign in restored.target.text if "\ue000" <= sign <= "\uf8ff"]
            assert sorted(marks) == [chr(0xE000 + at) for at in range(len(text.coded.codes))]
        else:
            assert restored.codes
