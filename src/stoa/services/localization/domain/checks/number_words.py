"""Numbers that a text says in words, of the languages in `number_forms`."""

import re
from collections.abc import Iterator, Set
from functools import cache

from stoa.services.localization.domain.checks.number_forms import VALUES, WORDS

_MONTHS_EN = [
    re.compile(rf"\b{month}\b", re.IGNORECASE)
    for month in (
        *("jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?"),
        *("july?", "aug(?:ust)?", "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?"),
    )
]
_MULTIPLIERS = frozenset({100, 1000, 10**6, 10**9})
_SCALES = re.compile(
    r"hundred|thousand|million|billion|trillion|dozen|mill|mil\b|tausend|mrd|mio|тыс|млн|млрд|миллион|миллиард|"
    r"tysi|ألف|آلاف|مليون|مليار|ملايين|लाख|करोड़|हज़ार|हजार|अरब|मिलियन|बिलियन|[万萬億亿兆千百]",
    re.IGNORECASE,
)
"""Words that multiply the number beside them."""
_ROMAN = re.compile(
    r"\b(?=[IVXLC])(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})(?:(?:er|ème|e|è|º|ª)(?![A-Za-zÀ-ÿ])|(?![A-Za-zÀ-ÿ]))"
)
_ROMAN_SIGNS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_BEFORE = {"ja": "", "zh": "", "ar": r"(?<![^\W\d_])(?:[وفبلك]?(?:ال)?)"}
"""What may stand before a number word: anything in Japanese and Chinese, a joined article in Arabic."""
_DECADES = re.compile(r"\bdecades?\b|\bdozen\b")
_DUAL = re.compile(r"\w(?:تين|تان|ين|ان)\b")


@cache
def _table(language: str) -> dict[int, re.Pattern[str]]:
    """Empty for a language whose words are not known."""
    if language not in WORDS:
        return {}
    forms = zip(VALUES, WORDS[language].split(), strict=True)
    return {value: re.compile(_form(written, language), re.IGNORECASE) for value, written in forms}


def _form(written: str, language: str) -> str:
    parts = [re.escape(part) for part in written.split("/") if part != "-"]
    if not parts:
        return r"(?!)"
    before = _BEFORE.get(language, r"(?<![^\W\d_])")
    return f"{before}(?:{'|'.join(parts)})"


def words_in(text: str, locale: str, *, months: bool = True) -> set[int]:
    """Of number words and Roman numerals; `twenty-five` and `three thousand` too, but no longer sums.

    months: those of English too.
    """
    language = locale.split("-")[0]
    said = {value for value, word in _table(language).items() if word.search(text)}
    said |= {_value("".join(found)) for found in _ROMAN.findall(text)}
    if language == "en":
        lowered = text.lower()
        said |= {place for place, month in enumerate(_MONTHS_EN, 1) if months and month.search(text)}
        said |= {10 * one for one in said if one < 10 and _DECADES.search(lowered)}
        said |= {12 * one for one in said if one < 10 and "dozen" in lowered}
    if language == "ar" and _DUAL.search(text):
        said.add(2)
    tens = {one for one in said if (10 if language == "ar" else 20) <= one <= 90}
    said |= {ten + one for ten in tens for one in said if 0 < one < 10}
    return said | set(_multiplied(text, language, said, tens))


def _multiplied(text: str, language: str, said: Set[int], tens: Set[int]) -> Iterator[int]:
    """Three thousand, and twenty-five thousand: where the word that multiplies follows the other."""
    table = _table(language)
    for many in said & _MULTIPLIERS:
        for one in said & table.keys():
            if 0 < one < many and _follows(table[one], table[many], text):
                yield one * many
                yield from ((ten + one) * many for ten in tens if one < 10)


def _follows(first: re.Pattern[str], second: re.Pattern[str], text: str) -> bool:
    """No other word that begins like the second, as in `tres milímetros`."""
    both = rf"{first.pattern}\w*[\s-]+{second.pattern}\w{{0,3}}\b"
    return re.search(both, text, re.IGNORECASE) is not None


def has_scale(text: str) -> bool:
    return _SCALES.search(text) is not None


def _value(roman: str) -> int:
    values = [_ROMAN_SIGNS[sign] for sign in roman]
    return sum(
        -value if at + 1 < len(values) and value < values[at + 1] else value
        for at, value in enumerate(values)
    )
