"""Words for languages, and texts with inline codes as pages draw them."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec
from babel import Locale, UnknownLocaleError
from babel.numbers import format_percent

from stoa.kernel.errors import Invalid
from stoa.kernel.locale import Locale as Tag
from stoa.kernel.locale import direction, parse_locale
from stoa.services.localization.domain.coded import Code, index_of, is_mark

OFTEN = (
    *("ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "es-MX", "et", "eu", "fa", "fi", "fr"),
    *("gl", "he", "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "nb", "nl", "pl", "pt", "pt-BR"),
    *("ro", "ru", "sk", "sl", "sr", "sv", "sw", "ta", "th", "tr", "uk", "ur", "vi", "zh-Hans", "zh-Hant"),
)
"""Languages that are offered by name; any other is written as its tag."""

_TAG_NAME = re.compile(r"</?\s*([A-Za-z][A-Za-z0-9-]*)")
_LABEL = 14


@lru_cache(maxsize=1024)
def language_name(locale: str, shown_in: str) -> str:
    """The language's name in another, for example "Spanish"; the tag itself if it has no name."""
    try:
        return Locale.parse(locale, sep="-").get_display_name(shown_in.replace("-", "_")) or locale
    except (UnknownLocaleError, ValueError):
        return locale


def script_name(script: str, shown_in: str) -> str:
    """Of ISO 15924 in words, for example "Cyrillic"; the code itself if it has none."""
    return str(Locale.parse(shown_in.replace("-", "_")).scripts.get(script, script))


def own_name(locale: str) -> str:
    return language_name(locale, locale)


def tongue(locale: str) -> dict[str, str]:
    """Attributes of an element whose content is in the locale."""
    return {"lang": locale, "dir": direction(locale)}


def offered(shown_in: str, taken: Iterable[str]) -> list[tuple[str, str]]:
    """Tag and name of the languages that a course could still be translated into, by name."""
    free = set(OFTEN) - set(taken)
    return sorted(((tag, language_name(tag, shown_in)) for tag in free), key=lambda one: one[1].casefold())


def chosen_locale(typed: str, shown_in: str, field: str = "locale") -> Tag:
    """By its tag or by its name, as it was typed. Raises Invalid."""
    names = {name.casefold(): tag for tag in OFTEN for name in (language_name(tag, shown_in), own_name(tag))}
    tag = names.get(typed.strip().casefold(), typed)
    if not tag.strip():
        raise Invalid("locale.malformed", field=field, given="", example="pt-BR")
    return parse_locale(tag, field)


def said_percent(share: float, shown_in: str) -> str:
    return format_percent(share, format="#,##0 %", locale=shown_in.replace("-", "_"))


def said_finely(share: float, shown_in: str) -> str:
    """With a tenth of a percent, for what is near to its bound."""
    return format_percent(share, format="#,##0.# %", locale=shown_in.replace("-", "_"))


class Piece(NamedTuple):
    """A stretch of words, or a code. number: of the code, from 1; label: what it is, in short."""

    text: str = ""
    code: Code | None = None
    number: int = 0
    label: str = ""


def pieces(text: str, codes: tuple[Code, ...]) -> list[Piece]:
    """A coded text in its parts. A mark that has no code is shown as nothing."""
    found: list[Piece] = []
    words = ""
    for sign in text:
        if not is_mark(sign):
            words += sign
            continue
        if words:
            found.append(Piece(text=words))
            words = ""
        if index_of(sign) < len(codes):
            code = codes[index_of(sign)]
            found.append(Piece(code=code, number=index_of(sign) + 1, label=label_of(code)))
    return [*found, Piece(text=words)] if words else found


def label_of(code: Code) -> str:
    """The name of an element, else the beginning of the mark-up itself."""
    named = _TAG_NAME.match(code.markup)
    return named[1].lower() if named else code.markup.strip()[:_LABEL]


def codes_json(codes: Sequence[Code]) -> str:
    """For the script: of each its kind, what it is called and what is in it."""
    told = [
        {"kind": code.kind.value, "label": label_of(code), "markup": code.markup, "pair": code.pair}
        for code in codes
    ]
    return msgspec.json.encode(told).decode()
