"""The translation memory by checksum: what is alike letter by letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.proposal import Origin, Proposal
from stoa.services.localization.domain.segment import Segment

TENANT = "tenant"
APPROVED = "approved"
"""Note of a proposal that a person has approved in the same words before."""


@dataclass(frozen=True, slots=True)
class Memory:
    """scope: `tenant`, `course:{id}` or `domain:{name}`. source, target: one set of codes for both.

    unit, by: it was learnt from, None for an imported one.
    """

    id: UUID
    scope: str
    source_locale: str
    target_locale: str
    checksum: str
    context: str
    source: CodedText
    target: str
    origin: str
    unit: UUID | None = None
    by: UUID | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Of a unit of the memory. source: that it was made for. at: when it was said last.

    course: title of that whose translation it was learnt from, file: name of that which brought it; empty
    where there is none.
    """

    source: CodedText
    course: str
    file: str
    at: datetime


def scopes_of(course: UUID, domain: str) -> list[str]:
    """Those that a course looks into, nearest first."""
    named = [f"domain:{domain}"] if domain else []
    return [f"course:{course}", *named, TENANT]


def shared_scope(domain: str) -> str:
    """Where what people approve is kept: for the course's domain, else for the whole tenant."""
    return f"domain:{domain}" if domain else TENANT


def proposal_of(one: Memory, segment: Segment) -> Proposal:
    """With the segment's own codes: a link may lead elsewhere than it did."""
    return Proposal(
        target=CodedText(one.target, segment.coded.codes),
        origin=Origin.CONTEXT if one.context == segment.context else Origin.EXACT,
        score=1.0,
        by=str(one.id),
        notes=(APPROVED,) if one.by is not None else (),
    )


def best(found: Sequence[Memory], context: str, scopes: Sequence[str]) -> Memory | None:
    """In context first, then by the nearest scope, then what a person here approved, then the newest."""
    return min(
        found,
        key=lambda one: (
            one.context != context,
            scopes.index(one.scope),
            one.by is None,
            -one.id.int,
        ),
        default=None,
    )
