"""Numbers say the same on both sides: in any digits, with any separators, or in words."""

from collections.abc import Callable, Iterator, Sequence

from stoa.services.localization.domain.checks.finding import Rendering
from stoa.services.localization.domain.checks.number_reading import Number, read_numbers
from stoa.services.localization.domain.checks.number_words import has_scale, words_in
from stoa.services.localization.domain.checks.protected import spelled
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.inline.placeholders import split


def numbers_changed(pair: Rendering) -> Iterator[dict[str, str]]:
    """Numbers that one side has and the other has not. How often it has them is not counted."""
    source, target = _without_protected(pair.source), _without_protected(pair.target)
    missing, added = _unmatched(read_numbers(source), read_numbers(target))
    for same in (_same_scaled if has_scale(source) or has_scale(target) else _same_value, _same_time_or_year):
        missing, added = _without_equal(missing, added, same)
    if missing and added:
        missing, added = _without_equal(_runs(missing), _runs(added), _same_value)
    missing = [one for one in missing if not _said(one, target, pair.to_locale)]
    added = [one for one in added if not _said(one, source, pair.from_locale)]
    if not (missing and added):
        missing, added = [one for one in missing if not one.named], [one for one in added if not one.named]
    if missing or added:
        yield {"missing": _listed(missing), "added": _listed(added)}


def _without_protected(text: CodedText) -> str:
    """Numbers in addresses and placeholders are theirs; those in code are compared as codes."""
    return " ".join(part for part, protected in split(spelled(text)) if not protected)


def _unmatched(source: Sequence[Number], target: Sequence[Number]) -> tuple[list[Number], list[Number]]:
    """What has no equal on the other side, be it part of a longer one there: `10:30` and `10.30`."""
    missing = [one for one in source if not _has(one, target)]
    added = [one for one in target if not _has(one, source)]
    return missing, added


def _has(number: Number, others: Sequence[Number]) -> bool:
    return any(number.values & other.values for other in others)


def _runs(numbers: Sequence[Number]) -> list[Number]:
    """Digit run by digit run; full hours and whole numbers lose their zeros."""
    return [
        Number(run, frozenset({run}), number.named) for number in numbers for run in number.runs if run != "0"
    ]


def _without_equal(
    source: Sequence[Number], target: Sequence[Number], same: Callable[[Number, Number], bool]
) -> tuple[list[Number], list[Number]]:
    return (
        [one for one in source if not any(same(one, other) for other in target)],
        [other for other in target if not any(same(one, other) for one in source)],
    )


def _same_value(one: Number, other: Number) -> bool:
    return bool(one.values & other.values)


def _same_scaled(one: Number, other: Number) -> bool:
    """340 million and 34 crore."""
    return one.significant == other.significant


def _said(number: Number, text: str, locale: str) -> bool:
    """Whether the other side says it in words; of a year the decade, of a half hour the hour."""
    said = words_in(text, locale)
    for value in number.values:
        whole, _, fraction = value.partition(".")
        if (fraction == "5" and {int(whole), 2} <= said) or (not fraction and int(whole) in said):
            return True
        if not fraction and 1000 <= int(whole) < 2100 and int(whole) % 100 in said:
            return True
        if whole == "0" and not fraction:
            return True
    return False


def _same_time_or_year(one: Number, other: Number) -> bool:
    """Hours of the afternoon, and years with and without their century."""
    if not one.written.isdigit() or not other.written.isdigit():
        return False
    first, second = int(one.written), int(other.written)
    if max(first, second) <= 24:
        return abs(first - second) == 12
    return {len(one.written), len(other.written)} == {2, 4} and first % 100 == second % 100


def _listed(numbers: Sequence[Number]) -> str:
    return ", ".join(number.written for number in numbers)
