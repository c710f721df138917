"""A unit of the memory held against a segment that wants translating: what it is worth, and why not more."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.memory.remembered import Remembered
from stoa.services.localization.domain.memory.repair import Repair, repaired
from stoa.services.localization.domain.memory.similarity import plain, similarity
from stoa.services.localization.domain.proposal import Origin, Proposal
from stoa.services.localization.domain.terms.term import Term


class MatchKind(StrEnum):
    """CONTEXT: the same words, and the same before and after. EXACT: the same words and codes."""

    CONTEXT = "context"
    EXACT = "exact"
    FUZZY = "fuzzy"


class Penalty(StrEnum):
    OTHER_SCOPE = "other_scope"
    """Another course or domain may say it in another way."""
    MACHINE = "machine"
    """Nobody has said that it is right."""
    IMPORTED = "imported"
    """Of an exchange file: whoever made it worked by other rules."""
    CODES = "codes"
    """Mark-up stands elsewhere, or there is more or less of it."""
    MARKUP = "markup"
    """The same codes in the same places, but not letter by letter: another link."""
    STALE = "stale"
    """The segment that it was made for has other words by now."""
    ALTERNATIVE = "alternative"
    """The memory says the same words in two ways."""
    REPAIRED = "repaired"
    """Nobody has read the words as they are now."""


POINTS: dict[Penalty, int] = {
    Penalty.OTHER_SCOPE: 1,
    Penalty.MACHINE: 10,
    Penalty.IMPORTED: 2,
    Penalty.CODES: 3,
    Penalty.MARKUP: 1,
    Penalty.STALE: 3,
    Penalty.ALTERNATIVE: 1,
    Penalty.REPAIRED: 2,
}
"""In hundredths of the score. A machine's target counts no more than a person's for words 90 % alike."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the words alone do not tell. alternative: there is another target for the same source."""

    own_scope: bool = True
    same_context: bool = False
    stale: bool = False
    alternative: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """similarity: of the sources as they stand. target: repaired, with the codes of the segment."""

    unit: Remembered
    kind: MatchKind
    similarity: float
    target: CodedText
    penalties: tuple[Penalty, ...]
    repairs: tuple[Repair, ...]
    likeness: float
    """Similarity of the sources after the same repairs."""

    @property
    def score(self) -> float:
        """In [0, 1]: likeness less penalties."""
        return max(0.0, round(self.likeness - sum(POINTS[one] for one in self.penalties) / 100, 4))

    @property
    def percent(self) -> int:
        """As translation tools show it: 101 in context; rounded down, so that 100 is never nearly."""
        return 101 if self.kind is MatchKind.CONTEXT and not self.penalties else int(self.score * 100 + 1e-9)


def judge(
    wanted: CodedText,
    unit: Remembered,
    locale: str,
    circumstances: Circumstances,
    terms: Sequence[Term] = (),
) -> Match:
    """locale: of the target. terms: agreed, to be put in where that is safe."""
    result = repaired(wanted, unit.source, unit.target, locale, terms)
    words, now = plain(wanted), plain(result.source)
    before = similarity(words, plain(unit.source))
    exact = before == 1 and _codes_apart(wanted, unit.source) is not Penalty.CODES
    context = MatchKind.CONTEXT if circumstances.same_context else MatchKind.EXACT
    return Match(
        unit=unit,
        kind=context if exact else MatchKind.FUZZY,
        similarity=before,
        target=result.target,
        penalties=_penalties(wanted, unit, circumstances, result.repairs),
        repairs=result.repairs,
        likeness=similarity(words, now),
    )


def proposed(match: Match) -> Proposal:
    """As it is shown and stored; notes name penalties and repairs."""
    return Proposal(
        target=match.target,
        origin=Origin(match.kind.value),
        score=match.score,
        by=str(match.unit.id),
        notes=(*match.penalties, *match.repairs),
    )


def _penalties(
    wanted: CodedText, unit: Remembered, circumstances: Circumstances, repairs: Sequence[Repair]
) -> tuple[Penalty, ...]:
    said = {
        Penalty.OTHER_SCOPE: not circumstances.own_scope,
        Penalty.MACHINE: unit.origin is Origin.MACHINE,
        Penalty.IMPORTED: unit.origin is Origin.IMPORT,
        Penalty.STALE: circumstances.stale,
        Penalty.ALTERNATIVE: circumstances.alternative,
        Penalty.REPAIRED: any(one is not Repair.CODES for one in repairs),
    }
    apart = _codes_apart(wanted, unit.source)
    return (*(one for one, is_so in said.items() if is_so), *([apart] if apart else []))


def _codes_apart(wanted: CodedText, source: CodedText) -> Penalty | None:
    """Compared by kind and pairing, as mark-up stands in the order of its marks."""
    if wanted.codes == source.codes:
        return None
    same = [(code.kind, code.pair) for code in wanted.codes] == [
        (code.kind, code.pair) for code in source.codes
    ]
    return Penalty.MARKUP if same else Penalty.CODES
