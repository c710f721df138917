"""A gap of a cloze in its form, its responses one a line. What a line does not say is kept with it."""

import re
from collections.abc import Callable, Iterable
from typing import TypeVar
from zlib import crc32

from msgspec.structs import replace

from stoa.kernel.markup import words
from stoa.runtime.amounts import exactly
from stoa.services.content.domain.html import plain
from stoa.services.content.domain.items import Choice, Gap, NearMiss, Pattern
from stoa.services.content.pages.forms import Fields, as_number, number, rich, text, ticked

T = TypeVar("T", Choice, Pattern, NearMiss)

_WITH_SHARE = re.compile(r"(.*\S)\s+\|\s+(\d+(?:[.,]\d+)?)")


def lines_of(gap: Gap) -> list[str]:
    """Choices, the correct one first; or patterns; or near misses of a number, each with what it earns."""
    return [
        *(_of_choice(choice) for choice in _correct_first(gap.choices)),
        *(_of_pattern(pattern) for pattern in gap.patterns),
        *(_of_miss(miss) for miss in gap.near_misses),
    ]


def gap_from(row: Fields, at: str, there: Gap | None) -> Gap:
    """there: the gap as it was, if it was. at: path of the row, for faults."""
    old = there or Gap(id="")
    lines = [line.strip() for line in text(row, "lines").splitlines() if line.strip()]
    common: Fields = {"id": text(row, "id"), "feedback": rich(row, "feedback")}
    kind = text(row, "kind")
    if kind == "number":
        return Gap(
            **common,
            value=number(row, "value", f"{at}.value"),
            tolerance=number(row, "tolerance", f"{at}.tolerance", 0.0),
            relative=ticked(row, "relative"),
            unit=text(row, "unit")[:40],
            near_misses=_misses(lines, old.near_misses, f"{at}.lines"),
        )
    if kind == "choices":
        return Gap(**common, choices=_choices(lines, old))
    case_sensitive = ticked(row, "case_sensitive")
    return Gap(**common, patterns=_patterns(lines, old.patterns), case_sensitive=case_sensitive)


def _correct_first(choices: list[Choice]) -> list[Choice]:
    return sorted(choices, key=lambda choice: not choice.correct)


def _of_choice(choice: Choice) -> str:
    return words(choice.html)


def _of_pattern(pattern: Pattern) -> str:
    return pattern.text if pattern.share == 1 else f"{pattern.text} | {exactly(pattern.share)}"


def _of_miss(miss: NearMiss) -> str:
    return f"{exactly(miss.value)} | {exactly(miss.share)}"


def _beside(lines: list[str], there: Iterable[T], line_of: Callable[[T], str]) -> list[tuple[str, T | None]]:
    """Each line with what it stood for, which no second line stands for."""
    left = list(there)
    found = []
    for line in lines:
        old = next((each for each in left if line_of(each) == line), None)
        if old is not None:
            left.remove(old)
        found.append((line, old))
    return found


def _choices(lines: list[str], old: Gap) -> list[Choice]:
    if old.choices and lines == lines_of(old):
        return old.choices
    return [
        replace(there, correct=place == 0)
        if there
        else Choice(id=f"c-{crc32(line.encode()):08x}", html=plain(line), correct=place == 0)
        for place, (line, there) in enumerate(_beside(lines, _correct_first(old.choices), _of_choice))
    ]


def _patterns(lines: list[str], there: list[Pattern]) -> list[Pattern]:
    by_text = {pattern.text: pattern for pattern in reversed(there)}
    made = []
    for line, old in _beside(lines, there, _of_pattern):
        said, share = _taken_apart(line, 1.0)
        made.append(old or replace(by_text.get(said, Pattern(text=said)), share=share))
    return made


def _misses(lines: list[str], there: list[NearMiss], at: str) -> list[NearMiss]:
    by_value = {miss.value: miss for miss in reversed(there)}
    made = []
    for line, old in _beside(lines, there, _of_miss):
        said, share = _taken_apart(line, 0.0)
        value = as_number(said, at)
        made.append(old or replace(by_value.get(value, NearMiss(value=value)), share=share))
    return made


def _taken_apart(line: str, share: float) -> tuple[str, float]:
    """What is responded and the share that it earns; share: where the line says none."""
    found = _WITH_SHARE.fullmatch(line)
    return (found[1], as_number(found[2], "share")) if found else (line, share)
