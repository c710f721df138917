"""Telling how a course stands for a registration, and looking at it anew with another version."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from stoa.contracts.tracking import CourseCompleted, CourseGraded, CourseReopened
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.tracking.domain.catalogue import pick
from stoa.services.tracking.domain.outcome import News, judge
from stoa.services.tracking.domain.registration import Registration
from stoa.services.tracking.ports import Shelf
from stoa.services.tracking.store import courses, registrations

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


async def judge_anew(db: Database, shelf: Shelf, caller: Caller, course: UUID, locale: str) -> None:
    """Registrations that follow the locale, some at a time: a removed object may have been the last one.

    Done again it changes nothing.
    """
    async with db.read(caller) as read:
        versions = (await courses.active_versions(read, course)).versions
    active = next(version for version in versions if version.locale == locale)
    version = await shelf.version(caller.tenant, active.key, active.checksum)
    after: UUID | None = UUID(int=0)
    while after is not None:
        async with db.work(caller.under(None)) as work:
            held = await registrations.lock_of_course(work, course, after, _AT_ONCE)
            scores = await registrations.scores(work, [one.id for one in held])
            for before in held:
                wanted = [before.locale] if before.locale else []
                if pick(versions, wanted)[0] != active:
                    continue
                now, news = judge(
                    version.outline, version.completion, before, work.now, scores=scores[before.id]
                )
                if now != before:
                    await registrations.save(work, now)
                    tell_news(work, now, news)
        after = held[-1].id if len(held) == _AT_ONCE else None
