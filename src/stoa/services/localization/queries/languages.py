"""The languages of a course for its editors."""

from dataclasses import dataclass
from uuid import UUID

from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.domain.course import Course
from stoa.services.localization.domain.edition import Edition
from stoa.services.localization.domain.quality.chances import Chances, chances
from stoa.services.localization.domain.standing import Counted, Language
from stoa.services.localization.store import calibrations, courses, editions, languages, runs
from stoa.services.localization.store.fates import fates
from stoa.services.localization.store.runs import CourseRun


@dataclass(frozen=True, slots=True)
class Languages:
    """course: as it was published last. all: by tag."""

    course: Course
    all: list[Language]

    @property
    def changing(self) -> bool:
        """Whether something comes of itself: words of memory and machine, or a publication."""
        return any(one.counted.at_work or one.coming for one in self.all)


async def see_languages(db: Database, caller: Caller, course: UUID) -> Languages | None:
    """None for a course that was never published."""
    async with db.read(caller) as read:
        known = await courses.load_course(read, course)
        if known is None:
            return None
        wanted = await editions.list_editions(read, course)
        counted = await languages.count_by_locale(read, course)
        changed_at = await languages.source_changed_at(read, course)
    shown = [Language(one, counted.get(one.locale, Counted()), known.revision, changed_at) for one in wanted]
    return Languages(known, shown)


async def list_runs(db: Database, caller: Caller, edition: Edition) -> list[CourseRun]:
    """That may have the locale first, the latest first."""
    async with db.read(caller) as read:
        return await runs.list_runs(read, edition.course, edition.runs)


async def see_chances(db: Database, caller: Caller, course: UUID, locale: str) -> Chances | None:
    """Of machines' proposals for the course in the locale; None where it is not wanted."""
    async with db.read(caller) as read:
        known = chances(await fates(read, course), await calibrations.list_all(read))
    return next((one for one in known if one.locale == locale), None)


async def see_language(db: Database, caller: Caller, course: UUID, locale: str) -> tuple[Course, Language]:
    """Raises NotFound for a course that was never published, and for a locale that it is not wanted in."""
    seen = await see_languages(db, caller, course)
    if seen is None:
        raise NotFound("localization.course_unknown")
    found = next((one for one in seen.all if one.edition.locale == locale), None)
    if found is None:
        raise NotFound("locale.unknown", locale=locale)
    return seen.course, found
