"""What adaptive says to itself, over the bus."""

from uuid import UUID

from stoa.kernel.event import Event


class PolicyActivated(Event, frozen=True, kw_only=True):
    """A version of a course's policy is in force. data: the policy, as JSON. at_ms: since when, from 1970."""

    service = "adaptive"
    noun = "policy"
    verb = "activated"
    private = True

    course: UUID
    policy: UUID
    version: int
    data: str
    at_ms: int = 0


class ItemCalibrated(Event, frozen=True, kw_only=True):
    """More is known of an item across learners. data: the calibration, as JSON."""

    service = "adaptive"
    noun = "item"
    verb = "calibrated"
    private = True

    item: UUID
    responses: int
    data: str


class TrialRequested(Event, frozen=True, kw_only=True):
    """A policy is to be tried over what learners did."""

    service = "adaptive"
    noun = "trial"
    verb = "requested"
    private = True

    trial: UUID
