"""What the checks say of targets, as units keep it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from stoa.kernel.locale import Locale
from stoa.services.localization.domain.checks.finding import Rendering, Severity
from stoa.services.localization.domain.checks.table import findings, stops
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.proposal import Origin, Proposal
from stoa.services.localization.domain.segment import Segment
from stoa.services.localization.domain.terms.glossary import Glossary

BREAKING = frozenset(
    {"empty", "codes_missing", "codes_added", "codes_crossed", "bidi_unclosed", "bidi_override"}
)
"""Checks that nobody may insist against: the page around the target would suffer."""

ASKING = frozenset({"term_missing"})
"""Checks that stop nobody, but that a person hears of before the target counts."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """stops: it must not be published unless a person insists.

    quality: how likely it needs no change, in [0, 1]; None unknown.
    """

    findings: tuple[dict[str, Any], ...]
    stops: bool
    quality: float | None = None

    @property
    def stopping(self) -> list[str]:
        """Names of the checks that stop it."""
        return sorted({one["check"] for one in self.findings if one["severity"] == Severity.STOPS})

    @property
    def asks(self) -> bool:
        """Whether a person has to look at it, however it came about."""
        return asks(self.findings)

    @property
    def breaks(self) -> bool:
        return not BREAKING.isdisjoint(self.stopping)


def asks(told: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a person has to look at what these were found in, however it came about."""
    return any(one["check"] in ASKING or one["severity"] == Severity.STOPS for one in told)


def judge(source: CodedText, target: str, glossary: Glossary) -> Judgement:
    rendering = Rendering(
        source=source,
        target=CodedText(target, source.codes),
        from_locale=Locale(glossary.pair.source),
        to_locale=Locale(glossary.pair.target),
        glossary=glossary,
    )
    found = findings(rendering)
    told = tuple(
        {"check": one.check, "severity": one.severity.value, "data": dict(one.data)} for one in found
    )
    return Judgement(told, stops(found))


def judge_all(
    segments: Sequence[Segment], proposals: Mapping[UUID, Proposal | None], glossary: Glossary
) -> dict[UUID, Judgement]:
    """Of those with a proposal, by segment. Takes a while for many: for a thread."""
    judged = {}
    for segment in segments:
        proposal = proposals[segment.id]
        if proposal is not None:
            found = judge(segment.coded, proposal.target.text, glossary)
            quality = proposal.score if proposal.origin is Origin.MACHINE else None
            judged[segment.id] = Judgement(found.findings, found.stops, quality)
    return judged
