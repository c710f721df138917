"""What is constant in a template is worked out when it is compiled, once a language."""

import jinja2
import pytest
from markupsafe import Markup, escape

from stoa.kernel.errors import Defect
from stoa.runtime import words
from stoa.runtime.templates import Templates

KNOWN = {"locale": "en", "dir": "ltr", "locales": [{"code": "en", "label": "English"}], "origin": {}}
COMPONENT = '{%- from "components/actions.html" import icon, button -%}'


@pytest.fixture
def english() -> Templates:
    return Templates("en", KNOWN)


def _compiled(environment: Templates, source: str) -> str:
    return environment.compile(source, raw=True)


def test_text_is_part_of_the_compiled_template_in_its_language() -> None:
    source = '<p>{{ _("Skip to the content") }}</p>'
    for locale in words.LOCALES:
        environment = Templates(locale, KNOWN | {"locale": locale})
        text = words.catalog(locale).gettext("Skip to the content")
        assert f"<p>{text}</p>" in _compiled(environment, source)
        assert environment.from_string(source).render() == f"<p>{text}</p>"


def test_component_with_constant_arguments_is_drawn_when_compiled(english: Templates) -> None:
    source = COMPONENT + '{{ button(_("Close"), kind="quiet", attrs={"data-closes": True}) }}'
    assert "context.call" not in _compiled(english, source)
    drawn = english.from_string(source).render()
    assert (
        drawn == '<button class="button quiet" type="button" data-closes="True"><span>Close</span></button>'
    )


def test_component_with_an_argument_of_the_page_is_drawn_each_time(english: Templates) -> None:
    page = english.from_string(COMPONENT + "{{ button(label) }}")
    assert "<span>One</span>" in page.render(label="One")
    assert "<span>&lt;two&gt;</span>" in page.render(label="<two>")


def test_what_a_component_holds_inside_is_of_the_page(english: Templates) -> None:
    source = '{% import "components/ui.html" as ui %}{% call ui.card("Title") %}{{ body }}{% endcall %}'
    page = english.from_string(source)
    assert "<b>" not in page.render(body="<b>one</b>")
    assert "two" in page.render(body="two")


def test_value_that_was_not_given_is_a_defect_when_it_is_shown(english: Templates) -> None:
    with pytest.raises(jinja2.UndefinedError):
        english.from_string("{{ missing }}").render()
    assert english.from_string("{% if missing %}yes{% endif %}").render() == ""


def test_page_may_not_say_what_all_pages_know_in_another_way(english: Templates) -> None:
    """Its language above all: the whole page would be read out in another one."""
    with pytest.raises(Defect, match="shadowed"):
        english.draw("identity/sign_in.html", {"locale": "ar"})


def test_sign_of_html_in_a_text_is_escaped(english: Templates) -> None:
    assert english.from_string('{{ _("<b> & you") }}').render() == "&lt;b&gt; &amp; you"


def test_what_is_kept_of_a_component_is_told_apart_by_every_argument(english: Templates) -> None:
    source = COMPONENT + "{{ kept(button, label, kind) }}"
    page = english.from_string(source)
    for label, kind in (("<b>", "quiet"), (Markup("<b>"), "quiet"), ("<b>", "small"), ("<b>", "quiet")):
        shown = label if isinstance(label, Markup) else escape(label)
        drawn = f'<button class="button {kind}" type="button"><span>{shown}</span></button>'
        assert page.render(label=label, kind=kind) == drawn
