"""What becomes of a proposal: it stands, or a person looks at it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from stoa.services.localization.domain.edition import Edition
from stoa.services.localization.domain.estimate import Estimate
from stoa.services.localization.domain.judgement import Judgement
from stoa.services.localization.domain.post_edit import Kind, PostEdit
from stoa.services.localization.domain.proposal import Origin, Proposal
from stoa.services.localization.domain.quality.calibration import Likely
from stoa.services.localization.domain.remembered import APPROVED
from stoa.services.localization.domain.segment import Segment
from stoa.services.localization.domain.unit import State, Unit

STOOD = "stood"
"""Word of the log for a machine's target that stands without a person."""

_NOTHING = {
    "state": State.INITIAL, "target": "", "origin": "", "engine": "", "score": None, "checks": (),
    "estimate": None,
}  # fmt: skip


def proposed(
    unit: Unit,
    segment: Segment,
    proposal: Proposal | None,
    judgement: Judgement | None,
    threshold: float,
    now: datetime,
) -> Unit:
    """The unit with the proposal, at its next version. judgement: None where there is nothing to judge."""
    said: Mapping[str, Any] = _NOTHING
    if proposal is not None and judgement is not None:
        likely = judgement.likely
        said = {
            "state": State.INITIAL if judgement.asks else _state(proposal, judgement, threshold),
            "target": proposal.target.text,
            "origin": proposal.origin.value,
            "engine": proposal.by,
            "score": proposal.score if likely is None else likely.chance,
            "estimate": _estimate(proposal, likely),
            "checks": judgement.findings,
        }
    version = unit.version + 1
    return replace(unit, source=segment.checksum, by=None, version=version, changed_at=now, **said)


def says_else(before: Unit, after: Unit) -> bool:
    """Whether a unit that was proposed anew says anything else than it did, or stands otherwise."""
    return (before.target, before.state, before.origin) != (after.target, after.state, after.origin)


def _state(proposal: Proposal, judgement: Judgement, threshold: float) -> State:
    """In its context an approved target was reviewed already; a fuzzy one is always somebody's to look at."""
    match proposal.origin:
        case Origin.CONTEXT:
            return State.REVIEWED if APPROVED in proposal.notes else State.TRANSLATED
        case Origin.EXACT:
            return State.TRANSLATED
        case Origin.MACHINE:
            sure = judgement.likely is not None and judgement.likely.chance >= threshold
            return State.TRANSLATED if sure else State.INITIAL
        case _:
            return State.INITIAL


def _estimate(proposal: Proposal, likely: Likely | None) -> Estimate | None:
    if proposal.estimate is None or likely is None:
        return proposal.estimate
    return replace(proposal.estimate, calibration=likely.calibration)


def word_of(unit: Unit) -> str:
    """What the log says of a proposal: that a machine's stands by itself, or that it is one."""
    alone = unit.origin == Origin.MACHINE.value and unit.state >= State.TRANSLATED
    return STOOD if alone else "proposed"


def asked_of_people(unit: Unit, edition: Edition, now: datetime) -> PostEdit | None:
    """What a person has to do before the unit counts; None when nobody need look.

    Where two have to look, what one accepted waits for another, though readers may have it meanwhile.
    """
    second = edition.terms.two_reviewers and unit.state is State.TRANSLATED and unit.by is not None
    if unit.state >= edition.terms.policy.least and not second:
        return None
    return PostEdit(
        unit=unit.id,
        course=unit.course,
        locale=unit.locale,
        kind=Kind.EDIT if unit.state is State.INITIAL else Kind.REVIEW,
        priority=edition.terms.priority,
        due_at=edition.terms.due_at,
        wanted_at=now,
        not_by=unit.by if second else None,
    )
