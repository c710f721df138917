"""Words: texts of errors and of pages, in the person's language."""

import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from babel.messages.pofile import read_po
from babel.support import NullTranslations

from stoa.kernel.errors import StoaError
from stoa.kernel.locale import direction

WEB = Path(str(files("stoa"))) / "web"
LOCALES = ("en", "es", "ar")
"""Languages of the interface."""


class Catalog(NullTranslations):
    """Messages of a language, read from its PO file; a message without a translation stays English."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        with path.open("rb") as source:
            catalog = read_po(source)
        self._messages = {m.id: m.string for m in catalog if isinstance(m.id, str) and m.string}
        self._plurals = {
            m.id[0]: m.string for m in catalog if isinstance(m.id, tuple) and isinstance(m.string, tuple)
        }
        self._form = catalog.plural_func if hasattr(catalog, "plural_func") else _germanic

    def gettext(self, message: str) -> str:
        return str(self._messages.get(message, message))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        forms = self._plurals.get(singular)
        if not forms or not forms[self._form(n)]:
            return singular if n == 1 else plural
        return str(forms[self._form(n)])


def _germanic(n: int) -> int:
    return int(n != 1)


@lru_cache
def catalog(locale: str) -> NullTranslations:
    """Of the locale's language, or English."""
    path = WEB / "locale" / locale.split("-")[0] / "messages.po"
    return Catalog(path) if path.exists() else NullTranslations()


@lru_cache
def _error_messages() -> dict[str, str]:
    messages: dict[str, str] = {}
    for path in sorted((WEB / "errors").glob("*.toml")):
        messages.update(tomllib.loads(path.read_text(encoding="utf-8")))
    return messages


def explain(error: StoaError, locale: str) -> str:
    """The error as a sentence. An unknown code is said plainly, so that nobody stands before a code."""
    translations = catalog(locale)
    message = _error_messages().get(error.code)
    if message is None:
        return translations.gettext("Something is not right with this request.")
    return translations.gettext(message).format_map(_Known(error.data))


class _Known(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"


def negotiate(wanted: Iterable[str]) -> str:
    """The first language of the interface that is among the wanted ones, best first; else English."""
    for tag in wanted:
        language = tag.strip().split("-")[0].lower()
        if language in LOCALES:
            return language
    return LOCALES[0]


def reading_direction(locale: str) -> str:
    return direction(locale)
