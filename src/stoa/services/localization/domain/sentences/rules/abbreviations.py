"""Full stops that do not end a sentence, and those that do although they look like it."""

from collections.abc import Iterator

from stoa.services.localization.domain.sentences.rules.language import Language, short
from stoa.services.localization.domain.sentences.rules.signs import ALONE, BIDI, CLOSING, ENDS, OPENING
from stoa.services.localization.domain.sentences.rules.words import one_of
from stoa.services.localization.domain.sentences.srx import Rule

ZONES = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Eastern|Pacific|Central|Mountain|Atlantic"
"""What goes on after a time of day: 5 p.m. Eastern. Time zones in capitals, too."""


def abbreviations(language: Language) -> Iterator[Rule]:
    if language.numbers:
        counted = rf"{ALONE}{short(language.numbers)}"
        yield Rule(True, rf"[.?!](?<={counted}\.\s?\d{{1,4}}[.?!])\s+", r"\p{Lu}")
        yield Rule(False, rf"{counted}\.\s+", r"[\p{N}(§#№]|[IVXLC]+(?!\p{L})")
    if language.names:
        yield Rule(False, rf"{ALONE}{short(language.names)}\.\s+")
    yield from _times()
    yield Rule(
        False, rf"(?:{_inside(language)})\.{BIDI}\s+", rf"(?![{OPENING}]*{language.starter}(?!\p{{L}}))"
    )
    yield from _ordinals(language)
    if language.lines:
        yield Rule(False, rf"[{language.lines}]\n", r"\S")


def _inside(language: Language) -> str:
    """Abbreviations, initials and single letters, letters with full stops: e.g., U.S., J. R. R."""
    pronoun = rf"(?<!{ALONE}{one_of(language.pronouns.split())}\s(?=I\.))" if language.pronouns else ""
    letter = rf"(?<![\p{{L}}\p{{M}}\p{{N}}'’°]){pronoun}\p{{L}}{BIDI}"
    letters = r"\p{L}\.\s?\p{L}"
    known = rf"{ALONE}{short(language.others)}|" if language.others else ""
    return rf"{known}{letter}|{letters}"


def _times() -> Iterator[Rule]:
    """At 5 a.m. Ms. Lee left: a time that begins a sentence ends none. But: He left at 6 p.m. Ms. Lee
    stayed."""
    time = r"[AaPp]\.[Mm]\.\s+"
    yield Rule(False, rf"(?:^|[{ENDS}][{CLOSING}]*\s)\p{{Lu}}\p{{Ll}}*\s[\d:.]+\s?{time}")
    yield Rule(True, time, rf"(?!\p{{Lu}}{{2,4}}(?!\p{{L}})|{ZONES})\p{{Lu}}")


def _ordinals(language: Language) -> Iterator[Rule]:
    if language.months:
        yield Rule(False, r"\d\.\s+", rf"{short(language.months)}(?!\p{{L}})")
    if language.ordinals:
        yield Rule(False, r"[^\s.?!:]\s", r"\d{1,2}\.\s")
        yield Rule(
            False,
            r"(?<![\p{L}\p{N}.,:/-])\d{1,2}\.\s+",
            rf"(?!{language.starter}(?!\p{{L}}))\p{{L}}",
        )
