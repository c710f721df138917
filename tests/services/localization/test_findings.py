"""Every finding of the checks is a sentence in every language of the interface."""

import re
from collections.abc import Iterator
from functools import cache

import pytest

from stoa.runtime.templates import Templates
from stoa.runtime.words import LOCALES, catalog
from stoa.services.localization.domain.checks.table import CHECKS
from stoa.services.localization.pages.told import told

DATA: dict[str, dict[str, str]] = {
    "codes_missing": {"code": "<b>"},
    "codes_added": {"code": "<b>"},
    "codes_crossed": {"code": "<b>"},
    "placeholders": {"missing": "{name}", "added": "{nombre}"},
    "plurals": {"argument": "count", "missing": "few", "unknown": "uno"},
    "links": {"missing": "https://example.org", "added": "https://example.com"},
    "e_mail": {"missing": "a@example.org", "added": "b@example.org"},
    "numbers": {"missing": "12", "added": "13"},
    "bidi_unclosed": {"mark": "U+2067"},
    "bidi_override": {"mark": "U+202E"},
    "does_not_fit": {"room": "6", "found": "7"},
    "left_over": {"found": "<unk>"},
    "encoded": {"found": "&#39;"},
    "term_forbidden": {"term": "ray", "found": "línea", "target": "rayo"},
    "term_missing": {"term": "ray", "target": "rayo"},
    "left_in_source": {"words": "the sun is a big star"},
    "wrong_script": {"script": "Cyrl"},
    "foreign_letters": {"letters": "大"},
    "mixed_word": {"word": "звеzда"},
    "doubled_stretch": {"words": "el sol es"},
    "doubled_word": {"word": "una"},
    "unfinished": {"expected": "."},
    "unclosed": {"bracket": "("},
    "ends_otherwise": {"expected": "question", "found": "stop"},
    "too_short": {"source": "80", "target": "9"},
    "too_long": {"source": "12", "target": "90"},
    "lines": {"expected": "2", "found": "1"},
}
"""What each check tells of where it finds something; the others tell nothing."""

MAY_BE_EMPTY = {
    "codes_added": ["code"],
    "term_forbidden": ["target"],
    **{check: ["missing", "added"] for check in ("placeholders", "links", "e_mail", "numbers")},
    "plurals": ["missing", "unknown"],
}
"""Of two only one at a time: where both sides are the same nothing is found."""
_TOLD_OTHERWISE = {"script", "expected", "found"}


def variants() -> Iterator[tuple[str, dict[str, str]]]:
    for check in CHECKS:
        data = DATA.get(check.name, {})
        yield check.name, data
        for name in MAY_BE_EMPTY.get(check.name, []):
            yield check.name, {**data, name: ""}


@cache
def templates(locale: str) -> Templates:
    return Templates(locale, {})


def drawn(check: str, data: dict[str, str], locale: str) -> str:
    findings = told([{"check": check, "severity": "stops", "data": data}], locale)
    values = {"findings": findings, "refused": None, "insists": False}
    page = templates(locale).draw("localization/_findings.html", values)
    return " ".join(re.sub(r"<svg.*?</svg>|<[^>]*>", "", page, flags=re.S).split())


def test_every_check_has_its_data_here() -> None:
    assert DATA.keys() <= {check.name for check in CHECKS}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(("check", "data"), list(variants()))
def test_finding_is_a_sentence_with_its_data_and_without_its_code(
    check: str, data: dict[str, str], locale: str
) -> None:
    sentence = drawn(check, data, locale)
    assert len(sentence.split()) > 3
    assert "\u2068\u2069" not in sentence
    assert "–" not in sentence
    if "_" in check:
        assert check not in sentence
    for name, value in data.items():
        escaped = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;")
        assert f"\u2068{escaped}\u2069" in sentence or name in _TOLD_OTHERWISE or not value
        assert not re.search(rf"(?<!\u2068)\{{{name}\}}", sentence)


def test_script_and_end_are_said_in_words() -> None:
    assert "\u2068Cyrillic\u2069" in drawn("wrong_script", {"script": "Cyrl"}, "en")
    assert "cirílico" in drawn("wrong_script", {"script": "Cyrl"}, "es")
    ends = drawn("ends_otherwise", {"expected": "question", "found": "stop"}, "en")
    assert "a question mark\u2069" in ends
    assert "a full stop\u2069" in ends


@pytest.mark.parametrize("end", ["stop", "question", "exclamation", "colon", "pause", "part"])
def test_every_kind_of_end_has_a_name(end: str) -> None:
    for locale in LOCALES:
        sentence = drawn("ends_otherwise", {"expected": end, "found": "colon"}, locale)
        said = re.findall("\u2068(.*?)\u2069", sentence)
        assert len(said) == 2
        assert all(len(one) > 3 for one in said)


@pytest.mark.parametrize("locale", LOCALES[1:])
def test_sentences_are_translated(locale: str) -> None:
    english = {check: drawn(check, data, "en") for check, data in variants()}
    same = [check for check, data in variants() if drawn(check, data, locale) == english[check]]
    assert same == []
    assert catalog(locale).gettext("It is right as it is") != "It is right as it is"
