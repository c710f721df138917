"""Numbers as people write them, in every script and with either decimal mark."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from stoa.kernel.errors import Invalid

_SPACES_BETWEEN_THOUSANDS = re.compile(r"(?<=\d)[ '’٬](?=\d{3}(?!\d))")
_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>\d{0,40})(?:(?P<mark>[.,])(?P<part>\d{0,40}))?(?:[eE](?P<power>[+-]?\d{1,3}))?"
)
_TIMES_TEN = re.compile(r"\s*[x×·*]\s*10\s*\^?\s*(?=[+-]?\d)", re.I)
_MINUS = str.maketrans({"−": "-", "–": "-", "‒": "-", "﹣": "-", "٫": ".", "،": ","})
_LANGUAGES_WITH_DECIMAL_POINT = frozenset({"ar", "en", "fa", "he", "hi", "ja", "ko", "th", "ur", "zh"})


def parse_number(text: str, unit: str = "", locale: str = "en") -> Decimal:
    """The number a person wrote, the unit behind it or not.

    One mark, `.` or `,`, is the decimal mark whatever the locale. Only where it could as well set off
    thousands in the locale ("1,250" in English, "1.250" in German) the person is asked to say it again.
    Raises Invalid with field `given`.
    """
    plain = _ascii_digits(_without_unit(text.strip(), unit)).translate(_MINUS)
    plain = _SPACES_BETWEEN_THOUSANDS.sub("", _TIMES_TEN.sub("e", plain))
    match = _NUMBER.fullmatch(plain.strip())
    if match is None or not (match["whole"] or match["part"]):
        raise Invalid("response.no_number", field="given")
    if _could_be_thousands(match, locale):
        raise Invalid("response.number_ambiguous", field="given", without=match["whole"] + match["part"])
    return Decimal(f"{match['sign']}{match['whole'] or 0}.{match['part'] or 0}e{match['power'] or 0}")


def _could_be_thousands(match: re.Match[str], locale: str) -> bool:
    if match["mark"] is None or match["power"] or match["mark"] == decimal_mark(locale):
        return False
    return len(match["part"]) == 3 and 1 <= len(match["whole"]) <= 3 and not match["whole"].startswith("0")


def decimal_mark(locale: str) -> str:
    """The mark that people of the language write. Source: CLDR 46, `decimal` of latn, by likely region."""
    return "." if locale.split("-")[0] in _LANGUAGES_WITH_DECIMAL_POINT else ","


def write_number(value: Decimal, locale: str) -> str:
    """Plain digits with the locale's decimal mark, as `parse_number` reads them."""
    exponent = value.adjusted() if value else 0
    text = f"{value:f}" if -7 < exponent < 16 else f"{value:e}"
    if "." in text and "e" not in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", decimal_mark(locale))


def _without_unit(text: str, unit: str) -> str:
    folded, ending = (
        unicodedata.normalize("NFKC", text).casefold(),
        unicodedata.normalize("NFKC", unit).casefold(),
    )
    if ending and folded.endswith(ending):
        return folded.removesuffix(ending).strip()
    return unicodedata.normalize("NFKC", text)


def _ascii_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


@dataclass(frozen=True, slots=True)
class Range:
    """value ± tolerance, both ends in it; relative: the tolerance is a share of |value|.

    Decimal throughout, so that 0.3 lies within 0.2 ± 0.1.
    """

    value: Decimal
    tolerance: Decimal = Decimal(0)
    relative: bool = False

    @classmethod
    def around(cls, value: float, tolerance: float = 0.0, relative: bool = False) -> "Range":
        return cls(Decimal(str(value)), Decimal(str(tolerance)), relative)

    def holds(self, number: Decimal) -> bool:
        width = self.tolerance * abs(self.value) if self.relative else self.tolerance
        return abs(number - self.value) <= width


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A number that is not right but foreseen. share: of the points, in [0, 1). feedback: html."""

    range: Range
    share: float = 0.0
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class NumberKey:
    """What is right of a number, and what is nearly so: tried in order."""

    right: Range
    near_misses: tuple[NearMiss, ...] = ()
    unit: str = ""
    locale: str = "en"

    def read(self, text: str) -> Decimal:
        """Raises Invalid when the text is no number."""
        return parse_number(text, self.unit, self.locale)

    def judge(self, text: str) -> tuple[float, str]:
        """Share and feedback of a text that `read` accepts."""
        number = self.read(text)
        if self.right.holds(number):
            return 1.0, ""
        for miss in self.near_misses:
            if miss.range.holds(number):
                return miss.share, miss.feedback
        return 0.0, ""

    def written(self) -> str:
        return write_number(self.right.value, self.locale)
