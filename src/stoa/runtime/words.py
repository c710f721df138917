"""Words: texts of errors and of pages, in the person's language."""

import tomllib
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from stoa.kernel.errors import StoaError
from stoa.runtime.amounts import moment

WEB = Path(str(files("stoa"))) / "web"
LOCALES = ("en", "es", "ar")
"""Languages of the interface."""


@lru_cache
def catalog(locale: str) -> NullTranslations:
    """Of the locale's language, read from its PO file; a text without a translation stays English."""
    path = WEB / "locale" / locale.split("-")[0] / "messages.po"
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source))
    compiled.seek(0)
    return Translations(compiled)


def marked(message: str) -> str:
    """Says to the collector of texts that this one is shown, though it is translated elsewhere."""
    return message


@lru_cache
def _error_messages() -> dict[str, str]:
    messages: dict[str, str] = {}
    for path in sorted((WEB / "errors").glob("*.toml")):
        messages.update(tomllib.loads(path.read_text(encoding="utf-8")))
    return messages


def explain(error: StoaError, locale: str, time_zone: str = "UTC") -> str:
    """The error as a sentence. An unknown code is said plainly, so that nobody stands before a code.

    Its reason, `why`, may be a code too. Moments are written as in time_zone (IANA).
    """
    translations = catalog(locale)
    message = _error_messages().get(error.code)
    if message is None:
        return translations.gettext("Something is not right with this request.")
    known = {"field": error.field, **error.data} if error.field else error.data
    data = _Known({name: _written(value, locale, time_zone) for name, value in known.items()})
    why = _error_messages().get(str(data.get("why")))
    if why is not None:
        data["why"] = translations.gettext(why).format_map(data)
    return translations.gettext(message).format_map(data)


def _written(value: object, locale: str, time_zone: str) -> object:
    return moment(value, negotiate([locale]), time_zone) if isinstance(value, datetime) else value


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
