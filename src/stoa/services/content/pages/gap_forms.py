"""A gap of a cloze in its form, its responses one a line. What a line does not say is kept with it."""

import re
from collections.abc import Callable, Iterable
from html import unescape
from typing import TypeVar
from zlib import crc32

from msgspec.structs import replace

from stoa.kernel.markup import words
from stoa.runtime.amounts import exactly
from stoa.services.content.domain.html import plain
from stoa.services.content.domain.items import Choice, Gap, NearMiss, Pattern
from stoa.services.content.pages.forms import (
    Fields,
    as_number,
    as_sent,
    number,
    on_one_line,
    rich,
    text,
    ticked,
)

T = TypeVar("T", Choice, Pattern, NearMiss)

_WITH_SHARE = re.compile(r"(.*\S)\s+\|\s+(\d+(?:[.,]\d+)?)")
_ALT = re.compile(r'<img(?: [a-z-]+="[^"]*")*? alt="([^"]*)"')


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
    lines = as_sent(row, "lines").split("\n")
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
    """Its words, else those for its pictures, else its id: a choice without a line would be lost."""
    pictured = " ".join(_ALT.findall(choice.html))
    return words(choice.html) or " ".join(unescape(pictured).split()) or choice.id


def _of_pattern(pattern: Pattern) -> str:
    said = on_one_line(pattern.text)
    return said if pattern.share == 1 else f"{said} | {exactly(pattern.share)}"


def _of_miss(miss: NearMiss) -> str:
    return f"{exactly(miss.value)} | {exactly(miss.share)}"


def _beside(
    lines: list[str], there: Iterable[T], line_of: Callable[[T], str], alike: Callable[[str, T], bool]
) -> list[tuple[str, T | None]]:
    """Each line with what it stood for, which no second line stands for. Empty ones stand for nothing.

    alike: whether a line that was changed still stands for it.
    """
    ways: list[Callable[[str, T], bool]] = [
        lambda line, each: line_of(each) == line,
        lambda line, each: line_of(each) == line.strip(),
        lambda line, each: bool(line.strip()) and alike(line, each),
    ]
    left = list(there)
    found: list[T | None] = [None for _ in lines]
    for same in ways:
        for place, line in enumerate(lines):
            if found[place] is not None:
                continue
            old = found[place] = next((each for each in left if same(line, each)), None)
            if old is not None:
                left.remove(old)
    return [(line, old) for line, old in zip(lines, found, strict=True) if old or line.strip()]


def _choices(lines: list[str], old: Gap) -> list[Choice]:
    """As they were where nothing was touched: the correct one need not stand first."""
    if old.choices and lines == lines_of(old):
        return old.choices
    beside = _beside(lines, _correct_first(old.choices), _of_choice, lambda *_: False)
    return [
        replace(there, correct=place == 0)
        if there
        else Choice(id=f"c-{crc32(line.strip().encode()):08x}", html=plain(line.strip()), correct=place == 0)
        for place, (line, there) in enumerate(beside)
    ]


def _patterns(lines: list[str], there: list[Pattern]) -> list[Pattern]:
    def says_the_same(line: str, pattern: Pattern) -> bool:
        return _taken_apart(line.strip(), 1.0)[0] == on_one_line(pattern.text).strip()

    made = []
    for line, old in _beside(lines, there, _of_pattern, says_the_same):
        said, share = _taken_apart(line.strip(), 1.0)
        if old is None:
            made.append(Pattern(text=said, share=share))
        elif _of_pattern(old) in (line, line.strip()):
            made.append(old)
        else:
            made.append(replace(old, share=share) if share != old.share else replace(old, text=said))
    return made


def _misses(lines: list[str], there: list[NearMiss], at: str) -> list[NearMiss]:
    def says_the_same(line: str, miss: NearMiss) -> bool:
        return as_number(_taken_apart(line.strip(), 0.0)[0], at) == miss.value

    made = []
    for line, old in _beside(lines, there, _of_miss, says_the_same):
        said, share = _taken_apart(line.strip(), 0.0)
        if old is None:
            made.append(NearMiss(value=as_number(said, at), share=share))
        else:
            made.append(old if _of_miss(old) == line.strip() else replace(old, share=share))
    return made


def _taken_apart(line: str, share: float) -> tuple[str, float]:
    """What is responded and the share that it earns; share: where the line says none."""
    found = _WITH_SHARE.fullmatch(line)
    return (found[1], as_number(found[2], "share")) if found else (line, share)
