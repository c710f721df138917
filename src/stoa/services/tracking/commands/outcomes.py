"""Telling how a course stands for a registration, and looking at it anew with another version."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from stoa.contracts.tracking import CourseCompleted, CourseGraded, CourseJudged, CourseReopened
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.tracking.domain.catalogue import ActiveVersion, Offered, pick
from stoa.services.tracking.domain.outcome import News, judge
from stoa.services.tracking.domain.registration import Registration
from stoa.services.tracking.ports import Shelf
from stoa.services.tracking.store import courses, pilots, registrations

_AT_ONCE = 200


def tell_news(work: UnitOfWork, registration: Registration, news: Sequence[News]) -> None:
    """registration: with the count of these facts."""
    first = registration.change - len(news) + 1
    for change, what in enumerate(news, first):
        about: dict[str, Any] = {
            "registration": registration.id,
            "run": registration.run,
            "course": registration.course,
            "learner": registration.learner,
            "at": work.now,
            "change": change,
        }
        match what:
            case News.COMPLETED:
                work.record(CourseCompleted(**about))
            case News.REOPENED:
                work.record(CourseReopened(**about))
            case News.GRADED:
                scaled = registration.scaled or 0.0
                work.record(CourseGraded(**about, scaled=scaled, passed=bool(registration.passed)))
            case News.JUDGED:
                stands = {name: getattr(registration, name) for name in ("scaled", "completed", "passed")}
                work.record(CourseJudged(**about, **stands))


async def judge_locale(db: Database, shelf: Shelf, caller: Caller, course: UUID, locale: str) -> None:
    """Registrations that have the course in the locale: a removed object may have been the last one."""
    offered = await _offered(db, caller, course)
    meant = [version for version in offered.every if version.locale == locale]
    await _judge_anew(db, shelf, caller, course, offered, meant)


async def judge_runs(
    db: Database, shelf: Shelf, caller: Caller, course: UUID, runs: Collection[UUID]
) -> None:
    """Registrations in the runs, in whichever locale: what they had first may be theirs no longer."""
    offered = await _offered(db, caller, course)
    meant = {version for run in runs for version in offered.to_run(run)}
    await _judge_anew(db, shelf, caller, course, offered, meant, runs)


async def _offered(db: Database, caller: Caller, course: UUID) -> Offered:
    async with db.read(caller) as read:
        versions = (await courses.active_versions(read, course)).versions
        return Offered(versions, await pilots.of_course(read, course))


async def _judge_anew(
    db: Database,
    shelf: Shelf,
    caller: Caller,
    course: UUID,
    offered: Offered,
    meant: Collection[ActiveVersion],
    runs: Collection[UUID] | None = None,
) -> None:
    """Each by the version that it has, where that is meant, some at a time. Done again it changes nothing."""
    versions = {one: await shelf.version(caller.tenant, one.key, one.checksum) for one in meant}
    after: UUID | None = UUID(int=0) if versions else None
    while after is not None:
        async with db.work(caller.under(None)) as work:
            held = await registrations.lock_of_course(work, course, runs, after, _AT_ONCE)
            scores = await registrations.scores(work, [one.id for one in held])
            for before in held:
                wanted = [before.locale] if before.locale else []
                version = versions.get(pick(offered.to_run(before.run), wanted)[0])
                if version is None:
                    continue
                now, news = judge(
                    version.outline, version.completion, before, work.now, scores=scores[before.id]
                )
                if now != before:
                    await registrations.save(work, now)
                    tell_news(work, now, news)
        after = held[-1].id if len(held) == _AT_ONCE else None
