"""Nothing that could act survives the sanitiser, whatever it is given."""

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from stoa.services.content.domain.html import clean, minutes_to_read, says_nothing

ACTIVE = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "form",
    "input",
    "svg",
    "math",
    "base",
    "meta",
    "link",
}
PIECES = [
    "<script>",
    "</script>",
    "<img src=x onerror=alert(1)>",
    '<img title="><script>alert(1)</script>" src="media:a.png">',
    '<a href="javascript:alert(1)">',
    "<a href='media:x' onclick=go()>",
    "<svg><style><img src=x></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror=a()>'>",
    "<p id=cookie class='note evil' style='position:fixed'>",
    "<iframe srcdoc='<script>x</script>'>",
    "<form action=/x><input name=attributes>",
    "<noscript><p title='</noscript><img src=x onerror=a()>'>",
    "<h1>",
    "<table><td>",
    "<!--",
    "-->",
    '"',
    "'",
    "<",
    ">",
    "&lt;",
    "text",
]


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=12).map("".join))
def test_nothing_that_acts_survives(raw: str) -> None:
    seen = Seen()
    seen.feed(clean(raw))
    for tag, attributes in seen.tags:
        assert tag not in ACTIVE
        assert not any(name.startswith("on") or name in ("style", "srcdoc") for name in attributes)
        assert re.match(r"(https?|mailto|media|object):|#|$", attributes.get("href") or "", re.I)
        assert (attributes.get("src") or "media:").startswith("media:")
        assert (attributes.get("id") or "c-").startswith("c-")


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=12).map("".join))
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    assert clean(clean(raw)) == clean(raw)


def test_learning_content_stays() -> None:
    html = (
        '<h2 id="c-x">Title</h2><p>A <strong>bold</strong> <a href="#c-x">word</a></p>'
        '<figure><img src="media:a.png" alt="A"><figcaption>C</figcaption></figure>'
        '<pre><code class="language-python">x = 1</code></pre><aside class="note"><p>N</p></aside>'
    )
    assert clean(html) == html


def test_pictures_from_the_web_are_dropped_and_first_headings_lowered() -> None:
    assert clean('<h1>T</h1><img src="https://x.example/a.png" alt="a">') == "<h2>T</h2>"


def test_a_picture_says_something_and_an_empty_paragraph_nothing() -> None:
    assert says_nothing("<p> <br></p>")
    assert not says_nothing('<img src="media:a.png" alt="">')
    assert minutes_to_read("<p>" + "word " * 540 + "</p>") == 3
