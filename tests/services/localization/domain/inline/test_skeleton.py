"""HTML taken apart into texts, and put together."""

import re

from hypothesis import given

from stoa.services.content.domain.html import Html, clean
from stoa.services.localization.domain.coded import Code, CodedText, CodeKind, is_mark
from stoa.services.localization.domain.inline.skeleton import Skeleton, put_together, take_apart
from tests.services.localization.domain.inline.documents import documents, outside_code, seen


def again(html: str) -> str:
    skeleton = take_apart(html)
    return put_together(skeleton, [text.coded for text in skeleton.texts])


def said(skeleton: Skeleton) -> list[tuple[str, str]]:
    """Texts with a star for each code, and whose they are."""
    return [
        (
            f"{text.element}@{text.attribute}".rstrip("@"),
            "".join("*" if is_mark(sign) else sign for sign in text.coded.text),
        )
        for text in skeleton.texts
    ]


@given(html=documents)
def test_what_is_not_translated_is_the_same_document(html: Html) -> None:
    assert seen(again(html)) == seen(html)


@given(html=documents)
def test_html_without_runs_of_white_space_comes_back_byte_by_byte(html: Html) -> None:
    single = clean(re.sub(r"[ \t\n\r\f]+", " ", html))
    assert again(single) == single


@given(html=documents)
def test_every_word_is_in_one_text_or_in_code(html: Html) -> None:
    """Replacing each text by nothing leaves no letter outside of tags, code and what is protected."""
    skeleton = take_apart(html)
    rest = outside_code(put_together(skeleton, [CodedText("") for _ in skeleton.texts]))
    rest = re.sub(r"\{\{gap-1\}\}|\{name\}|%s|https://example\.org/a\?b=c&d[!-~]*", "", rest)
    assert not any(letter.isalnum() for letter in rest)


@given(html=documents)
def test_no_text_holds_mark_up_and_every_mark_has_its_code(html: Html) -> None:
    for text in take_apart(html).texts:
        marks = [sign for sign in text.coded.text if is_mark(sign)]
        assert len(marks) == len(set(marks)) == len(text.coded.codes)


def test_blocks_stay_and_inline_tags_become_codes() -> None:
    skeleton = take_apart("<ul><li>Take <strong>two</strong> &amp; rest.</li></ul>")
    assert skeleton.pieces == ("<ul>", "<li>", 0, "</li>", "</ul>")
    assert skeleton.texts[0].coded == CodedText(
        "Take \ue000two\ue001 & rest.",
        (Code(CodeKind.OPEN, "<strong>", 1), Code(CodeKind.CLOSE, "</strong>", 1)),
    )


def test_tags_around_all_and_pictures_at_the_edge_are_no_part_of_a_text() -> None:
    html = '<p> <a id="c-x"></a><em><b>All</b></em><br></p><p><img src="media:a.png" alt=""> Beside it</p>'
    assert said(take_apart(html)) == [("p", "All"), ("p", "Beside it")]


def test_code_and_placeholders_at_the_edge_are_words_of_the_sentence() -> None:
    html = "<p><code>x = 1</code> sets x</p><p>{{gap-1}} is red</p>"
    assert said(take_apart(html)) == [("p", "* sets x"), ("p", "* is red")]


def test_code_is_whole_and_a_block_of_nothing_else_stays() -> None:
    html = "<p>Press <kbd>Ctrl <b>S</b></kbd> now</p><pre><code>for x in y:\n  z</code></pre>"
    skeleton = take_apart(html)
    assert said(skeleton) == [("p", "Press * now")]
    assert skeleton.texts[0].coded.codes[0].markup == "<kbd>Ctrl <b>S</b></kbd>"
    assert again(html) == html


def test_attributes_are_texts_of_their_own() -> None:
    html = (
        '<p>See <a href="https://example.org" title="The &quot;site&quot;">this</a> and '
        '<img src="media:a.png" alt="A dot" title="Dot"> here</p><img src="media:b.png" alt="Two dots">'
    )
    skeleton = take_apart(html)
    assert said(skeleton) == [
        ("p", "See *this* and * here"),
        ("a@title", 'The "site"'),
        ("img@alt", "A dot"),
        ("img@title", "Dot"),
        ("img@alt", "Two dots"),
    ]
    spanish = [None, *(CodedText(text) for text in ('El "sitio"', "Un <punto>", "Punto", "Dos puntos"))]
    assert put_together(skeleton, spanish) == (
        '<p>See <a href="https://example.org" title="El &quot;sitio&quot;">this</a> and '
        '<img src="media:a.png" alt="Un &lt;punto&gt;" title="Punto"> here</p>'
        '<img src="media:b.png" alt="Dos puntos">'
    )


def test_an_attribute_is_replaced_in_a_target_that_moved_its_code() -> None:
    skeleton = take_apart('<p>A <img src="media:a.png" alt="dot"> here</p>')
    moved = CodedText("Aquí un \ue000 está", skeleton.texts[0].coded.codes)
    assert put_together(skeleton, [moved, CodedText("punto")]) == (
        '<p>Aquí un <img src="media:a.png" alt="punto"> está</p>'
    )


def test_white_space_collapses_outside_of_pre_only() -> None:
    skeleton = take_apart("<p>one\n   two\u00a0 three</p><pre>one\n  two</pre>")
    assert [text.coded.text for text in skeleton.texts] == ["one two\u00a0 three", "one\n  two"]
    assert [text.keeps_space for text in skeleton.texts] == [False, True]


def test_a_translation_is_encoded() -> None:
    skeleton = take_apart("<p>Less</p>")
    assert put_together(skeleton, [CodedText("a < b & c\u00a0> d")]) == "<p>a &lt; b &amp; c&nbsp;&gt; d</p>"


def test_placeholders_addresses_and_foreign_private_signs_are_codes() -> None:
    html = "<p>Mail a@example.org, see https://example.org/a. {name} %1$s ${x} {{gap-2}} \ue005 5 % of</p>"
    assert said(take_apart(html)) == [("p", "Mail *, see *. * * * * * 5 % of")]
    assert again(html) == html


def test_a_link_around_blocks_leaves_each_block_a_text() -> None:
    html = '<a href="https://example.org"><p>One</p><p>Two</p></a>'
    assert said(take_apart(html)) == [("p", "One"), ("p", "Two")]
    assert again(html) == html


def test_more_codes_than_marks_leave_the_block_as_it_is() -> None:
    html = "<p>" + "a<br>" * 7_000 + "b</p>"
    assert take_apart(html).texts == ()
    assert again(html) == html


def test_attributes_without_quotation_marks_get_some() -> None:
    skeleton = take_apart("<p>One <img src=a.png alt=dot> two <abbr title='it''s'>x</abbr></p>")
    texts = [text.coded for text in skeleton.texts]
    assert put_together(skeleton, [texts[0], CodedText("a dot"), *texts[2:]]).startswith(
        '<p>One <img src=a.png alt="a dot"> two'
    )
