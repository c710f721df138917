"""How translation fares: for its page, for programs and for metrics."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from stoa.kernel.errors import NotFound
from stoa.kernel.ids import EVERY_TENANT
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.domain.figures import (
    PERIOD,
    Coverage,
    Effort,
    Lag,
    Price,
    Tally,
    Unsettled,
    Waiting,
    prices,
)
from stoa.services.localization.domain.providers.budget import Cost, costs, month_of
from stoa.services.localization.domain.quality.chances import Chances, chances
from stoa.services.localization.ports import Outside
from stoa.services.localization.store import calibrations, courses, problems, spending
from stoa.services.localization.store import figures as store
from stoa.services.localization.store.fates import fates


@dataclass(frozen=True, slots=True)
class LocaleFigures:
    """All courses in one locale. None: nothing of the kind happened yet, or nothing waits.

    has: share of all segments that readers have in the locale. oldest_s, lag_s, behind_s: seconds.
    """

    locale: str
    courses: int
    segments: int
    words: int
    translated: int
    reviewed: int
    has: float
    waiting: int
    overdue: int
    held: int
    oldest_s: float | None
    behind: int
    behind_s: float | None
    lag: Lag | None
    effort: Effort | None


@dataclass(frozen=True, slots=True)
class Figures:
    """course: None is every course. since: of what is counted over a time. locales: by tag.

    unsettled: what readers found wrong in translations on request, whether the course has locales or not.
    """

    course: UUID | None
    title: str
    now: datetime
    since: datetime
    locales: list[LocaleFigures]
    editions: list[Coverage]
    waiting: list[Waiting]
    tallies: list[Tally]
    machines: list[Price]
    unsettled: Unsettled
    chances: list[Chances]
    costs: list[Cost]

    @property
    def unsettled_s(self) -> float | None:
        """How long the first of them waits."""
        oldest = self.unsettled.oldest
        return None if oldest is None else (self.now - oldest).total_seconds()


async def see_figures(db: Database, outside: Outside, caller: Caller, course: UUID | None) -> Figures:
    """Eleven statements. Raises NotFound for a course that was never published."""
    async with db.read(caller) as read:
        known = None if course is None else await courses.load_course(read, course)
        if course is not None and known is None:
            raise NotFound("localization.course_unknown")
        since = read.now - PERIOD
        covered = await store.coverage(read, course)
        waiting = await store.waiting(read, course)
        efforts = await store.efforts(read, course, since)
        lags = await store.lags(read, course, since)
        tallies = await store.tallies(read, course)
        made = await store.machines(read, course)
        unsettled = await problems.unsettled(read, course)
        found = chances(await fates(read, course), await calibrations.list_all(read))
        now = read.now
    async with db.read(Caller(tenant=EVERY_TENANT)) as read:
        spent = await spending.list_spent(read)
    return Figures(
        course=course,
        title=known.title if known else "",
        now=now,
        since=since,
        locales=_by_locale(now, covered, waiting, efforts, lags),
        editions=covered,
        waiting=waiting,
        tallies=tallies,
        machines=prices(made, outside.machines.prices()),
        unsettled=unsettled,
        chances=found,
        costs=costs(spent, outside.machines.budgets(), month_of(now)),
    )


def _by_locale(
    now: datetime,
    covered: Sequence[Coverage],
    waiting: Sequence[Waiting],
    efforts: Sequence[Effort],
    lags: Sequence[Lag],
) -> list[LocaleFigures]:
    effort, lag = {one.locale: one for one in efforts}, {one.locale: one for one in lags}
    found = []
    for locale in sorted({one.locale for one in covered}):
        here = [one for one in covered if one.locale == locale]
        queue = [one for one in waiting if one.locale == locale]
        segments = sum(one.segments for one in here)
        behind = [one.behind_since for one in here if one.behind_since is not None]
        found.append(
            LocaleFigures(
                locale=locale,
                courses=len(here),
                segments=segments,
                words=sum(one.words for one in here),
                translated=sum(one.translated for one in here),
                reviewed=sum(one.reviewed for one in here),
                has=sum((one.has or 0) * one.segments for one in here) / max(1, segments),
                waiting=sum(one.units for one in queue),
                overdue=sum(one.overdue for one in queue),
                held=sum(one.held for one in queue),
                oldest_s=_since(now, [one.oldest for one in queue]),
                behind=len(behind),
                behind_s=_since(now, behind),
                lag=lag.get(locale),
                effort=effort.get(locale),
            )
        )
    return found


def _since(now: datetime, moments: Sequence[datetime]) -> float | None:
    if not moments:
        return None
    waited: timedelta = now - min(moments)
    return max(0.0, waited.total_seconds())
