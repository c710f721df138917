"""Marks of codes in a source and its target: the same ones, in whatever order."""

from stoa.services.localization.domain.coded import is_mark


def same_marks(one: str, other: str) -> bool:
    return _marks(one) == _marks(other)


def _marks(text: str) -> list[str]:
    return sorted(sign for sign in text if is_mark(sign))
