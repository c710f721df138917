"""Searching the catalogue while somebody types."""

from sqlalchemy import ColumnElement

from stoa.runtime.db import full_text

_MOST_WORDS = 8


def vector(locale: str, title: str, description: str, skills: str) -> ColumnElement[str]:
    """A title before skills before a description."""
    return full_text.vector(locale, (title, "A"), (skills, "B"), (description, "C"))


def query(locale: str, text: str) -> ColumnElement[str] | None:
    """None when the text has no word."""
    return full_text.all_words(locale, text, _MOST_WORDS)
