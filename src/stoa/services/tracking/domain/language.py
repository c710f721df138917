"""In which of its locales a course is shown to a person."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chosen:
    """exact: what was wanted, or at least its language. Otherwise it is the course's source locale."""

    locale: str
    exact: bool


def choose(available: Sequence[str], wanted: Sequence[str]) -> Chosen:
    """The first wanted locale that there is; else one of the same language; else the source.

    available: not empty, the source locale first. wanted: most wanted first.
    """
    for locale in wanted:
        if locale in available:
            return Chosen(locale, exact=True)
    for locale in wanted:
        for candidate in available:
            if _language(candidate) == _language(locale):
                return Chosen(candidate, exact=True)
    return Chosen(available[0], exact=not wanted)


def _language(locale: str) -> str:
    return locale.split("-")[0]
