"""What a check looks at, and what it says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from stoa.kernel.locale import Locale
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.terms.glossary import Glossary


class Severity(StrEnum):
    """STOPS: the target is never published. WARNS: a person looks at it."""

    STOPS = "stops"
    WARNS = "warns"


@dataclass(frozen=True, slots=True)
class Rendering:
    """A source and its target. room: signs that fit in its place, None where that does not matter.

    glossary: None where nothing is agreed.
    """

    source: CodedText
    target: CodedText
    from_locale: Locale
    to_locale: Locale
    room: int | None = None
    glossary: Glossary | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """check: its name, which has words in every language of the interface. data: what they speak of."""

    check: str
    severity: Severity
    data: dict[str, str] = field(default_factory=dict)


Rule = Callable[[Rendering], Iterator[dict[str, str]]]
"""Yields the data of each finding; nothing when all is well."""


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    severity: Severity
    rule: Rule
