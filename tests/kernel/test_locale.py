"""Tags of languages, in their one canonical form."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.kernel.errors import Invalid
from stoa.kernel.locale import direction, nearest, parse_locale

_LETTERS = st.sampled_from("abcdefghijklmnopqrstuvwxyz")
_LANGUAGES = st.text(_LETTERS, min_size=2, max_size=3)
_SCRIPTS = st.text(_LETTERS, min_size=4, max_size=4)
_REGIONS = st.text(_LETTERS, min_size=2, max_size=2) | st.from_regex(r"[0-9]{3}", fullmatch=True)


@st.composite
def tags(draw: st.DrawFn) -> str:
    parts = [draw(_LANGUAGES), draw(st.none() | _SCRIPTS), draw(st.none() | _REGIONS)]
    return "-".join(part for part in parts if part)


@pytest.mark.parametrize(
    ("tag", "canonical"),
    [
        ("en", "en"),
        ("PT-br", "pt-BR"),
        ("zh_hant", "zh-Hant"),
        (" sr-LATN-rs ", "sr-Latn-RS"),
        ("es-419", "es-419"),
    ],
)
def test_tag_is_brought_to_canonical_case(tag: str, canonical: str) -> None:
    assert parse_locale(tag) == canonical


@given(tags(), st.booleans(), st.sampled_from("-_"))
def test_case_and_separator_make_no_difference(tag: str, loud: bool, separator: str) -> None:
    written = (tag.upper() if loud else tag).replace("-", separator)
    assert parse_locale(written) == parse_locale(tag)


@given(tags())
def test_canonical_tag_stays_as_it_is(tag: str) -> None:
    assert parse_locale(parse_locale(tag)) == parse_locale(tag)


@pytest.mark.parametrize("tag", ["", "e", "english", "en-", "en-GB-oxendict", "../en", "ен"])
def test_malformed_tag_names_its_field(tag: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse_locale(tag, field="course.locale")
    assert (refused.value.code, refused.value.field) == ("locale.malformed", "course.locale")


@given(st.text(max_size=40))
def test_any_text_is_a_tag_or_refused(text: str) -> None:
    with suppress(Invalid):
        assert parse_locale(text).split("-")[0].islower()


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (["pt-BR"], "pt-BR"),
        (["es-ES"], "es-MX"),
        (["es-ES", "en"], "es-MX"),
        (["en-GB", "es"], "en"),
        (["ar", "pt-PT"], "pt-BR"),
        (["ar"], None),
        ([], None),
    ],
)
def test_nearest_locale_is_of_the_language_that_is_wanted_most(wanted: list[str], found: str | None) -> None:
    assert nearest(["en", "es-MX", "pt-BR"], wanted) == found


def test_nearest_locale_keeps_the_script_before_it_changes_the_region() -> None:
    assert nearest(["zh-Hans", "zh-Hant"], ["zh-Hant-TW"]) == "zh-Hant"


@pytest.mark.parametrize(
    ("locale", "reads"),
    [
        ("en", "ltr"),
        ("ar", "rtl"),
        ("ar-EG", "rtl"),
        ("he", "rtl"),
        ("az-Arab", "rtl"),
        ("ar-Latn", "ltr"),
        ("ur-Latn-PK", "ltr"),
    ],
)
def test_script_decides_the_direction_before_the_language(locale: str, reads: str) -> None:
    assert direction(locale) == reads
