from html.parser import HTMLParser
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from stoa.services.delivery.domain.page import Page, Shown, Surroundings, render

OBJECT = str(UUID(int=7))
AROUND = Surroundings({"fig/eye.svg": Shown("asset:media/eye.svg", (640, 480))}, frozenset({OBJECT}))


def show(html: str) -> Page:
    return render(html, AROUND)


def test_blocks_have_anchors_in_reading_order() -> None:
    page = show("<h2>One</h2><p>two</p><ul><li>three</li></ul><pre>four</pre>")
    assert page.html == (
        '<h2 id="p-1">One</h2><p id="p-2">two</p><ul><li id="p-3">three</li></ul><pre id="p-4">four</pre>'
    )
    assert page.anchors == 4


def test_media_have_addresses_and_images_keep_their_place() -> None:
    page = show('<img src="media:fig/eye.svg" alt="Eye"><a href="media:fig/eye.svg#part">open</a>')
    assert page.html == (
        '<img src="asset:media/eye.svg" alt="Eye" loading="lazy" decoding="async" width="640" height="480">'
        '<a href="asset:media/eye.svg#part">open</a>'
    )
    assert page.media == {"fig/eye.svg"}


def test_objects_are_neighbours_of_the_page() -> None:
    assert show(f'<a href="object:{OBJECT}#why">why</a>').html == f'<a href="./{OBJECT}#s-why">why</a>'


def test_what_leads_nowhere_is_left_out_and_told() -> None:
    page = show('<p><a href="object:gone"><em>this</em></a> and <img src="media:gone.png" alt="that"></p>')
    assert page.html == '<p id="p-1"><em>this</em> and that</p>'
    assert page.missing == ("object:gone", "media:gone.png")


def test_headings_begin_at_the_second_level_and_skip_none() -> None:
    page = show("<h1>a</h1><h4>b</h4><h3>c</h3><h1>d</h1>")
    assert page.html == '<h2 id="p-1">a</h2><h3 id="p-2">b</h3><h3 id="p-3">c</h3><h2 id="p-4">d</h2>'


def test_marks_of_the_source_stay_and_take_no_anchor_away() -> None:
    page = show('<h2 id="why">Why</h2><table id="t"><tbody></tbody></table><a href="#why">up</a>')
    assert '<h2 id="p-1"><span id="s-why"></span>Why</h2>' in page.html
    assert '<span id="s-t"></span><table id="p-2">' in page.html
    assert '<a href="#s-why">up</a>' in page.html


def test_links_outside_say_nothing_of_where_they_were_followed() -> None:
    assert 'rel="noopener noreferrer"' in show('<a href="https://example.org/">there</a>').html


def test_what_could_run_is_left_out() -> None:
    page = show(
        '<p onclick="x()" style="color:red">a<script>alert(1)</script><iframe src="x">in</iframe>'
        '<a href="JavaScript:x()">b</a></p>'
    )
    assert page.html == '<p id="p-1">ab</p>'


def test_what_is_never_closed_is_closed_at_the_end() -> None:
    assert show("<p>a<script>b").html == '<p id="p-1">a</p>'


pieces = st.sampled_from(
    ["<p>", "</p>", "<li>", "<b>", "</b>", "<script>", "</script>", "<img src='media:x'>", "&lt;"]
)


@given(st.lists(st.one_of(pieces, st.text(max_size=8)), max_size=30).map("".join))
def test_any_html_comes_out_closed_in_order(html: str) -> None:
    checker = _Balanced()
    checker.feed(show(html).html)
    checker.close()
    assert checker.open == []


class _Balanced(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in {"script", "style"}
        if tag not in {"img", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
