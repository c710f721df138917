"""The rules that we bring, as one set of SRX 2.0."""

from functools import cache

from stoa.services.localization.domain.sentences.rules.abbreviations import abbreviations
from stoa.services.localization.domain.sentences.rules.endings import (
    endings,
    lines,
    mixed,
    of_language,
    wide_endings,
)
from stoa.services.localization.domain.sentences.rules.english import ENGLISH
from stoa.services.localization.domain.sentences.rules.further import (
    ARABIC,
    ARMENIAN,
    CHINESE,
    GREEK,
    HINDI,
    JAPANESE,
    KAZAKH,
)
from stoa.services.localization.domain.sentences.rules.germanic import DANISH, DUTCH, GERMAN
from stoa.services.localization.domain.sentences.rules.insertions import insertions
from stoa.services.localization.domain.sentences.rules.labels import items, labels
from stoa.services.localization.domain.sentences.rules.language import Language
from stoa.services.localization.domain.sentences.rules.romance import FRENCH, ITALIAN, PORTUGUESE, SPANISH
from stoa.services.localization.domain.sentences.rules.slavic import BULGARIAN, POLISH, RUSSIAN, UKRAINIAN
from stoa.services.localization.domain.sentences.srx import LanguageMap, Rule, RuleSet

KNOWN = (
    *(ENGLISH, SPANISH, FRENCH, PORTUGUESE, ITALIAN, GERMAN, DUTCH, DANISH, POLISH),
    *(RUSSIAN, UKRAINIAN, BULGARIAN, GREEK, ARMENIAN, KAZAKH, ARABIC, HINDI, JAPANESE, CHINESE),
)
IDEOGRAPHIC = (JAPANESE, CHINESE)
OTHER = Language(
    "Other",
    rf"(?!(?:{'|'.join(one.codes for one in KNOWN)})(?:-|$))\w+",
    names=ENGLISH.names,
    numbers=ENGLISH.numbers,
    others=ENGLISH.others,
    starters=ENGLISH.starters,
    never_glued=ENGLISH.starters,
)
"""Any other language: the abbreviations of English stand in texts of most of them."""


@cache
def ours() -> RuleSet:
    """In the order in which they hold: what the language says against a break, what is said everywhere, what
    the language ends a sentence with, what ends one everywhere."""
    against: dict[str, tuple[Rule, ...]] = {}
    ends: dict[str, tuple[Rule, ...]] = {}
    for one in (*KNOWN, OTHER):
        against[one.name] = tuple(abbreviations(one))
        wide = (mixed(),) if one in IDEOGRAPHIC else ()
        ends[f"{one.name}, ends"] = (*of_language(one), *wide)
    everywhere = {
        "Everywhere": (*labels(), *insertions(), *lines()),
        "Everywhere, ends": (*endings(), *items(), *wide_endings()),
    }
    maps = (
        *(LanguageMap(_locales(one), one.name) for one in (*KNOWN, OTHER)),
        LanguageMap(".*", "Everywhere"),
        *(LanguageMap(_locales(one), f"{one.name}, ends") for one in (*KNOWN, OTHER)),
        LanguageMap(".*", "Everywhere, ends"),
    )
    return RuleSet({**against, **everywhere, **ends}, maps, cascade=True, trusted=True)


def _locales(language: Language) -> str:
    return rf"(?:{language.codes})(?:[-_].*)?"
