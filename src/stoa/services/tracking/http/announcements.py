"""Announcements to the learners of a run: for its staff, and for each of its learners."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Controller, delete, get, post, put
from litestar.params import QueryParameter
from msgspec import Meta

from stoa.kernel.clock import Clock
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles, signed_in
from stoa.runtime.http.body import Body
from stoa.runtime.objects import Objects
from stoa.runtime.vouchers import Vouchers
from stoa.services.tracking.commands import announcements
from stoa.services.tracking.domain.announcement import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    PAGE_SIZE,
    Announcement,
    Wording,
)
from stoa.services.tracking.domain.run import TEACHING_STAFF
from stoa.services.tracking.queries.announcements import see_board, see_staff_board, vouch

Page = Annotated[int, QueryParameter(ge=1, le=1_000)]


class Words(Body, frozen=True, kw_only=True):
    """text: plain, an empty line ends a paragraph. locale: of both; the writer's own where none is given."""

    title: Annotated[str, Meta(min_length=1, max_length=LONGEST_TITLE)]
    text: Annotated[str, Meta(min_length=1, max_length=LONGEST_TEXT)]
    locale: Annotated[str, Meta(max_length=35)] | None = None

    def wording(self, caller: Caller) -> Wording:
        return Wording(self.title, self.text, self.locale or caller.locale)


class NewWords(Words, frozen=True, kw_only=True):
    """version: that was read before the change."""

    version: Annotated[int, Meta(ge=1)]


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """changed_at: null where its words are the first ones."""

    id: UUID
    title: str
    text: str
    locale: str
    posted_at: datetime
    changed_at: datetime | None
    version: int


class ToStaff(Shown, frozen=True, kw_only=True):
    by: UUID
    withdrawn: bool


class ToLearner(Shown, frozen=True, kw_only=True):
    """unread: in the words that it has now. voucher: to have it translated."""

    unread: bool
    voucher: str


class ReadOne(Body, frozen=True, kw_only=True):
    """version: in which it was read."""

    id: UUID
    version: Annotated[int, Meta(ge=1, le=2**31 - 1)]


class Read(Body, frozen=True, kw_only=True):
    announcements: Annotated[list[ReadOne], Meta(min_length=1, max_length=PAGE_SIZE)]


class Announcements(Controller):
    path = "/api/runs/{run:uuid}/announcements"

    @get("/", opt=roles(*TEACHING_STAFF))
    async def posted(self, run: UUID, caller: Caller, db: Database, page: Page = 1) -> Sequence[ToStaff]:
        """Ten a page, the newest first, with those that were withdrawn."""
        seen = await see_staff_board(db, caller, run, page)
        return [
            ToStaff(by=one.by, withdrawn=one.withdrawn, **_shown(one))  # type: ignore[arg-type]
            for one in seen.announcements
        ]

    @post("/", opt=roles(*TEACHING_STAFF))
    async def announce(
        self, run: UUID, data: Words, caller: Caller, db: Database, objects: Objects
    ) -> announcements.Posted:
        return await announcements.announce(db, objects, caller, run, data.wording(caller))

    @put("/{announcement:uuid}", opt=roles(*TEACHING_STAFF))
    async def reword(
        self, run: UUID, announcement: UUID, data: NewWords, caller: Caller, db: Database, objects: Objects
    ) -> announcements.Posted:
        """Whoever has read it finds it unread again."""
        wording = data.wording(caller)
        return await announcements.reword(db, objects, caller, run, announcement, wording, data.version)

    @delete("/{announcement:uuid}", opt=roles(*TEACHING_STAFF))
    async def withdraw(self, run: UUID, announcement: UUID, caller: Caller, db: Database) -> None:
        """Learners see it no longer."""
        await announcements.withdraw(db, caller, run, announcement)

    @post("/{announcement:uuid}/restore", opt=roles(*TEACHING_STAFF), status_code=204)
    async def restore(self, run: UUID, announcement: UUID, caller: Caller, db: Database) -> None:
        """Take the withdrawal back."""
        await announcements.restore(db, caller, run, announcement)


class OwnAnnouncements(Controller):
    path = "/api/registrations/{registration:uuid}/announcements"

    @get("/", opt=signed_in())
    async def told(
        self,
        registration: UUID,
        caller: Caller,
        db: Database,
        vouchers: Vouchers,
        clock: Clock,
        page: Page = 1,
    ) -> Sequence[ToLearner]:
        """Ten a page, the newest first."""
        board = await see_board(db, caller, registration, page)
        return [
            ToLearner(
                unread=one.unread,
                voucher=vouch(vouchers, caller, one.announcement, clock()),
                **_shown(one.announcement),  # type: ignore[arg-type]
            )
            for one in board.told
        ]

    @post("/read", opt=signed_in(), status_code=204)
    async def read(self, registration: UUID, data: Read, caller: Caller, db: Database) -> None:
        """They were read. What has other words by now stays unread."""
        shown = {one.id: one.version for one in data.announcements}
        await announcements.mark_read(db, caller, registration, shown)


def _shown(one: Announcement) -> dict[str, object]:
    return {
        "id": one.id,
        "title": one.wording.title,
        "text": one.wording.text,
        "locale": one.wording.locale,
        "posted_at": one.posted_at,
        "changed_at": one.changed_at,
        "version": one.version,
    }
