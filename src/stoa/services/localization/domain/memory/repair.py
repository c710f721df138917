"""A target made to fit words that are a little other: only where it is certain what to change."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.memory.numbers import with_numbers_of
from stoa.services.localization.domain.memory.recoded import recoded
from stoa.services.localization.domain.memory.renamed import with_terms_of
from stoa.services.localization.domain.terms.term import Term


class Repair(StrEnum):
    NUMBERS = "numbers"
    TERMS = "terms"
    CODES = "codes"


@dataclass(frozen=True, slots=True)
class Repaired:
    """source: what the target is now a translation of, as far as numbers and terms go."""

    source: CodedText
    target: CodedText
    repairs: tuple[Repair, ...] = ()


def repaired(
    wanted: CodedText, source: CodedText, target: CodedText, locale: str, terms: Sequence[Term] = ()
) -> Repaired:
    """source, target: of the memory. locale: of the target. What is not certain stays as it was."""
    repairs: list[Repair] = []
    texts = source.text, target.text
    if (changed := with_numbers_of(wanted.text, *texts, locale)) is not None:
        texts = changed
        repairs.append(Repair.NUMBERS)
    if (changed := with_terms_of(wanted.text, *texts, locale, terms)) is not None:
        texts = changed
        repairs.append(Repair.TERMS)
    now = CodedText(texts[1], target.codes)
    coded = recoded(wanted, source, now)
    if coded != now:
        repairs.append(Repair.CODES)
    return Repaired(CodedText(texts[0], source.codes), coded, tuple(repairs))
