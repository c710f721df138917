"""Locales as services call them."""

from collections.abc import Iterable

_TRADITIONAL = frozenset({"TW", "HK", "MO"})


def code_of(locale: str, regional: Iterable[str], chinese: tuple[str, str]) -> str:
    """The service's own code, else the language alone.

    regional: codes with a region that the service knows apart. chinese: its codes for simplified and
    traditional.
    """
    language, *rest = locale.split("-")
    if language == "zh":
        return chinese[1 if "Hant" in rest or _TRADITIONAL.intersection(rest) else 0]
    return next((code for code in regional if code.lower() == locale.lower()), language)
