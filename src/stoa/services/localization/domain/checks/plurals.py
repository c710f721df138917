"""Plural forms in ICU messages: every one that the language of the target tells apart.

Source: Unicode CLDR 44, plural rules for whole numbers.
"""

import re
from collections.abc import Iterator, Mapping

from stoa.services.localization.domain.checks.finding import Rendering
from stoa.services.localization.domain.checks.protected import spelled

_BEGINNING = re.compile(r"\{\s*(?P<argument>\w+)\s*,\s*(?P<kind>plural|selectordinal|select)\s*,")
_FORM = re.compile(r"\s*(?P<form>=\d+|\w+)\s*\{|\s*offset:\d+")
_BRACE = re.compile("[{}]")

_FORMS = {
    "ja zh ko th vi id ms lo my km": "other",
    "ar": "zero one two few many other",
    "ru uk be": "one few many other",
    "pl": "one few many other",
    "cs sk": "one few other",
    "he": "one two other",
    "lt": "one few other",
    "lv": "zero one other",
    "sr hr bs ro": "one few other",
    "sl": "one two few other",
    "ga": "one two few many other",
    "cy": "zero one two few many other",
    "mt": "one two few many other",
}
_NEEDED = {
    language: frozenset(forms.split())
    for languages, forms in _FORMS.items()
    for language in languages.split()
}
_KNOWN = frozenset({"zero", "one", "two", "few", "many", "other"})


def plurals(pair: Rendering) -> Iterator[dict[str, str]]:
    wanted, found = _messages(spelled(pair.source)), _messages(spelled(pair.target))
    for (argument, kind), forms in wanted.items():
        missing = _needed(kind, forms, pair.to_locale) - found.get((argument, kind), frozenset())
        unknown = found.get((argument, kind), frozenset()) - _allowed(kind, forms)
        if missing or unknown:
            yield {
                "argument": argument,
                "missing": " ".join(sorted(missing)),
                "unknown": " ".join(sorted(unknown)),
            }


def _needed(kind: str, forms: frozenset[str], locale: str) -> frozenset[str]:
    if kind == "plural":
        return _NEEDED.get(locale.split("-")[0], frozenset({"one", "other"}))
    return forms if kind == "select" else frozenset({"other"})


def _allowed(kind: str, forms: frozenset[str]) -> frozenset[str]:
    """Beside the forms of the source: exact numbers may be added, kinds of a select may not."""
    return forms if kind == "select" else forms | _KNOWN | {f"={number}" for number in range(10)}


def _messages(text: str) -> dict[tuple[str, str], frozenset[str]]:
    behind = _behind(text) if "{" in text else {}
    return {
        (found["argument"], found["kind"]): frozenset(_forms(text, found.end(), behind))
        for found in _BEGINNING.finditer(text)
    }


def _forms(text: str, at: int, behind: Mapping[int, int]) -> Iterator[str]:
    """Names of forms; what is in their braces is passed over. It ends where the message does."""
    while found := _FORM.match(text, at):
        at = found.end()
        if found["form"]:
            yield found["form"]
            at = behind.get(at, len(text))


def _behind(text: str) -> dict[int, int]:
    """By the place within an opening brace the one behind the brace that closes it, where any does."""
    found, opened = {}, []
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            opened.append(brace.end())
        elif opened:
            found[opened.pop()] = brace.end()
    return found
