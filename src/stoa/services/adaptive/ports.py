"""What adaptive needs from outside: the log of what learners do, whoever folds it, published courses."""

from collections.abc import AsyncIterator, Sequence
from typing import Protocol, runtime_checkable
from uuid import UUID

import msgspec

from stoa.contracts.adaptive import Decision, LearnerLive, LearnerPoint, RunLive
from stoa.contracts.telemetry import ActionBatch
from stoa.kernel.ids import PersonId, SessionId, TenantId
from stoa.runtime.caller import Caller
from stoa.runtime.partitions import Record
from stoa.services.adaptive.domain.course import CourseMap
from stoa.services.adaptive.domain.passage import Passage
from stoa.services.adaptive.domain.told import ForAll, OfLearner


class Now(msgspec.Struct, frozen=True, kw_only=True):
    """A registration as its holder knows it. decision: the last one, if it is not in safe keeping yet.

    open: decisions that were neither taken nor declined. trail: of the last quarter of an hour.
    """

    number: int
    open: list[UUID]
    live: LearnerLive
    decision: Decision | None
    trail: list[LearnerPoint] = []


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a course, as far as adaptive reads it."""

    title: str
    map: CourseMap
    passages: list[Passage]


@runtime_checkable
class Telling(Protocol):
    """The log. Each returns when the message is kept, and raises Unavailable when it may not be."""

    async def actions(
        self, tenant: TenantId, learner: PersonId, session: SessionId, batch: ActionBatch
    ) -> None: ...

    async def of_learner(self, tenant: TenantId, learner: PersonId, told: OfLearner, once: str) -> None:
        """once: a repeat is known by it for a while; the fold knows it for ever."""
        ...

    async def for_all(self, tenant: TenantId, noun: str, told: ForAll, once: str) -> None: ...


@runtime_checkable
class Holders(Protocol):
    """Those who fold the log now, asked for what is in their memory only."""

    async def registration(self, tenant: TenantId, learner: PersonId, registration: UUID) -> Now | None:
        """None when nobody holds the partition, or the learner is not at work."""
        ...

    async def run(self, tenant: TenantId, run: UUID) -> list[RunLive]:
        """What of the run is not in safe keeping yet."""
        ...


@runtime_checkable
class Courses(Protocol):
    async def published(self, key: str, checksum: str) -> Published:
        """Raises Unavailable when the store does not answer, Defect when something is lost or corrupt."""
        ...


@runtime_checkable
class Vouching(Protocol):
    """That a reader was shown passages: by that another service may go."""

    async def vouch(
        self, caller: Caller, course: UUID, locale: str, passages: Sequence[Passage]
    ) -> list[str]:
        """A voucher for each. Raises Unavailable when their words cannot be laid where others read them."""
        ...


@runtime_checkable
class PastLog(Protocol):
    def records(self, partition: int) -> AsyncIterator[list[Record]]:
        """All that the log still has, in order, up to now. Raises Unavailable."""
        ...
