"""How a course stands for a registration: completed, passed, and what of that is news."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from stoa.services.tracking.domain.completion import (
    CompletionRule,
    course_is_completed,
    course_is_passed,
    course_score,
)
from stoa.services.tracking.domain.outline import Outline
from stoa.services.tracking.domain.registration import Registration
from stoa.services.tracking.domain.standing import Standing


class News(StrEnum):
    """reopened: what had completed the course was taken back. graded: it is passed now, or no longer.

    judged: any of its score, completed and passed is another than before; told last.
    """

    COMPLETED = "completed"
    REOPENED = "reopened"
    GRADED = "graded"
    JUDGED = "judged"


def judge(
    outline: Outline,
    rule: CompletionRule,
    registration: Registration,
    now: datetime,
    *,
    scores: Mapping[UUID, float] | None = None,
    may_reopen: bool = False,
    may_fail: bool = False,
) -> tuple[Registration, tuple[News, ...]]:
    """The registration as the course stands with its progress.

    scores: what its item sets count, None when they have not changed. may_reopen, may_fail: whether an
    instructor's decision took something away; without one nothing is lost, also not by a new version.
    """
    standing = Standing(outline, registration.progress)
    scaled = registration.scaled if scores is None else course_score(outline, scores) if scores else None
    passed = course_is_passed(rule, scaled)
    if registration.passed and not may_fail and passed is False:
        passed = True
    completed_at = registration.completed_at
    if course_is_completed(rule, standing):
        completed_at = completed_at or now
    elif may_reopen:
        completed_at = None
    after = replace(
        registration, share=standing.share(), completed_at=completed_at, scaled=scaled, passed=passed
    )
    news = _news(registration, after)
    return replace(after, change=registration.change + len(news)), news


def _news(before: Registration, after: Registration) -> tuple[News, ...]:
    news = []
    if before.completed != after.completed:
        news.append(News.COMPLETED if after.completed else News.REOPENED)
    if bool(before.passed) != bool(after.passed):
        news.append(News.GRADED)
    if (before.scaled, before.completed, before.passed) != (after.scaled, after.completed, after.passed):
        news.append(News.JUDGED)
    return tuple(news)
