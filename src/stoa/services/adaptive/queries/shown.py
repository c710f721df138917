"""What the pages for people show."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec

from stoa.contracts.adaptive import Decision
from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, ReadSession
from stoa.services.adaptive.domain.default_policy import DEFAULT
from stoa.services.adaptive.domain.policy_reading import read as read_policy
from stoa.services.adaptive.domain.written_policy import PLATFORM_VERSION, PolicyState, Trial, WrittenPolicy
from stoa.services.adaptive.queries import access
from stoa.services.adaptive.store import policies, shown

DECISIONS_SHOWN = 20
_DECISION = msgspec.json.Decoder(Decision)


class RunSeen(msgspec.Struct, frozen=True, kw_only=True):
    """risk_bound: of the policy in force, in [0, 1]."""

    id: UUID
    course: UUID
    title: str
    risk_bound: float


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """number: 0 is the platform's own. data: plain, as it is written."""

    number: int
    data: Any


_PLATFORM = Written(number=PLATFORM_VERSION, data=DEFAULT)


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """A moment at which a tried policy would have offered something else.

    learner: None in a run that the caller does not teach. before, after: kinds. reasons: as they are written.
    """

    learner: UUID | None
    at: datetime
    before: str | None
    after: str | None
    reasons: list[Any]


class PolicySeen(msgspec.Struct, frozen=True, kw_only=True):
    """active: the version in force, 0 for the platform's own. shown: the one that is looked at.

    examples: of the trial's result.
    """

    title: str
    active: int
    shown: Written
    versions: list[WrittenPolicy]
    trial: Trial | None
    examples: list[Example]


class Adaptation(msgspec.Struct, frozen=True, kw_only=True):
    """To a learner: the policy of their course, and what it offered to them, the newest first."""

    title: str
    policy: Any
    decisions: list[Decision]


async def run_seen(db: Database, caller: Caller, run: UUID) -> RunSeen:
    """Raises NotFound unless the caller teaches it."""
    async with db.read(caller) as read:
        known = await access.taught_run(read, caller, run)
        title = await shown.course_title(read, known.course, caller.locale)
        active = await _active(read, known.course)
    bound = read_policy(active.data).risk_bound
    return RunSeen(id=run, course=known.course, title=title, risk_bound=bound)


async def policy_seen(db: Database, caller: Caller, course: UUID, version: int | None) -> PolicySeen:
    """None is the version in force. Raises NotFound."""
    async with db.read(caller) as read:
        await access.taught_course(read, caller, course)
        versions = await policies.versions(read, course)
        active = _in_force(versions)
        chosen = _chosen(versions, active.number if version is None else version)
        trial = await shown.last_trial(read, course, chosen.number)
        return PolicySeen(
            title=await shown.course_title(read, course, caller.locale),
            active=active.number,
            shown=chosen,
            versions=versions,
            trial=trial,
            examples=await _examples(read, caller, trial),
        )


async def adaptation(db: Database, caller: Caller, registration: UUID) -> Adaptation:
    """Raises NotFound unless it is the caller's, or of a run that they teach."""
    async with db.read(caller) as read:
        enrolment = await access.registration(read, caller, registration)
        active = await _active(read, enrolment.course)
        title = await shown.course_title(read, enrolment.course, caller.locale)
        made = await shown.last_decisions(read, registration, DECISIONS_SHOWN)
    return Adaptation(title=title, policy=active.data, decisions=[_DECISION.decode(one) for one in made])


async def _examples(read: ReadSession, caller: Caller, trial: Trial | None) -> list[Example]:
    if trial is None or trial.result is None:
        return []
    found = trial.result["examples"]
    learners = await access.learners_taught(read, caller, {UUID(one["registration"]) for one in found})
    return [
        Example(
            learner=learners.get(UUID(one["registration"])),
            at=datetime.fromtimestamp(one["at"] / 1000, UTC),
            before=one["before"],
            after=one["after"],
            reasons=one["reasons"],
        )
        for one in found
    ]


async def _active(read: ReadSession, course: UUID) -> Written:
    return _in_force(await policies.versions(read, course))


def _in_force(versions: list[WrittenPolicy]) -> Written:
    return next((_of(one) for one in versions if one.state is PolicyState.ACTIVE), _PLATFORM)


def _chosen(versions: list[WrittenPolicy], number: int) -> Written:
    if number == PLATFORM_VERSION:
        return _PLATFORM
    for one in versions:
        if one.version == number:
            return _of(one)
    raise NotFound("policy.missing")


def _of(written: WrittenPolicy) -> Written:
    return Written(number=written.version, data=written.data)
