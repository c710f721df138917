"""Numbers that changed in the source, changed in the target too."""

import re
from collections.abc import Sequence

from babel import Locale as Rules
from babel import UnknownLocaleError
from rapidfuzz.distance import Levenshtein

_SPACED = r"[^\W\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
"""Letters and digits, but for those of scripts that set no space between a number and a word."""
_NUMBER = re.compile(rf"(?<!{_SPACED})(?<![.,])[0-9]+(?:[.,][0-9]+)*(?!{_SPACED}|[.,][0-9])")
_TOKEN = re.compile(rf"{_NUMBER.pattern}|[^\W\d]+|\S")
_SWAPPED = str.maketrans(".,", ",.")


def with_numbers_of(wanted: str, source: str, target: str, locale: str) -> tuple[str, str] | None:
    """Source and target with the numbers of the wanted text. None when none changed or it is not certain how.

    Certain is: every number that changed stands where another number stood, once in the source and once in
    the target, written as the source or with point and comma swapped; and a noun that is counted has the same
    form with both. Source of the forms: CLDR plural rules. locale: of the target.
    """
    changes = _changes(_TOKEN.findall(source), _TOKEN.findall(wanted))
    if not changes:
        return None
    there: dict[str, str] = {}
    for old, new in changes:
        written = _written_once(old, new, target)
        if _occurrences(old, source) != 1 or written is None or not _same_form(old, new, locale):
            return None
        there[written[0]] = written[1]
    return _replaced(source, dict(changes)), _replaced(target, there)


def _changes(source: Sequence[str], wanted: Sequence[str]) -> list[tuple[str, str]]:
    """Numbers of the source with those that stand in their place; empty when one came or went."""
    changes: list[tuple[str, str]] = []
    for step in Levenshtein.opcodes(source, wanted):
        if step.tag == "equal":
            continue
        old, new = source[step.src_start : step.src_end], wanted[step.dest_start : step.dest_end]
        kinds = [[bool(_NUMBER.fullmatch(one)) for one in side] for side in (old, new)]
        if kinds[0] == kinds[1]:
            changes += [
                pair
                for pair, is_number in zip(zip(old, new, strict=True), kinds[0], strict=True)
                if is_number
            ]
        elif any(map(any, kinds)):
            return []
    return changes


def _written_once(old: str, new: str, target: str) -> tuple[str, str] | None:
    """How the target writes the old number, and would write the new."""
    if _occurrences(old, target) == 1:
        return old, new
    swapped = old.translate(_SWAPPED)
    if _occurrences(old, target) == 0 and _occurrences(swapped, target) == 1:
        return swapped, new.translate(_SWAPPED)
    return None


def _occurrences(number: str, text: str) -> int:
    return _NUMBER.findall(text).count(number)


def _same_form(old: str, new: str, locale: str) -> bool:
    """Whether `1 file` would become `2 files`; two numbers with fractions count alike."""
    try:
        rule = Rules.parse(locale, sep="-").plural_form
    except (UnknownLocaleError, ValueError):
        return False
    whole = old.isdigit(), new.isdigit()
    return rule(int(old)) == rule(int(new)) if all(whole) else not any(whole)


def _replaced(text: str, numbers: dict[str, str]) -> str:
    return _NUMBER.sub(lambda found: numbers.get(found[0], found[0]), text)
