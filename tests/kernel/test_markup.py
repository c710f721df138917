"""The words that a reader sees in html."""

import pytest

from stoa.kernel.markup import words


@pytest.mark.parametrize(
    ("html", "seen"),
    [
        ("<p>One &amp; <b>two</b></p><p>three</p>", "One & two three"),
        ("Rain, <em>then</em>, sun", "Rain, then, sun"),
        ("H<sub>2</sub>O", "H2O"),
        ('see <a href="#c-a">here</a>.', "see here."),
        ("one<br>two<hr/>three", "one two three"),
        ("<ul><li>one</li><li>two</li></ul>", "one two"),
        ("<section><summary>more</summary></section>", "more"),
        ("1 &lt; 2 &amp;lt; 3", "1 < 2 &lt; 3"),
        ("  a \n b&nbsp;c ", "a b c"),
        ("", ""),
    ],
)
def test_words_are_what_a_reader_sees(html: str, seen: str) -> None:
    assert words(html) == seen
