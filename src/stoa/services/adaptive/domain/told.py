"""What the platform itself says into the log, so that a fold needs nothing but the log."""

from uuid import UUID

import msgspec

from stoa.services.adaptive.domain.calibration import Calibration


class Told(msgspec.Struct, frozen=True, kw_only=True, tag_field="type"):
    """A learner's stand on `tel.<tenant>.<learner>.platform`, what concerns all in every partition."""


class Enrolled(Told, frozen=True, kw_only=True, tag="learner.enrolled"):
    """change: counts up by one a registration, together with Ended."""

    registration: UUID
    run: UUID
    course: UUID
    change: int


class Ended(Told, frozen=True, kw_only=True, tag="enrolment.ended"):
    registration: UUID
    change: int


class Consented(Told, frozen=True, kw_only=True, tag="consent.chosen"):
    """learning: whether the learner lets be told how they learn. version: a higher one is newer."""

    learning: bool
    version: int


class Scored(Told, frozen=True, kw_only=True, tag="response.scored"):
    """share: of the points, in [0, 1]. at_ms: when it was scored, since 1970.

    The log has assessment's own fact of it (ADR 0125); this is what the fold makes of that, and what
    logs from before hold.
    """

    response: UUID
    registration: UUID
    item_set: UUID
    item: UUID
    skills: tuple[str, ...]
    share: float
    tries: int
    hints: int
    think_ms: int
    at_ms: int


class CourseActivated(Told, frozen=True, kw_only=True, tag="course.activated"):
    """Which map of the course counts from now on; it lies in the database and never changes."""

    course: UUID
    locale: str
    activation: int


class PolicyActivated(Told, frozen=True, kw_only=True, tag="policy.activated"):
    """data: the policy as it was written. at_ms: since when, from 1970: what is older comes late."""

    course: UUID
    policy: UUID
    version: int
    data: msgspec.Raw
    at_ms: int = 0


class Calibrated(Told, frozen=True, kw_only=True, tag="items.calibrated"):
    items: dict[UUID, Calibration]


OfLearner = Enrolled | Ended | Scored | Consented
ForAll = CourseActivated | PolicyActivated | Calibrated
