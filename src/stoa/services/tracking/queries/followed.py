"""The people whom a manager or a guardian follows, and their courses."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from stoa.kernel.clock import Clock
from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.tracking.domain.conversation import pages_of
from stoa.services.tracking.domain.followed import PAGE_SIZE, FollowedCourse, FollowedPerson, Follower
from stoa.services.tracking.store import followed


@dataclass(frozen=True, slots=True)
class People:
    """A page of them. count: of all pages."""

    listed: Sequence[FollowedPerson]
    count: int

    @property
    def pages(self) -> int:
        return pages_of(self.count, PAGE_SIZE)


@dataclass(frozen=True, slots=True)
class Courses:
    """A page of one person's. count: of all pages."""

    listed: Sequence[FollowedCourse]
    count: int

    @property
    def pages(self) -> int:
        return pages_of(self.count, PAGE_SIZE)


async def see_people(db: Database, clock: Clock, caller: Caller, page: int) -> People:
    async with db.read(caller) as read:
        return People(*await followed.followed(read, _follower(caller), page, clock()))


async def see_courses(db: Database, caller: Caller, person: UUID, page: int) -> Courses:
    """Raises NotFound unless the caller follows the person now."""
    async with db.read(caller) as read:
        if not await followed.is_followed(read, _follower(caller), person):
            raise NotFound("person.unknown")
        return Courses(*await followed.courses_of(read, person, caller.locale, page))


def _follower(caller: Caller) -> Follower:
    return Follower(caller.known(), manages=caller.has("manager"), guards=caller.has("guardian"))
