"""A field taken apart comes together again, in its own language and in another."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.services.localization.domain.coded import is_mark
from stoa.services.localization.domain.document import Field
from stoa.services.localization.domain.ends import sentence_ends
from stoa.services.localization.domain.places import Form
from stoa.services.localization.domain.skeletons import FieldSkeleton, close_field, open_field

WORDS = st.sampled_from(["Light", "bends", "fast.", "Look!", "3.5", "at", "it.", "Dr.", "{{gap}}"])
INLINE = st.sampled_from(["{}", "<b>{}</b>", "<em>{}</em>", '<a href="https://example.org">{}</a>', "{}<br>"])
RUN = st.lists(st.tuples(WORDS, INLINE), min_size=1, max_size=12).map(
    lambda run: " ".join(mark.format(word) for word, mark in run)
)
HTML = st.lists(RUN, min_size=1, max_size=4).map(lambda runs: "".join(f"<p>{run}</p>" for run in runs))


def opened(text: str, form: Form = Form.HTML) -> tuple[FieldSkeleton, dict[UUID, str]]:
    """The skeleton, and what its segments say."""
    field = open_field(Field("html", form, text), "en", sentence_ends)
    ids = [uuid4() for _ in field.cuts]
    return field.named(ids), {id_: cut.coded.text for id_, cut in zip(ids, field.cuts, strict=True)}


@given(HTML)
def test_segments_put_back_as_they_were_give_the_same_html(html: str) -> None:
    skeleton, said = opened(html)
    assert close_field(skeleton, said, "en", "es") == html


@given(HTML)
def test_every_code_comes_through_a_translation_once(html: str) -> None:
    skeleton, said = opened(html)
    targets = {id_: "".join(sign for sign in text if is_mark(sign)) + "X" for id_, text in said.items()}
    translated = close_field(skeleton, targets, "en", "es")
    for tag in ("<b>", "</b>", "<em>", "</em>", "<br>", "<a ", "</a>", "{{gap}}"):
        assert translated.count(tag) == html.count(tag)


def test_sentences_within_one_pair_of_codes_are_one_segment() -> None:
    _, said = opened("<p>Look: <b>One. Two.</b> Three. Four.</p>")
    assert len(said) == 3


def test_what_is_missing_stands_in_the_source_language_and_says_so() -> None:
    skeleton, said = opened("<p>Light is <b>fast</b>. It bends.</p>")
    last = list(said)[-1]
    assert close_field(skeleton, {last: "Se dobla."}, "en", "es") == (
        '<p><span lang="en" dir="ltr">Light is <b>fast</b>.</span> Se dobla.</p>'
    )


PICTURE = '<img alt="A ray" src="a.png" title="Light">'


@pytest.mark.parametrize("around", ["<p>{}</p>", "<p>See {} here.</p>", "<figure>{}</figure>"])
def test_picture_that_nobody_put_in_words_says_its_language(around: str) -> None:
    skeleton, said = opened(around.format(PICTURE))
    words = [id_ for id_, text in said.items() if text in ("A ray", "Light")]
    others = {id_: text for id_, text in said.items() if id_ not in words}
    marked = PICTURE.replace('"A ray"', '"A ray" lang="en" dir="ltr"')
    assert close_field(skeleton, others, "en", "es") == around.format(marked)
    half = {**others, words[0]: "Un rayo"}
    assert close_field(skeleton, half, "en", "es") == around.format(PICTURE.replace("A ray", "Un rayo"))


def test_each_picture_is_marked_by_itself_unless_it_names_a_language() -> None:
    html = '<p><img alt="One" src="a"><img alt="Two" src="b"></p><p><img alt="Trois" src="c" lang="fr"></p>'
    skeleton, said = opened(html)
    one = next(id_ for id_, text in said.items() if text == "One")
    expected = html.replace('"One"', '"Uno"').replace('"Two"', '"Two" lang="en" dir="ltr"')
    assert close_field(skeleton, {one: "Uno"}, "en", "es") == expected


def test_caption_that_is_missing_says_its_language() -> None:
    skeleton, _ = opened("Light <i>bends</i>.", Form.CUE)
    assert close_field(skeleton, {}, "en", "es") == "<lang en>Light <i>bends</i>.</lang>"


def test_sentences_missing_in_a_row_stand_together() -> None:
    skeleton, said = opened("<p>One is here. <b>Two</b> is here. Three is here.</p>")
    last = list(said)[-1]
    assert close_field(skeleton, {last: "ثلاثة هنا."}, "en", "ar") == (
        '<p><span lang="en" dir="ltr">One is here. <b>Two</b> is here.</span> ثلاثة هنا.</p>'
    )
    assert close_field(skeleton, {}, "en", "zh").count("<span") == 1


@pytest.mark.parametrize(
    ("source", "target", "text", "joined"),
    [
        ("en", "ja", "<p>One. Two.</p>", "<p>X。X。</p>"),
        ("ja", "en", "<p>光は速い。曲がる。</p>", "<p>X。 X。</p>"),
        ("en", "es", "<p>One. Two.</p>", "<p>X。 X。</p>"),
    ],
)
def test_sentences_stand_apart_as_the_language_has_it(
    source: str, target: str, text: str, joined: str
) -> None:
    field = open_field(Field("html", Form.HTML, text), source, sentence_ends)
    ids = [uuid4() for _ in field.cuts]
    assert close_field(field.named(ids), dict.fromkeys(ids, "X。"), source, target) == joined


def test_number_alone_is_no_segment_and_a_title_is_one_whole() -> None:
    assert opened("<p>300</p>")[1] == {}
    assert list(opened("What? Why? How?", Form.PLAIN)[1].values()) == ["What? Why? How?"]
