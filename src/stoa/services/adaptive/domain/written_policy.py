"""A version of a course's policy as it was written, and a trial of one over what learners did."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

import msgspec

from stoa.services.adaptive.domain.default_policy import DEFAULT

PLATFORM_VERSION = 0
"""The platform's own policy, which every course has without keeping it."""
_POLICIES = UUID("5f6c1f0e-6f0a-4f6e-9a53-0f4a3f6d2b11")


class PolicyState(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    RETIRED = "retired"


class TrialState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"


class WrittenPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """data: readable by `policy_reading`. A version never changes; saving makes the next one."""

    course: UUID
    version: int
    policy: UUID
    state: PolicyState
    data: Any
    made_by: UUID | None = None
    made_at: datetime | None = None
    activated_at: datetime | None = None


def policy_id(course: UUID) -> UUID:
    """A course has one policy, in versions."""
    return uuid5(_POLICIES, str(course))


PLATFORM_POLICY = policy_id(UUID(int=0))


def platform_policy(course: UUID) -> WrittenPolicy:
    return WrittenPolicy(
        course=course,
        version=PLATFORM_VERSION,
        policy=PLATFORM_POLICY,
        state=PolicyState.RETIRED,
        data=DEFAULT,
    )


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """done, total: partitions of the log. result: what would have been, as `policy_replay` tells."""

    id: UUID
    course: UUID
    version: int
    asked_by: UUID
    state: TrialState = TrialState.WAITING
    done: int = 0
    total: int = 0
    result: Any = None
