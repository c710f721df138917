"""Passages of a course that help with where a learner is."""

from dataclasses import dataclass
from uuid import UUID

from stoa.kernel.locale import nearest
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.adaptive.domain.passage import Passage
from stoa.services.adaptive.queries import access
from stoa.services.adaptive.store import courses

MOST = 5


@dataclass(frozen=True, slots=True)
class Help:
    """locale: in which all of them are."""

    course: UUID
    locale: str
    passages: list[Passage]


async def passages(db: Database, caller: Caller, registration: UUID, thing: UUID, words: str) -> Help:
    """words: of what the learner is stuck at. Where none is found: what teaches that object, as read.

    None at an exam.
    """
    async with db.read(caller) as read:
        enrolment = await access.registration_of_learner(read, caller, registration)
        known = await courses.locales(read, enrolment.course)
        if not known:
            return Help(enrolment.course, caller.locale, [])
        locale = nearest(known, [caller.locale]) or known[0]
        course = await courses.newest_map(read, enrolment.course, locale)
        here = course.get(thing)
        if here is not None and here.exam:
            return Help(enrolment.course, locale, [])
        teacher = course.teacher(thing) or thing
        found = await courses.find_passages(read, enrolment.course, locale, words, teacher, MOST)
        found = found or (await courses.passages_of(read, enrolment.course, locale, teacher))[:MOST]
        return Help(enrolment.course, locale, found)
