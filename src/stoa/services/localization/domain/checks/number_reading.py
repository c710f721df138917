"""Numbers in a text, whatever the digits and separators."""

import re
import unicodedata
from dataclasses import dataclass

_GROUPED = r"\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?:[.,٫]\d+)?"
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(rf"(?<!\d)(?:{_GROUPED}(?!\d)|\d+(?:[.,'’٫٬]\d+)*)")
_CHINESE = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12}
_MYRIAD = 10**4
_COUNTED = re.compile(
    rf"(?<!\d)(?<!\d[.,])(?:\d++(?:[.,]\d++)*+[ ]?[{''.join(_CHINESE)}]+)+(?:\d+(?![\d.,]))?"
)
"""Digits with the words that multiply them: 3億4千万."""
_SEPARATORS = ".,'’٫٬ \u00a0\u202f\u2009"


@dataclass(frozen=True, slots=True)
class Number:
    """written: as it stands. values: what it may be, as decimal strings: `1,500` may be 1500 or 1.5.

    named: part of a name, which is translated as one.
    """

    written: str
    values: frozenset[str]
    named: bool = False

    @property
    def runs(self) -> tuple[str, ...]:
        """Its digits between separators, without leading zeros."""
        return tuple(run.lstrip("0") or "0" for run in re.split(r"\D+", self.written) if run)

    @property
    def significant(self) -> str:
        """Digits without the zeros at both ends: the same at every scale."""
        return re.sub(r"\D", "", self.written).strip("0")


def read_numbers(text: str) -> list[Number]:
    """In their order, of every script's digits. What goes on from a letter is part of a name: `HEX2DEC`."""
    if not _DIGIT.search(text):
        return []
    plain = text if text.isascii() else _DIGIT.sub(lambda found: str(unicodedata.decimal(found[0])), text)
    plain = _COUNTED.sub(lambda found: f" {_counted(found[0])} ", plain)
    return [
        Number(found[0], _values(found[0]), named=_is_latin(plain[found.start() - 1 : found.start()]))
        for found in _NUMBER.finditer(plain)
    ]


def _counted(written: str) -> int:
    """Each number times the words behind it, in sum. From ten thousand on a word multiplies what stands
    before it, back to a larger one: 5千4百万 is 5400 times 万, 2万亿 is 20000 times 亿."""
    total = below = 0.0
    for digits, words in re.findall(rf"(\d+(?:[.,]\d+)*)[ ]?([{''.join(_CHINESE)}]*)", written):
        whole, _, fraction = digits.replace(",", "").partition(".")
        value = float(f"{whole}.{fraction.replace('.', '')}")
        for word in words:
            many = _CHINESE[word]
            if many < _MYRIAD:
                value *= many
            elif total < many:
                total, below, value = (total + below + value) * many, 0.0, 0.0
            else:
                total, below, value = total + (below + value) * many, 0.0, 0.0
        below += value
    return round(total + below)


def _is_latin(sign: str) -> bool:
    return sign.isalpha() and sign < "\u0250"


def _values(written: str) -> frozenset[str]:
    parts = re.split(f"[{_SEPARATORS}]", written)
    if len(parts) == 1:
        return frozenset({_plain(written)})
    values = set() if parts[-1] == "000" else {_plain("".join(parts[:-1]), parts[-1])}
    if len(parts[-1]) == 3 and all(len(part) in (2, 3) for part in parts[1:-1]):
        values.add(_plain("".join(parts)))
    return frozenset(values or {_plain("".join(parts))})


def _plain(whole: str, fraction: str = "") -> str:
    whole, fraction = whole.lstrip("0") or "0", fraction.rstrip("0")
    return f"{whole}.{fraction}" if fraction else whole
