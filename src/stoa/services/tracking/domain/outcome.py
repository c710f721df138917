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
    """reopened: what had completed the course was taken back. graded: it is passed now, or no longer."""

    COMPLETED = "completed"
    REOPENED = "reopened"
    GRADED = "graded"


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
    before = (registration.completed_at is not None, bool(registration.passed))
    news = _news(before, (completed_at is not None, bool(passed)))
    after = replace(
        registration,
        share=standing.share(),
        completed_at=completed_at,
        scaled=scaled,
        passed=passed,
        change=registration.change + len(news),
    )
    return after, news


def _news(before: tuple[bool, bool], after: tuple[bool, bool]) -> tuple[News, ...]:
    """Of completed and passed, before and after."""
    news = []
    if before[0] != after[0]:
        news.append(News.COMPLETED if after[0] else News.REOPENED)
    if before[1] != after[1]:
        news.append(News.GRADED)
    return tuple(news)
