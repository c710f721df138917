"""A version of a course's policy as it was written, and a trial of one over what learners did."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec


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
