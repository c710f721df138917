"""Locales. Source: BCP 47 (RFC 5646), the part of it that learning content uses."""

import re
from collections.abc import Sequence
from typing import NewType

from stoa.kernel.errors import Invalid

Locale = NewType("Locale", str)

_SHAPE = re.compile(r"(?P<language>[a-z]{2,3})(-(?P<script>[a-z]{4}))?(-(?P<region>[a-z]{2}|\d{3}))?", re.I)
_RIGHT_TO_LEFT_LANGUAGES = frozenset({"ar", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"Arab", "Hebr", "Thaa", "Nkoo", "Adlm", "Syrc"})


def parse_locale(tag: str, field: str = "locale") -> Locale:
    """The tag in its canonical case, for example `pt-BR` or `zh-Hant`."""
    match = _SHAPE.fullmatch(tag.strip().replace("_", "-"))
    if match is None:
        raise Invalid("locale.malformed", field=field, given=tag, example="pt-BR")
    parts = [match["language"].lower()]
    if match["script"]:
        parts.append(match["script"].title())
    if match["region"]:
        parts.append(match["region"].upper())
    return Locale("-".join(parts))


def nearest(available: Sequence[str], wanted: Sequence[str]) -> str | None:
    """Of the first wanted locale that there is in any form: itself, else a wider one, else another of its
    language; None where there is none of any.

    wanted: most wanted first. Source: RFC 4647, 3.4, and then on to other regions of the language.
    """
    for locale in wanted:
        parts = locale.split("-")
        narrowing = ("-".join(parts[:count]) for count in range(len(parts), 0, -1))
        wider = next((tag for tag in narrowing if tag in available), None)
        found = wider or next((one for one in available if one.split("-")[0] == parts[0]), None)
        if found is not None:
            return found
    return None


def direction(locale: str) -> str:
    """`rtl` or `ltr`, by script if the tag names one, else by language."""
    parts = locale.split("-")
    script = next((part for part in parts[1:] if len(part) == 4), None)
    if script is not None:
        return "rtl" if script in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if parts[0] in _RIGHT_TO_LEFT_LANGUAGES else "ltr"


def tongue(locale: str) -> dict[str, str]:
    """Attributes of an element whose content is in the locale."""
    return {"lang": locale, "dir": direction(locale)}
