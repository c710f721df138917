"""What the checks say of targets, as units keep it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any
from uuid import UUID

from stoa.kernel.locale import Locale
from stoa.services.localization.domain.checks.finding import Rendering, Severity
from stoa.services.localization.domain.checks.table import findings, stops
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.proposal import Proposal
from stoa.services.localization.domain.quality.calibration import Calibration, Likely, row_of, tell
from stoa.services.localization.domain.quality.signals import own_signals
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

    likely: how likely it needs no change; None where nothing tells.
    """

    findings: tuple[dict[str, Any], ...]
    stops: bool
    likely: Likely | None = None

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


def asks(found: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a person has to look at what these were found in, however it came about."""
    return any(one["check"] in ASKING or one["severity"] == Severity.STOPS for one in found)


def judge(source: CodedText, target: str, glossary: Glossary) -> Judgement:
    return _judged(_rendering(source, target, glossary))


def _rendering(source: CodedText, target: str, glossary: Glossary) -> Rendering:
    return Rendering(
        source=source,
        target=CodedText(target, source.codes),
        from_locale=Locale(glossary.pair.source),
        to_locale=Locale(glossary.pair.target),
        glossary=glossary,
    )


def _judged(rendering: Rendering) -> Judgement:
    found = findings(rendering)
    kept = tuple(
        {"check": one.check, "severity": one.severity.value, "data": dict(one.data)} for one in found
    )
    return Judgement(kept, stops(found))


def judge_all(
    segments: Sequence[Segment],
    proposals: Mapping[UUID, Proposal | None],
    glossary: Glossary,
    calibrations: Mapping[str, Calibration] = MappingProxyType({}),
) -> dict[UUID, Judgement]:
    """Of those with a proposal, by segment. Takes a while for many: for a thread.

    calibrations: of the two locales by provider, for what machines propose.
    """
    judged = {}
    for segment in segments:
        proposal = proposals[segment.id]
        if proposal is not None:
            rendering = _rendering(segment.coded, proposal.target.text, glossary)
            found = _judged(rendering)
            if calibrations and proposal.estimate is not None:
                severities = {one["severity"] for one in found.findings}
                row = row_of(own_signals(rendering, severities), proposal.estimate)
                found = replace(found, likely=tell(calibrations, proposal.by, row))
            judged[segment.id] = found
    return judged
