"""What the checks found, as a person reads it: which sentence says it, with which words in it."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from stoa.services.localization.domain.terms.glossary import Glossary
from stoa.services.localization.pages.wording import script_name

_SCRIPT = "script"


class Told(NamedTuple):
    """check: the name of the sentence, which is the check's own where all its data is there; where a value
    is empty `_without_` and its name follow. term: of the glossary, where it speaks of one.
    """

    check: str
    severity: str
    data: Mapping[str, str]
    term: str = ""


def told(findings: Sequence[Mapping[str, Any]], shown_in: str) -> list[Told]:
    return [_told(one["check"], one["severity"], one["data"], shown_in) for one in findings]


def _told(check: str, severity: str, data: Mapping[str, str], shown_in: str) -> Told:
    empty = "".join(f"_without_{name}" for name, value in sorted(data.items()) if not value)
    readable = {
        name: script_name(value, shown_in) if name == _SCRIPT else value for name, value in data.items()
    }
    return Told(check + empty, severity, readable, data.get("term", ""))


class ShownTerm(NamedTuple):
    """number: the key that puts it in. missing: the target has none of its forms. others: right as well."""

    number: int
    source: str
    target: str
    others: tuple[str, ...]
    missing: bool


def shown_terms(glossary: Glossary, source: str, target: str) -> list[ShownTerm]:
    """Of a source, as a target that is being written has them or not."""
    missing = glossary.missing(source, target)
    return [
        ShownTerm(number, one.source, one.target, one.forms, one in missing)
        for number, one in enumerate(glossary.wanted(source), 1)
    ]
