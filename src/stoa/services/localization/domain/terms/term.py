"""One term of a glossary, between two locales."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """target: the agreed translation in its basic form. forms: others that are right too.

    A target equal to the source is a word that is not translated. case: whether capitals matter.
    """

    source: str
    target: str
    forms: tuple[str, ...] = ()
    case: bool = False
