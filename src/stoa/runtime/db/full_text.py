"""Full text search in the language of the text, as PostgreSQL stems it."""

import re

from sqlalchemy import BindParameter, ColumnElement, cast, func, literal, literal_column
from sqlalchemy.dialects.postgresql import REGCONFIG, TSVECTOR

_CONFIGURATIONS = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "nb": "norwegian",
    "nn": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
"""PostgreSQL's configuration by language; other languages are searched word by word."""


def vector(locale: str, *weighted: tuple[str | BindParameter[str], str]) -> ColumnElement[str]:
    """Words as they stand and stemmed. weighted: texts, each with its weight from A, the heaviest, to D.

    A parameter stands for a text that is told later, for each row another.
    """
    parts = [
        func.setweight(
            func.to_tsvector(
                _regconfig(configuration), text if isinstance(text, BindParameter) else literal(text)
            ),
            literal_column(f"'{weight}'"),
            type_=TSVECTOR,
        )
        for text, weight in weighted
        for configuration in dict.fromkeys((_configuration(locale), "simple"))
    ]
    joined: ColumnElement[str] = parts[0]
    for part in parts[1:]:
        joined = joined.op("||", return_type=TSVECTOR())(part)
    return joined


def all_words(locale: str, text: str, most: int) -> ColumnElement[str] | None:
    """Every word has to be there or to begin one that is. None when the text has no word."""
    return _query(locale, [f"{word}:*" for word in _words(text, most)], " & ")


def any_word(locale: str, text: str, most: int) -> ColumnElement[str] | None:
    """At least one word has to be there. None when the text has no word."""
    return _query(locale, _words(text, most), " | ")


def _words(text: str, most: int) -> list[str]:
    return re.findall(r"\w+", text)[:most]


def _query(locale: str, words: list[str], joined: str) -> ColumnElement[str] | None:
    if not words:
        return None
    terms = literal(joined.join(words))
    plain = func.to_tsquery(_regconfig("simple"), terms)
    if _configuration(locale) == "simple":
        return plain
    return plain.op("||")(func.to_tsquery(_regconfig(_configuration(locale)), terms))


def _configuration(locale: str) -> str:
    return _CONFIGURATIONS.get(locale.split("-")[0], "simple")


def _regconfig(name: str) -> ColumnElement[str]:
    return cast(literal(name), REGCONFIG)
