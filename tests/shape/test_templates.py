"""Pages carry no inline code, and every text of theirs can be translated."""

from pathlib import Path

import pytest

from tests.shape.planted import planted
from tests.shape.source import SRC, Source
from tests.shape.templates import inline, texts_put_together


def test_no_template_holds_inline_code() -> None:
    assert inline(SRC / "web" / "templates") == []


def test_no_text_is_put_together_before_it_is_translated(code: list[Source]) -> None:
    assert texts_put_together(code) == []


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ('<p style="color: red">', "an inline style"),
        ("<style>p {}</style>", "an inline style"),
        ("<script>go()</script>", "an inline script"),
        ('<button type="button" onclick="go()">', "an inline handler"),
        ('<a href="javascript:go()">', "a script as an address"),
        ('{{ button(_("Go"), attrs={"onclick": "go()"}) }}', "an inline handler"),
        ('{{ card(attrs={"style": "color: red"}) }}', "an inline style"),
        ('{{ _("Hello " ~ name) }}', "a text put together"),
        ("{{ _(label) }}", "a text put together"),
    ],
)
def test_inline_code_is_found_out(tmp_path: Path, markup: str, words: str) -> None:
    (tmp_path / "page.html").write_text(f"<main>\n{markup}\n</main>")
    assert inline(tmp_path) == [f"page.html has {words}"]


def test_script_with_an_address_and_text_with_a_placeholder_are_fine(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        '<script type="module" src="{{ asset("app.js") }}"></script>'
        '{{ ui.time(at, style="date") }} {{ _("Hello %(name)s", name=name) }}'
    )
    assert inline(tmp_path) == []


def test_text_put_together_is_found_out() -> None:
    fault = """
        gettext(f"Hello {name}")
        gettext("Hello " + name)
        gettext("Hello {name}").format(name=name)
    """
    assert texts_put_together(planted("services/shop/pages.py", fault)) == [
        "services/shop/pages.py:2",
        "services/shop/pages.py:3",
    ]
