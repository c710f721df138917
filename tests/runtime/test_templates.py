"""What is constant in a template is worked out when it is compiled, once a language."""

import jinja2
import pytest

from stoa.runtime import templates, words

KNOWN = {"locale": "en", "dir": "ltr", "locales": [{"code": "en", "label": "English"}], "origin": {}}
COMPONENT = '{%- from "components/actions.html" import icon, button -%}'


@pytest.fixture
def english() -> jinja2.Environment:
    return templates.environment("en", KNOWN)


def _compiled(environment: jinja2.Environment, source: str) -> str:
    return environment.compile(source, raw=True)


def test_text_is_part_of_the_compiled_template_in_its_language() -> None:
    source = '<p>{{ _("Skip to the content") }}</p>'
    for locale in words.LOCALES:
        environment = templates.environment(locale, KNOWN | {"locale": locale})
        text = words.catalog(locale).gettext("Skip to the content")
        assert f"<p>{text}</p>" in _compiled(environment, source)
        assert environment.from_string(source).render() == f"<p>{text}</p>"


def test_component_with_constant_arguments_is_drawn_when_compiled(english: jinja2.Environment) -> None:
    source = COMPONENT + '{{ button(_("Close"), kind="quiet", attrs={"data-closes": True}) }}'
    assert "context.call" not in _compiled(english, source)
    drawn = english.from_string(source).render()
    assert (
        drawn == '<button class="button quiet" type="button" data-closes="True"><span>Close</span></button>'
    )


def test_component_with_an_argument_of_the_page_is_drawn_each_time(english: jinja2.Environment) -> None:
    page = english.from_string(COMPONENT + "{{ button(label) }}")
    assert "<span>One</span>" in page.render(label="One")
    assert "<span>&lt;two&gt;</span>" in page.render(label="<two>")


def test_what_a_component_holds_inside_is_of_the_page(english: jinja2.Environment) -> None:
    source = '{% import "components/ui.html" as ui %}{% call ui.card("Title") %}{{ body }}{% endcall %}'
    page = english.from_string(source)
    assert "<b>" not in page.render(body="<b>one</b>")
    assert "two" in page.render(body="two")


def test_value_that_was_not_given_is_a_defect_when_it_is_shown(english: jinja2.Environment) -> None:
    with pytest.raises(jinja2.UndefinedError):
        english.from_string("{{ missing }}").render()
    assert english.from_string("{% if missing %}yes{% endif %}").render() == ""


def test_sign_of_html_in_a_text_is_escaped(english: jinja2.Environment) -> None:
    assert english.from_string('{{ _("<b> & you") }}').render() == "&lt;b&gt; &amp; you"
