"""Numbers say the same on both sides: in any digits, with any separators, or in words."""

import re
from collections.abc import Callable, Iterator, Sequence, Set

from stoa.services.localization.domain.checks.finding import Rendering
from stoa.services.localization.domain.checks.number_reading import Number, read_numbers
from stoa.services.localization.domain.checks.number_words import has_scale, words_in
from stoa.services.localization.domain.checks.protected import spelled
from stoa.services.localization.domain.checks.scripts import sets_words_apart
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.inline.placeholders import split

_FEW = frozenset("123")
_YEARS = range(1800, 2100)
_LONGEST_SAID = 15
"""Digits."""


def numbers_changed(pair: Rendering) -> Iterator[dict[str, str]]:
    """Numbers that one side has and the other has not.

    When both lack one of the other's, one was changed for the other, and how often each stands counts. When
    only one side does, a number that stands more often, or a small one that came in, is a way of speaking.
    """
    source, target = _without_protected(pair.source), _without_protected(pair.target)
    here, there = read_numbers(source), read_numbers(target)
    missing, added = _left(*_left(here, there, _same_number), _same_value)
    if not missing and not added:
        return
    scaled = has_scale(source) or has_scale(target)
    for same in (_same_scaled if scaled else _same_value, _same_time_or_year):
        missing, added = _left(missing, added, same)
    if missing and added:
        missing, added = _left(_runs(missing), _runs(added), _same_value)
    sides = (source, pair.from_locale), (target, pair.to_locale)
    changed = bool(missing and added)
    by_source, by_target = (words_in(*side) for side in sides)
    missing = [one for one in missing if not _said(one, by_target, by_source if changed else None)]
    added = [one for one in added if not _said(one, by_source, by_target if changed else None)]
    if not changed:
        missing = [one for one in missing if not one.named and not _has(one, there)]
        added = [one for one in added if not one.named and not _has(one, here)]
        if not _lost(*sides, there):
            added = [one for one in added if not _is_small(one) and not _is_century(one, here, target)]
    if missing or added:
        yield {"missing": _listed(missing), "added": _listed(added)}


def _without_protected(text: CodedText) -> str:
    """Numbers in addresses and placeholders are theirs; those in code are compared as codes."""
    return " ".join(part for part, protected in split(spelled(text)) if not protected)


def _has(number: Number, others: Sequence[Number]) -> bool:
    """Also as part of a name, as in `G20`; but a key `F2` excuses no other 2."""
    few = bool(number.values & _FEW)
    return any(number.values & other.values for other in others if not (few and other.named))


def _is_small(number: Number) -> bool:
    """`an hour` and `1 hora`, `no risk` and `0 % de riesgo`."""
    return bool(number.values & {"0", "1"})


def _is_century(number: Number, years: Sequence[Number], text: str) -> bool:
    """What Chinese says before a decade: 20世纪30年代."""
    centuries = {str(_amount(year.written) // 100 + 1) for year in years if year.written.isdigit()}
    return number.written in centuries and re.search(rf"{number.written}\s?世[纪紀]", text) is not None


def _lost(source: tuple[str, str], target: tuple[str, str], numbers: Sequence[Number]) -> bool:
    """Whether the source says a number in words that the target says neither so nor in digits.

    source, target: text and locale. Months are numbers where words are not set apart: 6月.
    """
    months = not sets_words_apart(target[1])
    said = words_in(*source, months=months)
    there = {value for number in numbers for value in number.values}
    return any(str(value) not in there for value in said - words_in(*target))


def _runs(numbers: Sequence[Number]) -> list[Number]:
    """Digit run by digit run: `10:30` and `10.30`."""
    return [Number(run, frozenset({run}), number.named) for number in numbers for run in number.runs]


def _left(
    source: Sequence[Number], target: Sequence[Number], same: Callable[[Number, Number], bool]
) -> tuple[list[Number], list[Number]]:
    """What is left on both sides when each has taken its equal."""
    added, missing = list(target), []
    for number in source:
        found = next((at for at, other in enumerate(added) if same(number, other)), None)
        if found is None:
            missing.append(number)
        else:
            del added[found]
    return missing, added


def _same_number(one: Number, other: Number) -> bool:
    """The 2 in `F2` is first of all that in another name."""
    return one.named == other.named and _same_value(one, other)


def _same_value(one: Number, other: Number) -> bool:
    return bool(one.values & other.values)


def _same_scaled(one: Number, other: Number) -> bool:
    """340 million and 34 crore."""
    return one.significant == other.significant


def _said(number: Number, there: Set[int], here: Set[int] | None) -> bool:
    """Whether the other side says it in words; of a year the decade, of a half hour the hour.

    there, here: what the other side and its own say in words. With `here` given, words that both sides say
    do not count: they speak of something else.
    """
    said = there - (here or set())
    for value in number.values:
        digits, _, fraction = value.partition(".")
        whole = _amount(digits)
        if (fraction == "5" and {whole, 2} <= said) or (not fraction and whole in said):
            return True
        if not fraction and 1000 <= whole < 2100 and whole % 100 in said:
            return True
        if not fraction and whole == 0 and here is None:
            return True
    return False


def _amount(digits: str) -> int:
    """Below zero for one so long that nobody says it in words."""
    return int(digits) if len(digits) <= _LONGEST_SAID else -1


def _same_time_or_year(one: Number, other: Number) -> bool:
    """Hours of the afternoon, and years with and without their century."""
    if not one.written.isdigit() or not other.written.isdigit():
        return False
    first, second = _amount(one.written), _amount(other.written)
    if first < 0 or second < 0:
        return False
    if max(first, second) <= 24:
        return abs(first - second) == 12
    return max(first, second) in _YEARS and min(first, second) < 100 and first % 100 == second % 100


def _listed(numbers: Sequence[Number]) -> str:
    return ", ".join(number.written for number in numbers)
