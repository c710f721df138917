"""What was told to the learners of a run, for them and for its staff."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stoa.contracts.shown import VOUCHED_FOR, ShownVoucher
from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.vouchers import Vouchers
from stoa.services.tracking.domain.announcement import PAGE_SIZE, Announcement, Told, document_key
from stoa.services.tracking.domain.catalogue import ActiveVersion, pick
from stoa.services.tracking.domain.registration import Participation
from stoa.services.tracking.domain.run import Run
from stoa.services.tracking.queries.teaching import version_of
from stoa.services.tracking.store import announcements, registrations, runs


@dataclass(frozen=True, slots=True)
class StaffBoard:
    """A page of them, for the staff: those withdrawn too. count: in all."""

    run: Run
    version: ActiveVersion
    announcements: list[Announcement]
    count: int

    @property
    def pages(self) -> int:
        return _pages(self.count)


@dataclass(frozen=True, slots=True)
class Board:
    """A page of them as a learner of the run finds it. count: in all."""

    there: Participation
    version: ActiveVersion
    told: list[Told]
    count: int

    @property
    def pages(self) -> int:
        return _pages(self.count)

    @property
    def unread(self) -> list[Announcement]:
        """On this page."""
        return [one.announcement for one in self.told if one.unread]


async def see_staff_board(db: Database, caller: Caller, run: UUID, page: int) -> StaffBoard:
    """Raises NotFound unless the caller teaches the run."""
    async with db.read(caller) as read:
        held = await runs.taught(read, caller, run)
        version = await version_of(read, caller, held.course)
        count = await announcements.count(read, run)
        return StaffBoard(held, version, await announcements.of_run(read, run, page), count)


async def see_one(
    db: Database, caller: Caller, run: UUID, announcement: UUID
) -> tuple[Run, ActiveVersion, Announcement]:
    """Raises NotFound unless the caller teaches the run."""
    async with db.read(caller) as read:
        held = await runs.taught(read, caller, run)
        version = await version_of(read, caller, held.course)
        return held, version, await announcements.load(read, run, announcement)


async def see_board(db: Database, caller: Caller, registration: UUID, page: int) -> Board:
    """Raises NotFound for a registration that is not the caller's."""
    learner = caller.known()
    async with db.read(caller) as read:
        there = await registrations.load(read, registration)
        if there is None or not there.active or there.registration.learner != learner:
            raise NotFound("registration.unknown")
        if not there.versions:
            raise NotFound("course.unknown")
        count = await announcements.count(read, there.run.id, standing=True)
        told = await announcements.told(read, there.run.id, learner, page)
    version, _ = pick(there.versions, [there.registration.locale or caller.locale])
    return Board(there, version, told, count)


def vouch(vouchers: Vouchers, caller: Caller, announcement: Announcement, now: datetime) -> str:
    """That the caller was shown it: for a while another service may go by that."""
    return vouchers.sign(
        caller,
        ShownVoucher(
            kind="announcement",
            thing=announcement.id,
            locale=announcement.wording.locale,
            key=document_key(caller.tenant, announcement.id, announcement.checksum),
            checksum=announcement.checksum,
            until=now + VOUCHED_FOR,
        ),
    )


def _pages(count: int) -> int:
    return max(1, -(-count // PAGE_SIZE))
