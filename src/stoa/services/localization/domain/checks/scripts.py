"""Scripts: of locales, and of the letters of a text. Source: Unicode 15; CLDR 44."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache

_NAMES = """
    LATIN=Latn FULLWIDTH=Latn CYRILLIC=Cyrl GREEK=Grek ARABIC=Arab HEBREW=Hebr DEVANAGARI=Deva
    BENGALI=Beng GURMUKHI=Guru GUJARATI=Gujr TAMIL=Taml TELUGU=Telu KANNADA=Knda MALAYALAM=Mlym
    SINHALA=Sinh THAI=Thai LAO=Laoo MYANMAR=Mymr KHMER=Khmr TIBETAN=Tibt GEORGIAN=Geor ARMENIAN=Armn
    ETHIOPIC=Ethi HANGUL=Hang HIRAGANA=Kana KATAKANA=Kana KATAKANA-HIRAGANA=Kana HALFWIDTH=Kana
    CJK=Hani IDEOGRAPHIC=Hani
"""
_NAMED = dict(name.split("=") for name in _NAMES.split())
"""By the first word of a letter's name; both of Japan's syllabaries are one here."""

_OF_LANGUAGE = {
    "ar fa ur ps sd ug ckb": "Arab",
    "he yi": "Hebr",
    "ru uk be bg mk kk ky mn tg": "Cyrl",
    "el": "Grek",
    "hi mr ne sa": "Deva",
    "bn as": "Beng",
    "pa": "Guru",
    "gu": "Gujr",
    "ta": "Taml",
    "te": "Telu",
    "kn": "Knda",
    "ml": "Mlym",
    "si": "Sinh",
    "th": "Thai",
    "lo": "Laoo",
    "my": "Mymr",
    "km": "Khmr",
    "ka": "Geor",
    "hy": "Armn",
    "am ti": "Ethi",
    "ko": "Hang Hani",
    "ja": "Kana Hani",
    "zh yue": "Hani",
    "sr": "Cyrl Latn",
}
_SCRIPTS = {
    language: frozenset(scripts.split())
    for languages, scripts in _OF_LANGUAGE.items()
    for language in languages.split()
}
_TAGGED = {"Hans": "Hani", "Hant": "Hani", "Jpan": "Kana Hani", "Kore": "Hang Hani"}

_BEYOND_LATIN = re.compile("[^\x00-\u024f\u2000-\u206f]")
"""Past the Latin letters of the first blocks and general punctuation."""

WITHOUT_BLANKS = frozenset({"Hani", "Kana", "Thai", "Laoo", "Khmr", "Mymr"})
"""Words are written without blanks between them."""


@lru_cache(maxsize=8192)
def script(sign: str) -> str | None:
    """ISO 15924; None for what is no letter, or of a script that is not named here."""
    return _NAMED.get(unicodedata.name(sign, "").split(" ")[0]) if sign.isalpha() else None


def scripts_of(locale: str) -> frozenset[str]:
    """A script in the tag says it; else the language does, and one that is not named is written in Latin."""
    for part in locale.split("-")[1:]:
        if len(part) == 4:
            return frozenset(_TAGGED.get(part, part).split())
    return _SCRIPTS.get(locale.split("-")[0], frozenset({"Latn"}))


def is_all_latin(text: str) -> bool:
    """Whether it is seen at once that no letter is of another script."""
    return text.isascii() or _BEYOND_LATIN.search(text) is None


def count_scripts(text: str) -> Counter[str]:
    """Letters by script."""
    counted: Counter[str] = Counter()
    for sign, often in Counter(text).items():
        if (found := script(sign)) is not None:
            counted[found] += often
    return counted


def sets_words_apart(locale: str) -> bool:
    return scripts_of(locale).isdisjoint(WITHOUT_BLANKS)
