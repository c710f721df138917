"""In which of its locales a course is shown to a person."""

from collections.abc import Sequence
from dataclasses import dataclass

from stoa.kernel.locale import nearest


@dataclass(frozen=True, slots=True)
class Chosen:
    """exact: what was wanted, or at least its language. Otherwise it is the course's source locale."""

    locale: str
    exact: bool


def choose(available: Sequence[str], wanted: Sequence[str]) -> Chosen:
    """The nearest to those wanted, the most wanted first, else the source.

    available: not empty, the source locale first.
    """
    found = nearest(available, wanted)
    return Chosen(found, exact=True) if found else Chosen(available[0], exact=not wanted)
