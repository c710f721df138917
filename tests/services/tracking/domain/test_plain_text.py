"""What people type becomes paragraphs and links, and never mark-up of their own."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.services.tracking.domain.plain_text import one_line, paragraphs


class Read(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize(
    ("typed", "links"),
    [
        ("See https://example.org.", ["https://example.org"]),
        ("(https://example.org/a_(b))", ["https://example.org/a_(b)"]),
        ("HTTP://EXAMPLE.org/?a=1&b=2, then", ["HTTP://EXAMPLE.org/?a=1&b=2"]),
        ("javascript:alert(1) data:text/html,x ftp://a.b", []),
        ('https://a.b/"onclick="x', ["https://a.b/"]),
        ("https://", []),
        ("https://bank.example@evil.example/pay https://a:b@evil.example", []),
        ("https://bank.example\\@evil.example https:////bank.example@evil.example", []),
        ("https://example.org/\u202egnp.exe https://example.org/\u2067a\u2069", []),
        ("https://example.org/@ada?to=b@c.d#@e", ["https://example.org/@ada?to=b@c.d#@e"]),
    ],
)
def test_only_addresses_of_the_web_are_links_and_end_where_they_end(typed: str, links: list[str]) -> None:
    assert Read(paragraphs(typed)).links == links


def test_an_empty_line_ends_a_paragraph_and_other_lines_stay() -> None:
    assert paragraphs("a\nb\n \n\nc\n") == "<p>a<br>b</p><p>c</p>"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00\r")))
def test_nothing_typed_is_mark_up_and_no_word_is_lost(typed: str) -> None:
    read = Read(paragraphs(typed))
    assert set(read.tags) <= {"p", "br", "a"}
    assert all(re.match("https?://", link, re.I) for link in read.links)
    assert "".join(read.words.split()) == "".join(typed.split())
    assert Read(one_line(typed)).tags == []
