"""What machines answer, as proposals."""

from dataclasses import replace
from math import exp

from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.estimate import Estimate
from stoa.services.localization.domain.proposal import Origin, Proposal
from stoa.services.localization.domain.providers.answer import Answer, Failed, Reason
from stoa.services.localization.domain.segment import Segment
from stoa.services.localization.domain.unit import Unit


def is_late(answer: Answer) -> bool:
    """Worth another try before a person is asked."""
    return isinstance(answer, Failed) and answer.reason is Reason.UNAVAILABLE


def proposal_from(answer: Answer, segment: Segment) -> Proposal | None:
    """None where no machine has anything to propose."""
    if isinstance(answer, Failed):
        return None
    return Proposal(
        target=CodedText(answer.target, segment.coded.codes),
        origin=Origin.MACHINE,
        score=None,
        by=f"{answer.provider} {answer.version}".strip(),
        notes=answer.broken_terms,
        estimate=Estimate(
            None if answer.likelihood is None else exp(min(answer.likelihood, 0.0)), answer.known_share
        ),
    )


def again(made: Unit, segment: Segment) -> Proposal:
    """What a machine said to the same content before: nobody pays for it twice."""
    target = CodedText(made.target, segment.coded.codes)
    estimate = replace(made.estimate or Estimate(), calibration=None)
    return Proposal(target=target, origin=Origin.MACHINE, score=None, by=made.engine, estimate=estimate)
